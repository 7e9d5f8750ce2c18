package dev.erp.chassis.web;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.telemetry.Invariant;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks the service's database whether everything holds that must hold. */
@RestController
@RequestMapping("/api/v1/operations/${erp.context}/invariants")
@Tag(name = "Operations")
class InvariantController {

    private static final int SHOWN = 10;

    /**
     * @param count how many violations there are
     * @param violations the first {@value #SHOWN}
     */
    @Schema(name = "InvariantCheck")
    record Checked(
            @Schema(example = "nothing_is_parked") String name,
            @Schema(example = "0") long count,
            @Schema(example = "[]") List<String> violations) {}

    private final DatabaseClient database;
    private final List<Invariant> invariants;

    InvariantController(DatabaseClient database, ObjectProvider<Invariant> invariants) {
        this.database = database;
        this.invariants = java.util.stream.Stream.concat(
                        invariants.orderedStream(),
                        java.util.stream.Stream.of(
                                new Invariant("nothing_is_parked", """
                                        SELECT subscription || ' ' || coalesce(event_id::text, topic || '@' || "offset")
                                               || ': ' || reason
                                          FROM parked_event
                                        """),
                                new Invariant("no_event_waits_in_the_outbox_for_a_minute", """
                                        SELECT type || ' ' || id FROM outbox
                                         WHERE occurred_at < now() - interval '1 minute'
                                        """)))
                .toList();
    }

    @GetMapping
    @Permission("operations:read")
    @Operation(summary = "Whether what must hold in this service's database holds")
    Mono<List<Checked>> check() {
        return Flux.fromIterable(invariants).concatMap(this::check).collectList();
    }

    private Mono<Checked> check(Invariant invariant) {
        // the SELECT is a constant of the service's own code
        return database.sql("SELECT v::text AS violation, count(*) OVER () AS total FROM (" + invariant.violations()
                        + ") AS found (v) LIMIT " + SHOWN)
                .map(row -> new Violation(row.get("violation", String.class), row.get("total", Long.class)))
                .all()
                .collectList()
                .map(found -> new Checked(
                        invariant.name(),
                        found.isEmpty() ? 0 : found.getFirst().total(),
                        found.stream().map(Violation::text).toList()));
    }

    private record Violation(String text, long total) {}
}
