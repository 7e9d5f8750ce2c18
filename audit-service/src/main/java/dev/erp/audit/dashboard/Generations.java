package dev.erp.audit.dashboard;

import dev.erp.chassis.persistence.Housekeeping;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.web.Problem;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The dashboard that answers, and the one that is being made anew beside it. Both take up the trail; when the new one has come as far as the
 * old one, it takes its place.
 */
@Component
final class Generations implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Generations.class);
    private static final int SETS_AT_ONCE = 20;

    private final DatabaseClient database;
    private final Transactions transactions;
    private final Projector projector;
    private final Clock clock;
    private final Disposable schedule;

    Generations(
            DatabaseClient database,
            Transactions transactions,
            Projector projector,
            Clock clock,
            @Value("${erp.dashboard.every}") Duration every) {
        this.database = database;
        this.transactions = transactions;
        this.projector = projector;
        this.clock = clock;
        this.schedule = Housekeeping.every(every, "The dashboard could not take up the trail", this::catchUp);
    }

    /** Begins to make the dashboard anew, unless that is under way. */
    Mono<RebuildView> rebuild() {
        return transactions
                .run(database.sql("SELECT pg_advisory_xact_lock(hashtextextended('dashboard.rebuild', 0))::text")
                        .fetch()
                        .first()
                        .then(Mono.defer(this::begin)))
                .flatMap(begun -> begun == 1
                        ? status()
                        : Mono.error(Problem.conflict(
                                "rebuild_running",
                                "The dashboard is being rebuilt; see GET /api/v1/dashboard/rebuild.")));
    }

    private Mono<Long> begin() {
        return database.sql("""
                        WITH begun AS (
                            INSERT INTO dashboard_generation (generation, state, started_at)
                            SELECT max(generation) + 1, 'building', :now FROM dashboard_generation
                            HAVING NOT bool_or(state = 'building')
                            RETURNING generation
                        )
                        SELECT generation, dashboard_begin(generation) FROM begun
                        """)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .fetch()
                .all()
                .count();
    }

    /** How far the newest generation has come. */
    Mono<RebuildView> status() {
        return database.sql("""
                        SELECT newest.generation, newest.state, newest.started_at, newest.skipped,
                               (SELECT coalesce(sum(position), 0) FROM dashboard_cursor AS cursor
                                 WHERE cursor.generation = newest.generation)::bigint AS taken,
                               (SELECT coalesce(sum(position), 0) FROM audit_chain)::bigint AS there
                          FROM (SELECT * FROM dashboard_generation WHERE state <> 'retired'
                                 ORDER BY generation DESC LIMIT 1) AS newest
                        """).map(Generations::view).one();
    }

    private static RebuildView view(Readable row) {
        return new RebuildView(
                row.get("generation", Integer.class),
                row.get("state", String.class).equals("building") ? "running" : "done",
                row.get("started_at", OffsetDateTime.class).toInstant(),
                row.get("taken", Long.class),
                row.get("there", Long.class),
                row.get("skipped", Long.class));
    }

    /** Takes up all that is there; and the old ones that nobody needs any more go. */
    private Mono<Long> catchUp() {
        return dropRetired().then(generations().concatMap(this::catchUp).reduce(0L, Long::sum));
    }

    private record Found(int generation, boolean building) {}

    private Flux<Found> generations() {
        return database.sql(
                        "SELECT generation, state FROM dashboard_generation WHERE state <> 'retired' ORDER BY generation")
                .map(row -> new Found(
                        row.get("generation", Integer.class),
                        row.get("state", String.class).equals("building")))
                .all()
                .collectList()
                .flatMapIterable(found -> found);
    }

    /** The one that answers until it has everything; the other one a few sets, so that neither waits for long. */
    private Mono<Long> catchUp(Found found) {
        Mono<Long> steps = projector
                .step(found.generation)
                .expand(taken -> taken == 0 ? Mono.empty() : projector.step(found.generation))
                .take(SETS_AT_ONCE)
                .reduce(0L, Long::sum);
        return found.building
                ? steps.flatMap(taken -> swapIfCaughtUp(found.generation).thenReturn(taken))
                : steps;
    }

    private Mono<Void> swapIfCaughtUp(int generation) {
        return transactions.run(database.sql("""
                        SELECT generation FROM dashboard_generation WHERE state <> 'retired' ORDER BY generation FOR UPDATE
                        """)
                .fetch()
                .all()
                .then(projector.take(generation))
                .then(Mono.defer(() -> isBehind(generation)))
                .flatMap(behind -> behind ? Mono.<Void>empty() : swap(generation)));
    }

    private Mono<Boolean> isBehind(int generation) {
        return database.sql("""
                        SELECT EXISTS (
                            SELECT FROM dashboard_cursor AS old
                              JOIN dashboard_generation USING (generation)
                              LEFT JOIN dashboard_cursor AS new ON new.generation = :generation AND new.chain = old.chain
                             WHERE state = 'active' AND old.position > coalesce(new.position, 0)) AS behind
                        """)
                .bind("generation", generation)
                .map(row -> row.get("behind", Boolean.class))
                .one();
    }

    private Mono<Void> swap(int generation) {
        return database.sql("UPDATE dashboard_generation SET state = 'retired' WHERE state = 'active'")
                .then()
                .then(Mono.defer(() -> database.sql(
                                "UPDATE dashboard_generation SET state = 'active' WHERE generation = :generation")
                        .bind("generation", generation)
                        .then()))
                .doOnSuccess(_ -> LOG.info("The dashboard was made anew; generation {} answers now", generation));
    }

    private Mono<Void> dropRetired() {
        return database.sql("""
                        SELECT dashboard_drop(generation) FROM dashboard_generation WHERE state = 'retired'
                        """).fetch().all().then();
    }

    @Override
    public void destroy() {
        schedule.dispose();
    }
}
