package dev.erp.inventory.receipt;

import dev.erp.chassis.persistence.Columns;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What approved purchase orders are still to bring: a projection, for who asks what will be available. An order is approved before
 * anything of it comes, and what comes, goes back or is cancelled adds up in any order, so one statement for each of the three is
 * enough for a set. Lines stay when all of it has come: a receipt that is reversed is owed again.
 */
@Component
class Incoming {

    private final DatabaseClient database;

    Incoming(DatabaseClient database) {
        this.database = database;
    }

    private record Expected(PurchaseOrderEvent.Approved order, PurchaseOrderEvent.Line line) {
        BigDecimal cancelled() {
            return line.cancelled() == null ? BigDecimal.ZERO : line.cancelled().value();
        }
    }

    private record Cancelled(UUID order, PurchaseOrderEvent.Less line) {}

    Mono<Void> note(List<PurchaseOrderEvent> events, List<ReceiptSet.Arrived> arrived) {
        List<Expected> expected = new ArrayList<>();
        List<Cancelled> cancelled = new ArrayList<>();
        for (PurchaseOrderEvent event : events) {
            if (event instanceof PurchaseOrderEvent.Approved approved) {
                approved.lines().forEach(line -> expected.add(new Expected(approved, line)));
                // it says itself what was cancelled before
                cancelled.removeIf(line -> line.order().equals(approved.purchaseOrderId()));
            } else if (event instanceof PurchaseOrderEvent.Cancelled order) {
                order.lines().forEach(line -> cancelled.add(new Cancelled(order.purchaseOrderId(), line)));
            }
        }
        return expect(expected).then(arrive(arrived)).then(cancel(cancelled));
    }

    private Mono<Void> expect(List<Expected> lines) {
        if (lines.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("""
                        INSERT INTO open_purchase_line (purchase_order_id, line, number, product_id, warehouse_id, quantity,
                                                        cancelled, expected_on)
                        SELECT DISTINCT ON (purchase_order_id, line) *
                          FROM unnest(:orders::uuid[], :lines::int[], :numbers::text[], :products::uuid[], :warehouses::uuid[],
                                      :quantities::numeric[], :cancelled::numeric[], :dates::date[])
                               AS expected (purchase_order_id, line, number, product_id, warehouse_id, quantity, cancelled,
                                            expected_on)
                        ON CONFLICT (purchase_order_id, line) DO UPDATE
                           SET quantity = excluded.quantity, cancelled = excluded.cancelled,
                               expected_on = excluded.expected_on
                        """)
                .bind("orders", Columns.of(lines, one -> one.order().purchaseOrderId(), UUID[]::new))
                .bind("lines", Columns.of(lines, one -> one.line().line(), Integer[]::new))
                .bind("numbers", Columns.of(lines, one -> one.order().number(), String[]::new))
                .bind("products", Columns.of(lines, one -> one.line().productId(), UUID[]::new))
                .bind("warehouses", Columns.of(lines, one -> one.order().warehouseId(), UUID[]::new))
                .bind(
                        "quantities",
                        Columns.of(lines, one -> one.line().quantity().value(), BigDecimal[]::new))
                .bind("cancelled", Columns.of(lines, Expected::cancelled, BigDecimal[]::new))
                .bind("dates", Columns.of(lines, one -> one.line().expectedOn(), LocalDate[]::new))
                .fetch()
                .rowsUpdated()
                .then();
    }

    private Mono<Void> arrive(List<ReceiptSet.Arrived> arrived) {
        if (arrived.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("""
                        UPDATE open_purchase_line AS line
                           SET received = received + came.quantity
                          FROM (SELECT purchase_order_id, line, sum(quantity) AS quantity
                                  FROM unnest(:orders::uuid[], :lines::int[], :quantities::numeric[])
                                       AS one (purchase_order_id, line, quantity)
                                 GROUP BY purchase_order_id, line) AS came
                         WHERE line.purchase_order_id = came.purchase_order_id AND line.line = came.line
                        """)
                .bind("orders", Columns.of(arrived, ReceiptSet.Arrived::purchaseOrderId, UUID[]::new))
                .bind("lines", Columns.of(arrived, one -> one.delivery().line(), Integer[]::new))
                .bind(
                        "quantities",
                        Columns.of(
                                arrived,
                                one -> one.delivery().accepted().value().multiply(BigDecimal.valueOf(one.sign())),
                                BigDecimal[]::new))
                .fetch()
                .rowsUpdated()
                .then();
    }

    private Mono<Void> cancel(List<Cancelled> lines) {
        if (lines.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("""
                        UPDATE open_purchase_line AS line
                           SET cancelled = cancelled + less.quantity
                          FROM (SELECT purchase_order_id, line, sum(quantity) AS quantity
                                  FROM unnest(:orders::uuid[], :lines::int[], :quantities::numeric[])
                                       AS one (purchase_order_id, line, quantity)
                                 GROUP BY purchase_order_id, line) AS less
                         WHERE line.purchase_order_id = less.purchase_order_id AND line.line = less.line
                        """)
                .bind("orders", Columns.of(lines, Cancelled::order, UUID[]::new))
                .bind("lines", Columns.of(lines, one -> one.line().line(), Integer[]::new))
                .bind(
                        "quantities",
                        Columns.of(lines, one -> one.line().quantity().value(), BigDecimal[]::new))
                .fetch()
                .rowsUpdated()
                .then();
    }
}
