package dev.erp.purchasing.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.purchasing.order.PurchaseOrder.Line;
import dev.erp.purchasing.order.PurchaseOrder.Supplier;
import dev.erp.purchasing.order.PurchaseOrder.Terms;
import dev.erp.purchasing.order.PurchaseOrderStatus.Phase;
import dev.erp.purchasing.order.Receipt.Attention;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** How orders are read from their tables, by the writer and by the queries. */
final class PurchaseOrderRow {

    static final String SELECT = """
        SELECT id, number, supplier_id, supplier_number, supplier_name, supplier_reference, note, currency, exchange_rate,
               warehouse_id, payment_term_days, phase, authors, approved_by, version, steps, created_at, updated_at
          FROM purchase_order
        """;

    static final String SELECT_LINES = """
        SELECT order_id, line, product_id, sku, name, unit, unit_decimals, supplier_sku, unit_price, tax_rate,
               net, tax, gross, expected_on, ordered, cancelled, pending, received, rejected, reversing, billed
          FROM purchase_order_line
        """;

    static final String SELECT_RECEIPTS = """
        SELECT order_id, id, number, state, accepted, rejected, warehouse_id, delivery_note, note, covered, bill_id,
               reason, attention_reason, attention_since, waiting_since, received_by, received_at
          FROM purchase_receipt
        """;

    private PurchaseOrderRow() {}

    static PurchaseOrder order(Readable row, List<Line> lines, List<Receipt> receipts) {
        return new PurchaseOrder(
                row.get("id", UUID.class),
                row.get("number", String.class),
                terms(row),
                Phase.of(row.get("phase", String.class)),
                lines,
                receipts,
                List.of(row.get("authors", String[].class)),
                row.get("approved_by", String.class),
                row.get("version", Long.class),
                row.get("steps", Integer.class),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static Terms terms(Readable row) {
        return new Terms(
                supplier(row),
                Currency.getInstance(row.get("currency", String.class)),
                row.get("exchange_rate", BigDecimal.class),
                row.get("warehouse_id", UUID.class),
                row.get("supplier_reference", String.class),
                row.get("note", String.class),
                row.get("payment_term_days", Integer.class));
    }

    static Supplier supplier(Readable row) {
        return new Supplier(
                row.get("supplier_id", UUID.class),
                row.get("supplier_number", String.class),
                row.get("supplier_name", String.class));
    }

    static Line line(Readable row) {
        return new Line(
                row.get("line", Integer.class),
                row.get("product_id", UUID.class),
                row.get("sku", String.class),
                row.get("name", String.class),
                row.get("unit", String.class),
                row.get("unit_decimals", Integer.class),
                row.get("supplier_sku", String.class),
                row.get("unit_price", BigDecimal.class),
                row.get("tax_rate", BigDecimal.class),
                new Amounts(
                        row.get("net", BigDecimal.class),
                        row.get("tax", BigDecimal.class),
                        row.get("gross", BigDecimal.class)),
                row.get("expected_on", LocalDate.class),
                new Quantities(
                        quantity(row, "ordered"),
                        quantity(row, "cancelled"),
                        quantity(row, "pending"),
                        quantity(row, "received"),
                        quantity(row, "rejected"),
                        quantity(row, "reversing"),
                        quantity(row, "billed")));
    }

    static Receipt receipt(Readable row) {
        return new Receipt(
                row.get("id", UUID.class),
                row.get("number", String.class),
                Receipt.State.of(row.get("state", String.class)),
                quantities(row, "accepted"),
                quantities(row, "rejected"),
                row.get("warehouse_id", UUID.class),
                row.get("delivery_note", String.class),
                row.get("note", String.class),
                row.get("covered", Boolean.class),
                row.get("bill_id", UUID.class),
                row.get("reason", String.class),
                attention(row),
                instant(row, "waiting_since"),
                row.get("received_by", String.class),
                instant(row, "received_at"));
    }

    static Attention attention(Readable row) {
        Instant since = instant(row, "attention_since");
        return since == null ? null : new Attention(row.get("attention_reason", String.class), since);
    }

    static List<Quantity> quantities(Readable row, String column) {
        return Stream.of(row.get(column, BigDecimal[].class)).map(Quantity::new).toList();
    }

    private static Quantity quantity(Readable row, String column) {
        return new Quantity(row.get(column, BigDecimal.class));
    }

    static Instant instant(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
