package dev.erp.sales.order;

import dev.erp.sales.SalesProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Turns inventory's silence into something that people see: an order that waited too long for its stock asks for attention. It
 * stays pending, because silence is no "no": a late answer still decides it, and ends the attention.
 */
@Component
class ReservationWatch {

    private static final Logger LOG = LoggerFactory.getLogger(ReservationWatch.class);

    /** Orders of one statement; the rest is found by the next. */
    private static final int BATCH = 500;

    /**
     * How long before its commit an order may have been placed: the statement time-out, and as much again. What was placed earlier
     * has been seen, so that a look costs what is new and not the whole table.
     */
    private static final Duration LATEST_COMMIT = Duration.ofSeconds(30);

    private final DatabaseClient database;
    private final SalesProperties properties;
    private final Clock clock;
    private volatile Instant seenUntil = Instant.EPOCH;

    ReservationWatch(DatabaseClient database, SalesProperties properties, Clock clock) {
        this.database = database;
        this.properties = properties;
        this.clock = clock;
    }

    /** Any number of instances may look at once: none waits for rows that another one holds. */
    @Scheduled(fixedDelayString = "${erp.sales.reservation-watch-interval}")
    Mono<Void> look() {
        // deferred: Spring calls a reactive scheduled method once, and subscribes again each time
        return Mono.defer(() -> mark(clock.instant()))
                .doOnError(failure -> LOG.warn("Cannot look for late reservations now: {}", failure.toString()))
                .onErrorComplete();
    }

    private Mono<Void> mark(Instant now) {
        Instant placedBefore = now.minus(properties.reservationTimeout());
        return markBatch(now, placedBefore)
                .expand(marked -> marked == BATCH ? markBatch(now, placedBefore) : Mono.empty())
                .then(Mono.fromRunnable(() -> seenUntil = placedBefore.minus(LATEST_COMMIT)));
    }

    private Mono<Long> markBatch(Instant now, Instant placedBefore) {
        return database.sql("""
                        WITH late AS (
                            SELECT id FROM sales_order
                             WHERE placed_at >= :seenUntil AND placed_at < :placedBefore
                               AND status = 'pending' AND attention_since IS NULL
                             ORDER BY placed_at LIMIT :batch
                               FOR UPDATE SKIP LOCKED
                        ), marked AS (
                            UPDATE sales_order
                               SET attention_reason = :reason, attention_since = :now, steps = steps + 1
                              FROM late WHERE sales_order.id = late.id
                            RETURNING sales_order.id, steps
                        )
                        INSERT INTO sales_order_step (order_id, seq, step, state, at, detail)
                        SELECT id, steps, 'reservation_overdue', 'pending', :now, :reason FROM marked
                        """)
                .bind("seenUntil", seenUntil.atOffset(ZoneOffset.UTC))
                .bind("placedBefore", placedBefore.atOffset(ZoneOffset.UTC))
                .bind("batch", BATCH)
                .bind("reason", "inventory did not answer within " + seconds(properties.reservationTimeout()))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated();
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
