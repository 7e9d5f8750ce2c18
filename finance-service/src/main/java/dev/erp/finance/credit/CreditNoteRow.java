package dev.erp.finance.credit;

import dev.erp.chassis.money.Money;
import dev.erp.finance.credit.CreditNote.GoodsReturn;
import dev.erp.finance.credit.CreditNote.Kind;
import dev.erp.finance.credit.CreditNote.Sending;
import dev.erp.finance.credit.CreditNote.Terms;
import dev.erp.finance.credit.CreditNote.Voiding;
import dev.erp.finance.invoice.Customer;
import dev.erp.finance.invoice.InvoiceLine;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Reads rows of the table {@code credit_note}. */
final class CreditNoteRow {

    private CreditNoteRow() {}

    static CreditNote note(Readable row, List<InvoiceLine> lines) {
        Currency currency = Currency.getInstance(row.get("currency", String.class));
        Terms terms = new Terms(
                Kind.valueOf(row.get("kind", String.class).toUpperCase(Locale.ROOT)),
                row.get("invoice_id", UUID.class),
                row.get("order_id", UUID.class),
                row.get("order_number", String.class),
                new GoodsReturn(row.get("return_id", UUID.class), row.get("return_number", String.class)),
                new Customer(
                        row.get("customer_id", UUID.class),
                        row.get("customer_number", String.class),
                        row.get("customer_name", String.class)),
                row.get("rounding", String.class),
                row.get("reason", String.class),
                money(row, "net", currency),
                money(row, "tax", currency),
                money(row, "gross", currency),
                row.get("correlation_id", UUID.class),
                instant(row, "created_at"));
        String number = row.get("number", String.class);
        Instant voidedAt = instant(row, "voided_at");
        return new CreditNote(
                row.get("id", UUID.class),
                terms,
                lines,
                number == null ? null : new Sending(number, instant(row, "sent_at"), rate(row)),
                voidedAt == null ? null : new Voiding(voidedAt, row.get("void_reason", String.class)),
                row.get("version", Long.class));
    }

    static CreditNote with(CreditNote note, List<InvoiceLine> lines) {
        List<InvoiceLine> scaled =
                lines.stream().map(line -> line.in(note.currency())).toList();
        return new CreditNote(note.id(), note.terms(), scaled, note.sent(), note.voided(), note.version());
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
