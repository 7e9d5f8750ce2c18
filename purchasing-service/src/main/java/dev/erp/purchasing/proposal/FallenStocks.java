package dev.erp.purchasing.proposal;

import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.persistence.Columns;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Keeps what is known of stocks that have fallen below their reorder level. Those that never did are of no interest here. */
@Configuration(proxyBeanMethods = false)
class FallenStocks {

    private static final String BELOW = "inventory.stock.below-reorder-level.v1";

    private final DatabaseClient database;

    FallenStocks(DatabaseClient database) {
        this.database = database;
    }

    @Bean
    EventSubscription fallenStocksSubscription() {
        return EventSubscription.named("fallen-stocks")
                .to(
                        "erp.inventory.stock",
                        BELOW,
                        "inventory.stock.reserved.v1",
                        "inventory.stock.issued.v1",
                        "inventory.stock.received.v1",
                        "inventory.stock.reversed.v1",
                        "inventory.stock.adjusted.v1",
                        "inventory.stock.counted.v1",
                        "inventory.stock.transferred.v1",
                        "inventory.stock.returned.v1")
                .handledBy(this::apply);
    }

    /** What this service reads of a stock event; before there were several warehouses the stock's id was the product's. */
    private record Level(UUID productId, UUID warehouseId, Quantity available) {}

    private record Heard(IncomingEvent event, Level level) {

        static Heard of(IncomingEvent event) {
            Level level = event.as(Level.class);
            if (level.productId == null || level.available == null) {
                throw new InvalidEventException(
                        event.type() + " " + event.id() + ": productId and available must be given");
            }
            return new Heard(event, level);
        }

        private static Heard newer(Heard one, Heard other) {
            return other.event.sequence() > one.event.sequence() ? other : one;
        }
    }

    Mono<Void> apply(List<IncomingEvent> set) {
        // by id, so that two sets that meet (a replay beside the stream) lock rows in the same order
        Map<UUID, Heard> falls = new TreeMap<>();
        Map<UUID, Heard> newest = new TreeMap<>();
        for (IncomingEvent event : set) {
            Heard heard = Heard.of(event);
            newest.merge(event.subject(), heard, Heard::newer);
            if (event.type().equals(BELOW)) {
                falls.merge(event.subject(), heard, Heard::newer);
            }
        }
        return note(falls.values()).then(move(newest.values()));
    }

    private Mono<Void> note(Collection<Heard> falls) {
        if (falls.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("""
            INSERT INTO fallen_stock AS known (stock_id, product_id, warehouse_id, available, fallen_at, version)
            SELECT * FROM unnest(:stocks::uuid[], :products::uuid[], :warehouses::uuid[], :available::numeric[],
                                 :times::timestamptz[], :versions::bigint[])
            ON CONFLICT (stock_id) DO UPDATE
               SET available = excluded.available, fallen_at = excluded.fallen_at, version = excluded.version
             WHERE known.version < excluded.version
            """)
                .bind("stocks", Columns.of(falls, h -> h.event.subject(), UUID[]::new))
                .bind("products", Columns.of(falls, h -> h.level.productId, UUID[]::new))
                .bind("warehouses", Columns.of(falls, h -> h.level.warehouseId, UUID[]::new))
                .bind("available", Columns.of(falls, h -> h.level.available.value(), BigDecimal[]::new))
                .bind("times", Columns.of(falls, h -> h.event.time().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new))
                .bind("versions", Columns.of(falls, h -> h.event.sequence(), Long[]::new))
                .then();
    }

    private Mono<Void> move(Collection<Heard> levels) {
        return database.sql("""
            UPDATE fallen_stock
               SET available = heard.available, version = heard.version
              FROM unnest(:stocks::uuid[], :available::numeric[], :versions::bigint[]) AS heard (id, available, version)
             WHERE stock_id = heard.id AND fallen_stock.version < heard.version
            """)
                .bind("stocks", Columns.of(levels, h -> h.event.subject(), UUID[]::new))
                .bind("available", Columns.of(levels, h -> h.level.available.value(), BigDecimal[]::new))
                .bind("versions", Columns.of(levels, h -> h.event.sequence(), Long[]::new))
                .then();
    }
}
