package dev.erp.hr.position;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.MergePatch;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.hr.Column;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The one writer of positions. Its commands run in the caller's transaction. */
@Component
class Positions {

    private static final String TOPIC = "erp.hr.position";
    private static final String SELECT =
            "SELECT id, title, description, version, created_at, updated_at FROM position ";

    private final DatabaseClient database;
    private final Outbox outbox;
    private final MergePatch mergePatch;
    private final Clock clock;

    Positions(DatabaseClient database, Outbox outbox, MergePatch mergePatch, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.mergePatch = mergePatch;
        this.clock = clock;
    }

    /** @throws Problem 409 {@code position_exists} */
    Mono<Position> create(Position.Details details, Caller caller) {
        Position created = new Position(Ids.next(), details.title().strip(), details.description(), 1, now(), now());
        return write(created)
                .then(Mono.defer(() -> publish("created", created, caller)))
                .thenReturn(created);
    }

    /** @throws Problem 404; 412; 400; 409 {@code position_exists} */
    Mono<Position> change(UUID id, IfMatch ifMatch, JsonNode patch, Caller caller) {
        return lock(id).flatMap(position -> {
            ifMatch.require(position.version());
            Position.Details details = mergePatch.apply(position.details(), patch);
            Position changed = position.changed(details, now());
            if (changed.details().equals(position.details())) {
                return Mono.just(position);
            }
            return write(changed)
                    .then(Mono.defer(() -> publish("updated", changed, caller)))
                    .thenReturn(changed);
        });
    }

    /** @throws Problem 404; 409 {@code position_in_use} */
    Mono<Void> delete(UUID id, Caller caller) {
        return lock(id).flatMap(position -> requireUnused(position)
                .then(Mono.defer(() -> database.sql("DELETE FROM position WHERE id = :id")
                        .bind("id", id)
                        .then()))
                .then(Mono.defer(() -> publish("deleted", position.changed(position.details(), now()), caller))));
    }

    /** @throws Problem 404 */
    Mono<Position> find(UUID id) {
        return one(SELECT + "WHERE id = :id", id);
    }

    Mono<Page<Position>> list(String text, PageRequest page) {
        return ListQuery.select(SELECT)
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("title", "title", String.class)
                .search("title ILIKE :q", text)
                .page(database, page, Positions::read);
    }

    private Mono<Position> lock(UUID id) {
        return one(SELECT + "WHERE id = :id FOR UPDATE", id);
    }

    private Mono<Position> one(String select, UUID id) {
        return database.sql(select)
                .bind("id", id)
                .map(Positions::read)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("position", id)));
    }

    private Mono<Void> requireUnused(Position position) {
        return database.sql("SELECT count(DISTINCT employee_id) AS employees FROM job WHERE position_id = :id")
                .bind("id", position.id())
                .map(row -> row.get("employees", Long.class))
                .one()
                .doOnNext(employees -> {
                    if (employees > 0) {
                        throw Problem.conflict(
                                "position_in_use",
                                "The histories of %d employees refer to %s.".formatted(employees, position.title()));
                    }
                })
                .then();
    }

    private Mono<Void> write(Position position) {
        return database.sql("""
                        INSERT INTO position (id, title, description, version, created_at, updated_at)
                        VALUES (:id, :title, :description, :version, :createdAt, :updatedAt)
                        ON CONFLICT (id) DO UPDATE
                           SET title = excluded.title, description = excluded.description, version = excluded.version,
                               updated_at = excluded.updated_at
                        """)
                .bind("id", position.id())
                .bind("title", position.title())
                .bind("description", Column.of(String.class, position.description()))
                .bind("version", position.version())
                .bind("createdAt", position.createdAt().atOffset(ZoneOffset.UTC))
                .bind("updatedAt", position.updatedAt().atOffset(ZoneOffset.UTC))
                .then()
                .onErrorMap(
                        DuplicateKeyException.class,
                        _ -> Problem.conflict(
                                "position_exists", "There is a position " + position.title() + " already."));
    }

    private Mono<Void> publish(String what, Position position, Caller caller) {
        return outbox.append(List.of(NewEvent.of(
                TOPIC,
                "hr.position." + what + ".v1",
                position.id(),
                position.version(),
                position.updatedAt(),
                caller.inProcess(position.id()),
                position.data())));
    }

    // as exact as PostgreSQL is, so that the answer to the POST is what a GET says later
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Position read(Readable row) {
        return new Position(
                row.get("id", UUID.class),
                row.get("title", String.class),
                row.get("description", String.class),
                row.get("version", Long.class),
                row.get("created_at", OffsetDateTime.class).toInstant(),
                row.get("updated_at", OffsetDateTime.class).toInstant());
    }
}
