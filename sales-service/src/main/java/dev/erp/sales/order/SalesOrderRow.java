package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.sales.order.SalesOrder.Attention;
import dev.erp.sales.order.SalesOrder.Status;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.UUID;

/** How orders are read from their tables, by the writer and by the queries. */
final class SalesOrderRow {

    static final String SELECT = """
        SELECT id, number, customer_id, customer_number, customer_name, customer_reference, note, currency,
               discount_percent, discount, net, tax, gross, payment_term_days, status, attention_reason,
               attention_since, invoice_id, version, steps, placed_by, placed_at, updated_at
          FROM sales_order
        """;

    static final String SELECT_LINES = """
        SELECT order_id, line, product_id, sku, name, quantity, unit_price, discount_percent, net, tax_rate, tax, gross
          FROM sales_order_line
        """;

    private SalesOrderRow() {}

    static SalesOrder order(Readable row) {
        Instant attentionSince = instant(row, "attention_since");
        return new SalesOrder(
                row.get("id", UUID.class),
                row.get("number", String.class),
                new SalesOrder.Customer(
                        row.get("customer_id", UUID.class),
                        row.get("customer_number", String.class),
                        row.get("customer_name", String.class)),
                row.get("customer_reference", String.class),
                row.get("note", String.class),
                Currency.getInstance(row.get("currency", String.class)),
                row.get("discount_percent", BigDecimal.class),
                new Pricing.Totals(
                        row.get("discount", BigDecimal.class),
                        row.get("net", BigDecimal.class),
                        row.get("tax", BigDecimal.class),
                        row.get("gross", BigDecimal.class)),
                row.get("payment_term_days", Integer.class),
                Status.of(row.get("status", String.class)),
                attentionSince == null
                        ? null
                        : new Attention(row.get("attention_reason", String.class), attentionSince),
                row.get("invoice_id", UUID.class),
                row.get("version", Long.class),
                row.get("steps", Integer.class),
                row.get("placed_by", String.class),
                instant(row, "placed_at"),
                instant(row, "updated_at"));
    }

    static SalesOrder.Line line(Readable row) {
        return new SalesOrder.Line(
                row.get("line", Integer.class),
                row.get("product_id", UUID.class),
                row.get("sku", String.class),
                row.get("name", String.class),
                new Quantity(row.get("quantity", BigDecimal.class)),
                row.get("unit_price", BigDecimal.class),
                row.get("discount_percent", BigDecimal.class),
                row.get("net", BigDecimal.class),
                row.get("tax_rate", BigDecimal.class),
                row.get("tax", BigDecimal.class),
                row.get("gross", BigDecimal.class));
    }

    static Instant instant(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
