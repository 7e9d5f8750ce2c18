package dev.erp.finance.bill;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import dev.erp.finance.bill.Bill.Receipt;
import dev.erp.finance.bill.Bill.Sending;
import dev.erp.finance.bill.Bill.Terms;
import dev.erp.finance.bill.Bill.Voiding;
import dev.erp.finance.document.PaymentTerms;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.UUID;

/** Reads rows of the tables {@code bill} and {@code bill_line}. */
public final class BillRow {

    private BillRow() {}

    public static Bill bill(Readable row) {
        Currency currency = Currency.getInstance(row.get("currency", String.class));
        Receipt receipt = new Receipt(
                row.get("purchase_order_id", UUID.class),
                row.get("purchase_order_number", String.class),
                row.get("receipt_id", UUID.class),
                row.get("receipt_number", String.class),
                instant(row, "received_at"));
        Supplier supplier = new Supplier(
                row.get("supplier_id", UUID.class),
                row.get("supplier_number", String.class),
                row.get("supplier_name", String.class));
        BigDecimal rate = row.get("exchange_rate", BigDecimal.class);
        Terms terms = new Terms(
                receipt,
                supplier,
                rate == null ? null : rate.stripTrailingZeros(),
                money(row, "net", currency),
                money(row, "tax", currency),
                money(row, "gross", currency),
                new PaymentTerms(row.get("payment_term_days", Integer.class), row.get("end_of_month", Boolean.class)),
                row.get("edition", Integer.class),
                row.get("supplier_bill_number", String.class),
                row.get("rounding", String.class),
                row.get("correlation_id", UUID.class),
                instant(row, "created_at"));
        String number = row.get("number", String.class);
        Instant voidedAt = instant(row, "voided_at");
        return new Bill(
                row.get("id", UUID.class),
                terms,
                money(row, "paid", currency),
                number == null
                        ? null
                        : new Sending(
                                number,
                                row.get("supplier_bill_number", String.class),
                                instant(row, "sent_at"),
                                row.get("due_on", LocalDate.class)),
                voidedAt == null ? null : new Voiding(voidedAt, row.get("void_reason", String.class)),
                row.get("version", Long.class));
    }

    static BillLine line(Readable row) {
        return new BillLine(
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

    private static Money money(Readable row, String column, Currency currency) {
        return new Money(row.get(column, BigDecimal.class), currency);
    }

    private static Instant instant(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
