package dev.erp.audit.dashboard;

import dev.erp.chassis.persistence.Housekeeping;
import dev.erp.chassis.persistence.Transactions;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
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
final class Generations implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Generations.class);
    private static final int SETS_AT_ONCE = 20;

    private final DatabaseClient database;
    private final Transactions transactions;
    private final Projector projector;
    private final TopicReplay replay;
    private final ReplayTable table;
    private final Duration every;
    private volatile Disposable schedule;

    Generations(
            DatabaseClient database,
            Transactions transactions,
            Projector projector,
            TopicReplay replay,
            ReplayTable table,
            @Value("${erp.dashboard.every}") Duration every) {
        this.database = database;
        this.transactions = transactions;
        this.projector = projector;
        this.replay = replay;
        this.table = table;
        this.every = every;
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
        if (!found.building) {
            return steps(() -> projector.step(found.generation));
        }
        return steps(() -> replay.step(found.generation))
                .flatMap(taken -> table.open(found.generation))
                .flatMap(open -> open.isEmpty()
                        ? steps(() -> projector.step(found.generation))
                                .flatMap(taken ->
                                        swapIfCaughtUp(found.generation).thenReturn(taken))
                        : Mono.just(0L));
    }

    private static Mono<Long> steps(Supplier<Mono<Long>> step) {
        return step.get()
                .expand(taken -> taken == 0 ? Mono.empty() : step.get())
                .take(SETS_AT_ONCE)
                .reduce(0L, Long::sum);
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

    /** Not before the tables are there. */
    @Override
    public void start() {
        schedule = Housekeeping.every(every, "The dashboard could not take up the trail", this::catchUp);
    }

    @Override
    public void stop() {
        schedule.dispose();
        schedule = null;
    }

    @Override
    public boolean isRunning() {
        return schedule != null;
    }
}
