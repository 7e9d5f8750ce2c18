package dev.erp.finance.invoice;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import dev.erp.finance.document.PaymentTerms;
import dev.erp.finance.invoice.Invoice.Sending;
import dev.erp.finance.invoice.Invoice.Source;
import dev.erp.finance.invoice.Invoice.Terms;
import dev.erp.finance.invoice.Invoice.Voiding;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.UUID;

/** Reads rows of the tables {@code invoice} and {@code invoice_line}. */
public final class InvoiceRow {

    private InvoiceRow() {}

    public static Invoice invoice(Readable row) {
        Currency currency = Currency.getInstance(row.get("currency", String.class));
        Customer customer = new Customer(
                row.get("customer_id", UUID.class),
                row.get("customer_number", String.class),
                row.get("customer_name", String.class));
        Terms terms = new Terms(
                row.get("order_id", UUID.class),
                row.get("order_number", String.class),
                row.get("edition", Integer.class),
                customer,
                row.get("rounding", String.class),
                money(row, "net", currency),
                money(row, "tax", currency),
                money(row, "gross", currency),
                new PaymentTerms(row.get("payment_term_days", Integer.class), row.get("end_of_month", Boolean.class)),
                rate(row),
                Source.ofCode(row.get("source", String.class)),
                row.get("correlation_id", UUID.class),
                instant(row, "created_at"));
        String number = row.get("number", String.class);
        Sending sent = number == null
                ? null
                : new Sending(number, instant(row, "sent_at"), row.get("due_on", LocalDate.class));
        Instant voidedAt = instant(row, "voided_at");
        Voiding voided = voidedAt == null ? null : new Voiding(voidedAt, row.get("void_reason", String.class));
        return new Invoice(
                row.get("id", UUID.class),
                terms,
                money(row, "paid", currency),
                money(row, "credited", currency),
                sent,
                voided,
                row.get("version", Long.class));
    }

    /** A row of {@code invoice_line} or of any table with the same columns. */
    public static InvoiceLine line(Readable row) {
        return new InvoiceLine(
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

    private static BigDecimal rate(Readable row) {
        BigDecimal rate = row.get("exchange_rate", BigDecimal.class);
        return rate == null ? null : rate.stripTrailingZeros();
    }

    private static Money money(Readable row, String column, Currency currency) {
        return new Money(row.get(column, BigDecimal.class), currency);
    }

    private static Instant instant(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
