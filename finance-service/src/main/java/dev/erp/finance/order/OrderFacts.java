package dev.erp.finance.order;

import static dev.erp.chassis.persistence.Columns.of;
import static dev.erp.chassis.persistence.Columns.utc;

import dev.erp.finance.invoice.InvoiceLine;
import dev.erp.finance.order.OrderNews.Cancelled;
import dev.erp.finance.order.OrderNews.Reduced;
import dev.erp.finance.order.OrderNews.Shipped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What is known of orders beside their invoices: what was shipped, what remains after a reduction, and which are cancelled. Invoices
 * that are drafted by hand follow from it.
 */
@Component
class OrderFacts {

    /** What remains of a line. */
    record Remaining(int line, BigDecimal quantity, BigDecimal net, BigDecimal tax) {}

    private record Owned<T>(UUID orderId, UUID shipmentId, T line) {}

    private final DatabaseClient database;

    OrderFacts(DatabaseClient database) {
        this.database = database;
    }

    /** Notes what the news of a set say, at most three statements; in the caller's transaction, under the locks of the invoices. */
    Mono<Void> note(List<OrderNews> news, Instant now) {
        List<Owned<ShippedOrder.Line>> shipped = new ArrayList<>();
        Map<UUID, List<InvoiceLine>> remaining = new LinkedHashMap<>();
        Map<UUID, String> cancelled = new LinkedHashMap<>();
        for (OrderNews one : news) {
            switch (one) {
                case Shipped(ShippedOrder order, var _) ->
                    order.lines().forEach(line -> shipped.add(new Owned<>(order.orderId(), order.shipmentId(), line)));
                case Reduced(ReducedOrder order, var _) ->
                    remaining.put(order.orderId(), order.remaining().lines());
                case Cancelled(CancelledOrder order, var _) -> cancelled.put(order.orderId(), order.reason());
                case OrderNews.Confirmed _, OrderNews.Returned _ -> {
                    // nothing that their invoices and credit notes do not say
                }
            }
        }
        return ship(shipped).then(remain(remaining)).then(cancel(cancelled, now));
    }

    private Mono<Void> ship(List<Owned<ShippedOrder.Line>> lines) {
        if (lines.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("""
            INSERT INTO shipped_line (order_id, shipment_id, line, quantity)
            SELECT order_id, shipment_id, line, sum(quantity)
              FROM unnest(:orders::uuid[], :shipments::uuid[], :lines::int[], :quantities::numeric[])
                   AS new (order_id, shipment_id, line, quantity)
             GROUP BY order_id, shipment_id, line
            ON CONFLICT DO NOTHING
            """)
                .bind("orders", of(lines, Owned::orderId, UUID[]::new))
                .bind("shipments", of(lines, Owned::shipmentId, UUID[]::new))
                .bind("lines", of(lines, l -> l.line().line(), Integer[]::new))
                .bind("quantities", of(lines, l -> l.line().quantity().value(), BigDecimal[]::new))
                .then();
    }

    private Mono<Void> remain(Map<UUID, List<InvoiceLine>> byOrder) {
        if (byOrder.isEmpty()) {
            return Mono.empty();
        }
        List<Owned<InvoiceLine>> lines = new ArrayList<>();
        byOrder.forEach((order, all) -> all.forEach(line -> lines.add(new Owned<>(order, null, line))));
        return database.sql("""
            WITH gone AS (
                DELETE FROM remaining_line
                 WHERE order_id = ANY (:reduced::uuid[])
                   AND (order_id, line) NOT IN (SELECT * FROM unnest(:orders::uuid[], :lines::int[]))
            )
            INSERT INTO remaining_line (order_id, line, quantity, net, tax)
            SELECT * FROM unnest(:orders::uuid[], :lines::int[], :quantities::numeric[], :nets::numeric[],
                                 :taxes::numeric[])
            ON CONFLICT (order_id, line) DO UPDATE
               SET quantity = excluded.quantity, net = excluded.net, tax = excluded.tax
            """)
                .bind("reduced", byOrder.keySet().toArray(UUID[]::new))
                .bind("orders", of(lines, Owned::orderId, UUID[]::new))
                .bind("lines", of(lines, l -> l.line().line(), Integer[]::new))
                .bind("quantities", of(lines, l -> l.line().quantity().value(), BigDecimal[]::new))
                .bind("nets", of(lines, l -> l.line().net(), BigDecimal[]::new))
                .bind("taxes", of(lines, l -> l.line().tax(), BigDecimal[]::new))
                .then();
    }

    private Mono<Void> cancel(Map<UUID, String> reasons, Instant now) {
        if (reasons.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("""
            INSERT INTO cancelled_order (order_id, reason, cancelled_at)
            SELECT order_id, reason, :at FROM unnest(:orders::uuid[], :reasons::text[]) AS new (order_id, reason)
            ON CONFLICT DO NOTHING
            """)
                .bind("orders", reasons.keySet().toArray(UUID[]::new))
                .bind("reasons", reasons.values().toArray(String[]::new))
                .bind("at", utc(now))
                .then();
    }

    /** What remains of an order that was reduced; empty when it never was. */
    Mono<List<Remaining>> remaining(UUID orderId) {
        return database.sql("SELECT * FROM remaining_line WHERE order_id = :order ORDER BY line")
                .bind("order", orderId)
                .map(row -> new Remaining(
                        row.get("line", Integer.class),
                        row.get("quantity", BigDecimal.class),
                        row.get("net", BigDecimal.class),
                        row.get("tax", BigDecimal.class)))
                .all()
                .collectList();
    }

    /** How much of each line was shipped. */
    Mono<Map<Integer, BigDecimal>> shipped(UUID orderId) {
        return database.sql("""
            SELECT line, sum(quantity) AS quantity FROM shipped_line WHERE order_id = :order GROUP BY line
            """)
                .bind("order", orderId)
                .map(row -> Map.entry(row.get("line", Integer.class), row.get("quantity", BigDecimal.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    Mono<Boolean> isCancelled(UUID orderId) {
        return database.sql("SELECT EXISTS (SELECT FROM cancelled_order WHERE order_id = :order) AS cancelled")
                .bind("order", orderId)
                .map(row -> row.get("cancelled", Boolean.class))
                .one();
    }
}
