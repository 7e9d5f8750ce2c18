package dev.erp.inventory.ledger;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Housekeeping;
import dev.erp.chassis.persistence.Transactions;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Tells what has become of stocks that fell below their reorder level, when orders have taken or given back since. Reservations
 * themselves publish nothing of the stock, or every order would; who buys must know all the same how much is missing.
 */
@Component
class LowStocks implements DisposableBean {

    /** Of one transaction; what is left comes in the next round. */
    private static final int MAX_AT_ONCE = 200;

    private static final String RESERVED = "inventory.stock.reserved.v1";
    private static final Actor SERVICE = Actor.service("inventory-service");

    private final DatabaseClient database;
    private final Transactions transactions;
    private final Outbox outbox;
    private final Clock clock;
    private final Disposable rounds;

    LowStocks(
            DatabaseClient database,
            Transactions transactions,
            Outbox outbox,
            Clock clock,
            @Value("${erp.inventory.low-stock-interval}") Duration interval) {
        this.database = database;
        this.transactions = transactions;
        this.outbox = outbox;
        this.clock = clock;
        this.rounds = Housekeeping.every(interval, "What is left of low stocks could not be told", this::tell);
    }

    @Override
    public void destroy() {
        rounds.dispose();
    }

    /** As the schema says. */
    private record Reserved(
            UUID productId,
            String sku,
            UUID stockId,
            UUID warehouseId,
            String warehouseCode,
            Quantity onHand,
            Quantity reserved,
            Quantity available) {}

    private record Row(Reserved stock, long sequence) {}

    /** @return how many were told of */
    Mono<Long> tell() {
        return transactions.run(note().flatMap(rows ->
                outbox.append(rows.stream().map(this::event).toList()).thenReturn((long) rows.size())));
    }

    /** Passes by those that a set or another instance is busy with: the next round sees them. */
    private Mono<List<Row>> note() {
        return database.sql("""
            WITH changed AS (
                SELECT id, product_id, warehouse_id
                  FROM stock
                 WHERE told_low IS NOT NULL AND told_low <> on_hand - reserved
                 LIMIT :most
                   FOR NO KEY UPDATE SKIP LOCKED
            )
            UPDATE stock
               SET told_low = CASE WHEN low THEN on_hand - reserved END, event_version = event_version + 1
              FROM changed
                   JOIN product ON product.id = changed.product_id
                   JOIN warehouse ON warehouse.id = changed.warehouse_id
             WHERE stock.product_id = changed.product_id AND stock.warehouse_id = changed.warehouse_id
            RETURNING stock.id, stock.product_id, stock.warehouse_id, sku, code, on_hand, reserved, event_version
            """)
                .bind("most", MAX_AT_ONCE)
                .map(LowStocks::row)
                .all()
                .collectList();
    }

    private NewEvent event(Row row) {
        Origin origin = new Origin(SERVICE, row.stock().productId(), null, null);
        return NewEvent.of(
                StockEvent.TOPIC,
                RESERVED,
                row.stock().stockId(),
                row.sequence(),
                clock.instant(),
                origin,
                row.stock());
    }

    private static Row row(Readable row) {
        Quantity onHand = new Quantity(row.get("on_hand", BigDecimal.class));
        Quantity reserved = new Quantity(row.get("reserved", BigDecimal.class));
        return new Row(
                new Reserved(
                        row.get("product_id", UUID.class),
                        row.get("sku", String.class),
                        row.get("id", UUID.class),
                        row.get("warehouse_id", UUID.class),
                        row.get("code", String.class),
                        onHand,
                        reserved,
                        onHand.minus(reserved)),
                row.get("event_version", Long.class));
    }
}
