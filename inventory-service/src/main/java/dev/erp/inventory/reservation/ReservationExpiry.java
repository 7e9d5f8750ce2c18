package dev.erp.inventory.reservation;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Housekeeping;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.inventory.ledger.Ledger;
import dev.erp.inventory.ledger.SalesOrderEvent;
import dev.erp.inventory.ledger.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Releases what orders hold longer than they said. Of several instances one does it at a time, under an advisory lock that ends with
 * its transaction; the others pass by.
 */
@Component
class ReservationExpiry implements DisposableBean {

    /** Of one transaction; what is left comes in the next round. */
    private static final int MAX_AT_ONCE = 200;

    /** Its own among the advisory locks of the database. */
    private static final long LOCK = 0x6578_7069_7279L;

    private final DatabaseClient database;
    private final Ledger ledger;
    private final Transactions transactions;
    private final Outbox outbox;
    private final Clock clock;
    private final Disposable rounds;

    ReservationExpiry(
            DatabaseClient database,
            Ledger ledger,
            Transactions transactions,
            Outbox outbox,
            Clock clock,
            @Value("${erp.inventory.expiry-interval}") Duration interval) {
        this.database = database;
        this.ledger = ledger;
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
        this.rounds =
                Housekeeping.every(interval, "Reservations whose time is up could not be released", this::releaseDue);
    }

    @Override
    public void destroy() {
        rounds.dispose();
    }

    /** @return how many orders were looked at */
    Mono<Long> releaseDue() {
        return transactions.run(due().flatMap(this::release)).doOnSuccess(released -> outbox.wake());
    }

    private Mono<List<UUID>> due() {
        return database.sql("""
                        SELECT order_id
                          FROM reservation
                         WHERE reserve_until IS NOT NULL AND state IN ('confirmed', 'waiting') AND reserve_until <= :now
                           AND pg_try_advisory_xact_lock(:lock)
                         ORDER BY reserve_until
                         LIMIT :most
                        """)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("lock", LOCK)
                .bind("most", MAX_AT_ONCE)
                .map(row -> row.get("order_id", UUID.class))
                .all()
                .collectList();
    }

    /** Decided again under the locks: an order that was shipped or cancelled meanwhile has nothing to release. */
    private Mono<Long> release(List<UUID> orders) {
        if (orders.isEmpty()) {
            return Mono.just(0L);
        }
        Scope scope = new Scope();
        List<SalesOrderEvent> events = orders.stream()
                .<SalesOrderEvent>map(SalesOrderEvent.TimedOut::new)
                .toList();
        events.forEach(scope::order);
        return ledger.change(scope, room -> {
            events.forEach(event -> room.decide(event, new Origin(Reservations.SERVICE, event.orderId(), null, null)));
            return (long) orders.size();
        });
    }
}
