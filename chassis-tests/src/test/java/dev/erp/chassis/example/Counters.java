package dev.erp.chassis.example;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.security.Public;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Counters that can be created, added to, and listed. */
@RestController
@RequestMapping("/api/v1/counters")
class Counters {

    static final String TOPIC = "erp.example.counter";

    record NewCounter(
            @NotBlank @Size(max = 40, message = "must be at most 40 characters")
            String name,

            long value) {}

    record Addition(long by) {}

    record Counter(UUID counterId, String name, long value) {}

    private final DatabaseClient database;
    private final Commands commands;
    private final Outbox outbox;
    private final Clock clock;

    Counters(DatabaseClient database, Commands commands, Outbox outbox, Clock clock) {
        this.database = database;
        this.commands = commands;
        this.outbox = outbox;
        this.clock = clock;
    }

    @PostMapping
    @Permission("products:write")
    Mono<ResponseEntity<byte[]>> create(@Valid @RequestBody NewCounter input, Caller caller) {
        return commands.run(caller, () -> {
            Counter counter = new Counter(Ids.next(), input.name(), input.value());
            return database.sql("INSERT INTO counter VALUES (:id, :name, :value, 1, :now)")
                    .bind("id", counter.counterId())
                    .bind("name", counter.name())
                    .bind("value", counter.value())
                    .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .fetch()
                    .rowsUpdated()
                    .then(outbox.append(List.of(event("created", counter, 1, caller))))
                    .thenReturn(Answer.created("/api/v1/counters/" + counter.counterId(), 1, counter));
        });
    }

    @PostMapping("/{id}/add")
    @Permission("products:write")
    Mono<ResponseEntity<byte[]>> add(
            @PathVariable UUID id, @Valid @RequestBody Addition input, IfMatch ifMatch, Caller caller) {
        return commands.run(caller, () -> database.sql("SELECT version FROM counter WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map(row -> row.get("version", Long.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("counter", id)))
                .doOnNext(ifMatch::require)
                .flatMap(version -> change(id, input.by(), caller)));
    }

    private Mono<Answer> change(UUID id, long by, Caller caller) {
        return database.sql("""
                        UPDATE counter SET value = value + :by, version = version + 1 WHERE id = :id
                        RETURNING name, value, version
                        """)
                .bind("by", by)
                .bind("id", id)
                .map(row -> Answer.ok(
                        row.get("version", Long.class),
                        new Counter(id, row.get("name", String.class), row.get("value", Long.class))))
                .one()
                .flatMap(answer -> outbox.append(List.of(event(
                                "changed",
                                (Counter) answer.body(),
                                Long.parseLong(answer.etag().replace("\"", "")),
                                caller)))
                        .thenReturn(answer));
    }

    @GetMapping
    @Permission("products:read")
    Mono<Page<Counter>> list(@RequestParam(required = false) String q, PageRequest page) {
        return ListQuery.select("SELECT id, name, value, created_at FROM counter")
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("name", "name", String.class)
                .sortable("value", "value", Long.class)
                .search("name ILIKE :q", q)
                .page(
                        database,
                        page,
                        row -> new Counter(
                                row.get("id", UUID.class),
                                row.get("name", String.class),
                                row.get("value", Long.class)));
    }

    @GetMapping("/{id}")
    @Permission("products:read")
    Mono<ResponseEntity<Counter>> get(@PathVariable UUID id) {
        return database.sql("SELECT name, value, version FROM counter WHERE id = :id")
                .bind("id", id)
                .map(row -> ResponseEntity.ok()
                        .eTag(ETag.of(row.get("version", Long.class)))
                        .body(new Counter(id, row.get("name", String.class), row.get("value", Long.class))))
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("counter", id)));
    }

    @GetMapping("/open")
    @Public
    Mono<String> open() {
        return Mono.just("open to all");
    }

    /** Has neither permission nor is it public: closed to everybody. */
    @GetMapping("/forgotten")
    Mono<String> forgotten() {
        return Mono.just("nobody may read this");
    }

    @GetMapping("/broken")
    @Permission(Permission.SIGNED_IN)
    Mono<String> broken() {
        return Mono.error(new IllegalStateException("SELECT secret FROM vault"));
    }

    private NewEvent event(String what, Counter counter, long version, Caller caller) {
        return NewEvent.of(
                TOPIC,
                "example.counter." + what + ".v1",
                counter.counterId(),
                version,
                clock.instant(),
                caller.inProcess(counter.counterId()),
                counter);
    }
}
