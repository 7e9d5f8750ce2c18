package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.sales.customer.Address;
import dev.erp.sales.order.SalesOrder.OnShortage;
import dev.erp.sales.order.SalesOrder.Terms;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.Locale;
import java.util.UUID;

/** How orders are read from their tables, by the writer and by the queries. */
final class SalesOrderRow {

    static final String SELECT = """
        SELECT id, number, customer_id, customer_number, customer_name, customer_reference, note, currency,
               discount_percent, discount, net, tax, gross, payment_term_days, warehouse_id, on_shortage,
               reserve_until, valid_until, shipping_address, status, rarer_status, ordered, reserved, shipped, invoiced, returned,
               credited, cancelled, was_confirmed, attention_about, attention_reason, attention_since, waiting_since, invoice_id,
               owed, version, steps, placed_by, placed_at, updated_at
          FROM sales_order
        """;

    static final String SELECT_LINES = """
        SELECT order_id, line, product_id, sku, name, quantity, unit_price, discount_percent, net, tax_rate, tax, gross,
               price_reason
          FROM sales_order_line
        """;

    private SalesOrderRow() {}

    static SalesOrder order(Readable row) {
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
                terms(row),
                row.get("valid_until", LocalDate.class),
                Address.parse(row.get("shipping_address", String.class)),
                quantities(row),
                row.get("was_confirmed", Boolean.class),
                attention(row),
                instant(row, "waiting_since"),
                row.get("invoice_id", UUID.class),
                row.get("owed", BigDecimal.class),
                row.get("version", Long.class),
                row.get("steps", Integer.class),
                row.get("placed_by", String.class),
                instant(row, "placed_at"),
                instant(row, "updated_at"));
    }

    private static Terms terms(Readable row) {
        String onShortage = row.get("on_shortage", String.class);
        return new Terms(
                row.get("warehouse_id", UUID.class),
                onShortage == null ? null : OnShortage.valueOf(onShortage.toUpperCase(Locale.ROOT)),
                instant(row, "reserve_until"));
    }

    private static Quantities quantities(Readable row) {
        return new Quantities(
                perLine(row, "ordered"),
                perLine(row, "reserved"),
                perLine(row, "shipped"),
                perLine(row, "invoiced"),
                perLine(row, "returned"),
                perLine(row, "credited"),
                perLine(row, "cancelled"),
                "rejected".equals(row.get("status", String.class)));
    }

    static PerLine perLine(Readable row, String column) {
        return PerLine.of(row.get(column, BigDecimal[].class));
    }

    private static Attention attention(Readable row) {
        Instant since = instant(row, "attention_since");
        return since == null
                ? null
                : new Attention(
                        Attention.About.of(row.get("attention_about", String.class)),
                        row.get("attention_reason", String.class),
                        since);
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
                row.get("gross", BigDecimal.class),
                row.get("price_reason", String.class));
    }

    static Instant instant(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
