package dev.erp.purchasing.order;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.persistence.Columns;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.purchasing.PurchasingProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Turns silence into something that people see: a receipt that waits too long for inventory or finance asks for attention. */
@Component
class AnswerWatch {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerWatch.class);

    /** Orders of one look; more are found by the next. */
    private static final int BATCH = 200;

    private final DatabaseClient database;
    private final PurchaseOrders orders;
    private final Transactions transactions;
    private final Waiting.Patience patience;
    private final Clock clock;
    private final Actor service = Actor.service("purchasing-service");

    AnswerWatch(
            DatabaseClient database,
            PurchaseOrders orders,
            Transactions transactions,
            PurchasingProperties properties,
            Clock clock) {
        this.database = database;
        this.orders = orders;
        this.transactions = transactions;
        this.patience = new Waiting.Patience(properties.stockTimeout(), properties.billTimeout());
        this.clock = clock;
    }

    /** Any number of instances may look at once: an order is marked under its lock, once. */
    @Scheduled(fixedDelayString = "${erp.purchasing.watch-interval}")
    Mono<Void> look() {
        // deferred: Spring calls a reactive scheduled method once, and subscribes again each time
        return Mono.defer(() -> overdue(clock.instant()).concatMap(this::mark).then())
                .doOnError(failure -> LOG.warn("Cannot look for late answers now: {}", failure.toString()))
                .onErrorComplete();
    }

    private Flux<UUID> overdue(Instant now) {
        return database.sql("""
            SELECT DISTINCT order_id FROM (
                SELECT order_id FROM purchase_receipt
                 WHERE attention_since IS NULL
                   AND (state IN ('recorded', 'reversing', 'booked') OR state = 'reversed' AND covered)
                   AND waiting_since <= CASE WHEN state IN ('recorded', 'reversing') THEN :stockSince::timestamptz
                                             ELSE :billSince::timestamptz END
                 ORDER BY waiting_since LIMIT :batch) AS late
            """)
                .bind("stockSince", Columns.utc(now.minus(patience.stock())))
                .bind("billSince", Columns.utc(now.minus(patience.bill())))
                .bind("batch", BATCH)
                .map(row -> row.get("order_id", UUID.class))
                .all();
    }

    private Mono<Void> mark(UUID id) {
        return transactions.run(orders.lock(id).flatMap(order -> {
            Decision decision = Waiting.overdue(order, patience, clock.instant());
            return decision.isEmpty()
                    ? Mono.empty()
                    : orders.write(List.of(new PurchaseOrders.Writing(decision, new Origin(service, id, null, null))));
        }));
    }
}
