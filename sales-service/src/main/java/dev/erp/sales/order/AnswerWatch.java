package dev.erp.sales.order;

import dev.erp.chassis.persistence.Columns;
import dev.erp.sales.SalesProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Turns silence into something that people see: an order that waits too long for its stock or for its invoice asks for attention.
 * It stays in its state, because silence is no "no": a late answer still moves it, and ends the attention.
 */
@Component
class AnswerWatch {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerWatch.class);

    /** Orders of one statement; more are marked by the next. */
    private static final int BATCH = 500;

    /** How long after its time an order may become visible: statements are cut off long before. */
    private static final Duration LATEST_COMMIT = Duration.ofSeconds(30);

    /**
     * In between, only orders that were not seen before are looked at, so that a look costs what is new and not the whole table; an
     * index over the open states would cost every order more than this does.
     */
    private static final Duration LOOK_AT_ALL_EVERY = Duration.ofMinutes(10);

    private static final String NO_INVOICE = "finance drafted no invoice within ";

    private final DatabaseClient database;
    private final SalesProperties properties;
    private final Clock clock;
    private volatile Instant seenUntil = Instant.EPOCH;
    private volatile Instant lookedAtAll = Instant.EPOCH;

    AnswerWatch(DatabaseClient database, SalesProperties properties, Clock clock) {
        this.database = database;
        this.properties = properties;
        this.clock = clock;
    }

    /** Any number of instances may look at once: none waits for rows that another one holds. */
    @Scheduled(fixedDelayString = "${erp.sales.watch-interval}")
    Mono<Void> look() {
        // deferred: Spring calls a reactive scheduled method once, and subscribes again each time
        return Mono.defer(() -> look(clock.instant()))
                .doOnError(failure -> LOG.warn("Cannot look for late answers now: {}", failure.toString()))
                .onErrorComplete();
    }

    private Mono<Void> look(Instant now) {
        boolean atAll = lookedAtAll.plus(LOOK_AT_ALL_EVERY).isBefore(now);
        Instant from = atAll ? Instant.EPOCH : seenUntil;
        return mark(from, now)
                .expand(marked -> marked == BATCH ? mark(from, now) : Mono.empty())
                .then(markShipped(now))
                .then(Mono.fromRunnable(() -> {
                    seenUntil = now.minus(properties.reservationTimeout())
                            .minus(properties.invoiceTimeout())
                            .minus(LATEST_COMMIT);
                    lookedAtAll = atAll ? now : lookedAtAll;
                }));
    }

    private Mono<Long> mark(Instant from, Instant now) {
        return database.sql("""
            WITH late AS (
                SELECT id, status, CASE status WHEN 'pending' THEN placed_at ELSE updated_at END AS since
                  FROM sales_order
                 WHERE placed_at >= :from AND attention_since IS NULL
                   AND (status = 'pending' AND placed_at < :reservationsSince
                        OR status = 'confirmed' AND updated_at < :invoicesSince)
                 ORDER BY placed_at LIMIT :batch
                   FOR UPDATE SKIP LOCKED
            ), marked AS (
                UPDATE sales_order AS o
                   SET attention_since = :now, waiting_since = late.since, steps = o.steps + 1,
                       attention_about = CASE late.status WHEN 'pending' THEN 'reservation' ELSE 'invoice' END,
                       attention_reason =
                           CASE late.status WHEN 'pending' THEN :noReservation ELSE :noInvoice END
                  FROM late WHERE o.id = late.id
                RETURNING o.id, o.steps, o.status, o.attention_reason
            )
            INSERT INTO sales_order_step (order_id, seq, step, state, at, detail)
            SELECT id, steps,
                   CASE status WHEN 'pending' THEN 'reservation_overdue' ELSE 'invoicing_overdue' END,
                   status, :now, attention_reason
              FROM marked
            """)
                .bind("from", Columns.utc(from))
                .bind("now", Columns.utc(now))
                .bind("reservationsSince", Columns.utc(now.minus(properties.reservationTimeout())))
                .bind("invoicesSince", Columns.utc(now.minus(properties.invoiceTimeout())))
                .bind("batch", BATCH)
                .bind("noReservation", "inventory did not answer within " + seconds(properties.reservationTimeout()))
                .bind("noInvoice", NO_INVOICE + seconds(properties.invoiceTimeout()))
                .fetch()
                .rowsUpdated();
    }

    /** Goods that have left, or are about to, without the answer that belongs to it. There are never many of them. */
    private Mono<Long> markShipped(Instant now) {
        return database.sql("""
            WITH late AS (
                SELECT o.id, o.status, late.since, late.about
                  FROM sales_order AS o
                  JOIN (SELECT order_id AS id, min(requested_at) AS since, 'shipment' AS about FROM shipment
                         WHERE state = 'requested' AND requested_at < :reservationsSince GROUP BY order_id
                        UNION ALL
                        SELECT id, updated_at, 'invoice' FROM sales_order
                         WHERE rarer_status = 'shipped' AND invoice_id IS NULL AND updated_at < :invoicesSince)
                       AS late ON late.id = o.id
                 WHERE o.attention_since IS NULL
                 ORDER BY o.id LIMIT :batch
                   FOR UPDATE OF o SKIP LOCKED
            ), marked AS (
                UPDATE sales_order AS o
                   SET attention_since = :now, waiting_since = coalesce(o.waiting_since, late.since),
                       steps = o.steps + 1, attention_about = late.about,
                       attention_reason = CASE late.about WHEN 'shipment' THEN :noShipment ELSE :noInvoice END
                  FROM late WHERE o.id = late.id
                RETURNING o.id, o.steps, o.status, o.attention_about, o.attention_reason
            )
            INSERT INTO sales_order_step (order_id, seq, step, state, at, detail)
            SELECT id, steps,
                   CASE attention_about WHEN 'shipment' THEN 'shipment_overdue' ELSE 'invoicing_overdue' END,
                   status, :now, attention_reason
              FROM marked
            """)
                .bind("now", Columns.utc(now))
                .bind("reservationsSince", Columns.utc(now.minus(properties.reservationTimeout())))
                .bind("invoicesSince", Columns.utc(now.minus(properties.invoiceTimeout())))
                .bind("batch", BATCH)
                .bind(
                        "noShipment",
                        "inventory did not answer about a shipment within " + seconds(properties.reservationTimeout()))
                .bind("noInvoice", NO_INVOICE + seconds(properties.invoiceTimeout()))
                .fetch()
                .rowsUpdated();
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }
}
