package dev.erp.inventory.stock;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.Problem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads what can be promised of a product, now and later. */
@Component
class Availability {

    /** Of open purchase lines of one product, the earliest. */
    private static final int MAX_INCOMING = 500;

    private final DatabaseClient database;
    private final StockLists stocks;

    Availability(DatabaseClient database, StockLists stocks) {
        this.database = database;
        this.stocks = stocks;
    }

    private record Line(UUID order, String number, LocalDate expectedOn, Quantity quantity) {}

    /**
     * @param warehouse or null for all
     * @throws Problem 404
     */
    Mono<AvailabilityView> get(UUID productId, UUID warehouse) {
        return stocks.get(productId, warehouse)
                .flatMap(stock -> lines(productId, warehouse).map(lines -> view(stock, lines)));
    }

    private Mono<List<Line>> lines(UUID productId, UUID warehouse) {
        var statement = database.sql("""
                        SELECT purchase_order_id, number, expected_on, quantity - cancelled - received AS quantity
                          FROM open_purchase_line
                         WHERE product_id = :product AND quantity > cancelled + received
                           AND (:warehouse::uuid IS NULL
                                OR coalesce(warehouse_id, (SELECT id FROM warehouse WHERE is_default)) = :warehouse::uuid)
                         ORDER BY expected_on NULLS LAST, number, line
                         LIMIT :most
                        """).bind("product", productId).bind("most", MAX_INCOMING);
        statement = warehouse == null
                ? statement.bindNull("warehouse", UUID.class)
                : statement.bind("warehouse", warehouse);
        return statement
                .map(row -> new Line(
                        row.get("purchase_order_id", UUID.class),
                        row.get("number", String.class),
                        row.get("expected_on", LocalDate.class),
                        new Quantity(row.get("quantity", BigDecimal.class))))
                .all()
                .collectList();
    }

    private static AvailabilityView view(StockView stock, List<Line> lines) {
        List<AvailabilityView.Incoming> incoming = new ArrayList<>(lines.size());
        Quantity then = stock.available().minus(stock.waiting());
        for (Line line : lines) {
            then = then.plus(line.quantity());
            incoming.add(new AvailabilityView.Incoming(
                    line.expectedOn(), line.order(), line.number(), line.quantity(), then));
        }
        return new AvailabilityView(
                stock.productId(),
                stock.sku(),
                stock.unit(),
                stock.onHand(),
                stock.reserved(),
                stock.available(),
                stock.waiting(),
                incoming);
    }
}
