package dev.erp.inventory.stock;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Problem;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Adjusts stock. Every change is written with its movement and its event, in a transaction of the caller's. */
@Component
class Stocks {

    private final DatabaseClient database;
    private final Outbox outbox;
    private final Clock clock;

    Stocks(DatabaseClient database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    private record Locked(String sku, StockLevel level, long eventVersion) {}

    /**
     * Changes what is on hand, never below what is promised to orders.
     *
     * @throws Problem 422 for an unknown product, 409 when too little would be left or too much would be there
     */
    Mono<AdjustmentView> adjust(StockAdjustment adjustment, Caller caller) {
        return lock(adjustment.productId()).flatMap(locked -> {
            if (!locked.level().covers(adjustment.change())) {
                return Mono.error(belowReserved(locked.level()));
            }
            if (!locked.level().hasRoomFor(adjustment.change())) {
                return Mono.error(tooMuch(locked.level()));
            }
            return write(adjustment, locked, caller);
        });
    }

    private Mono<Locked> lock(UUID productId) {
        return database.sql("""
                        SELECT sku, on_hand, reserved, event_version
                          FROM stock JOIN product ON product.id = stock.product_id
                         WHERE stock.product_id = :product
                           FOR NO KEY UPDATE OF stock
                        """)
                .bind("product", productId)
                .map(Stocks::locked)
                .one()
                .switchIfEmpty(Mono.error(() -> unknown(productId)));
    }

    private Mono<AdjustmentView> write(StockAdjustment adjustment, Locked locked, Caller caller) {
        UUID movement = Ids.next();
        UUID product = adjustment.productId();
        Instant now = clock.instant();
        StockLevel after = locked.level().adjustedBy(adjustment.change());
        NewEvent event = NewEvent.of(
                StockAdjusted.TOPIC,
                StockAdjusted.TYPE,
                product,
                locked.eventVersion() + 1,
                now,
                caller.inProcess(product),
                StockAdjusted.of(locked.sku(), adjustment, locked.level(), after));
        var statement = database.sql("""
                        WITH adjusted AS (
                            UPDATE stock
                               SET on_hand = :onHand, version = version + 1, event_version = event_version + 1
                             WHERE product_id = :product
                        ), moved AS (
                            INSERT INTO stock_movement (id, product_id, kind, on_hand_change, reserved_change, reason,
                                                        actor, occurred_at)
                            VALUES (:movement, :product, 'adjustment', :change, 0, :reason, :actor, :now)
                        )
                        """ + Outbox.INSERT)
                .bind("onHand", after.onHand().value())
                .bind("product", product)
                .bind("movement", movement)
                .bind("change", adjustment.change().value())
                .bind("reason", adjustment.reason())
                .bind("actor", caller.actor().id())
                .bind("now", now.atOffset(ZoneOffset.UTC));
        return outbox.bind(statement, List.of(event))
                .fetch()
                .rowsUpdated()
                .thenReturn(new AdjustmentView(
                        movement, product, locked.sku(), adjustment.change(), adjustment.reason(), after, now));
    }

    private static Locked locked(Readable row) {
        return new Locked(
                row.get("sku", String.class),
                new StockLevel(
                        new Quantity(row.get("on_hand", BigDecimal.class)),
                        new Quantity(row.get("reserved", BigDecimal.class))),
                row.get("event_version", Long.class));
    }

    private static Problem unknown(UUID product) {
        return Problem.unprocessable("unknown_product", "There is no product " + product + ".");
    }

    private static Problem belowReserved(StockLevel level) {
        return Problem.conflict(
                        "below_reserved",
                        "Of %s pieces on hand %s are reserved for orders: at most %s can be taken away."
                                .formatted(level.onHand(), level.reserved(), level.available()))
                .with("stock", level);
    }

    private static Problem tooMuch(StockLevel level) {
        return Problem.conflict(
                        "above_maximum",
                        "There are %s pieces on hand, and at most %s can be."
                                .formatted(level.onHand(), StockLevel.MAX_ON_HAND))
                .with("stock", level);
    }
}
