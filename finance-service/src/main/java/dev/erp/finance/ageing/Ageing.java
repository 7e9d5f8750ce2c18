package dev.erp.finance.ageing;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.finance.BusinessCalendar;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What was open on a day and for how long it had been due: computed from what had been sent, paid, reversed and credited by the end of
 * that day, so that the answer for a day that is over never changes.
 */
@Component
class Ageing {

    private static final String BY_PARTY = """
            SELECT party_id AS id, max(party_number) AS number, max(party_name) AS name,
                   sum(open) FILTER (WHERE days <= 0) AS not_due,
                   sum(open) FILTER (WHERE days BETWEEN 1 AND 30) AS days_30,
                   sum(open) FILTER (WHERE days BETWEEN 31 AND 60) AS days_60,
                   sum(open) FILTER (WHERE days BETWEEN 61 AND 90) AS days_90,
                   sum(open) FILTER (WHERE days > 90) AS older,
                   sum(open) AS total
              FROM (%s) AS document
             WHERE open > 0
             GROUP BY party_id
            """;

    private static final String INVOICES = BY_PARTY.formatted("""
            SELECT customer_id AS party_id, customer_number AS party_number, customer_name AS party_name,
                   CAST(:on AS date) - due_on AS days,
                   gross
                   - coalesce((SELECT sum(CASE WHEN reverses IS NULL THEN amount ELSE -amount END)
                                 FROM payment WHERE invoice_id = invoice.id AND received_on <= :on), 0)
                   - coalesce((SELECT sum(credit_note.gross)
                                 FROM credit_note WHERE invoice_id = invoice.id AND credit_note.sent_at < :end), 0) AS open
              FROM invoice
             WHERE sent_at < :end AND currency = :currency
            """);

    private static final String BILLS = BY_PARTY.formatted("""
            SELECT supplier_id AS party_id, supplier_number AS party_number, supplier_name AS party_name,
                   CAST(:on AS date) - due_on AS days,
                   gross - coalesce((SELECT sum(CASE WHEN reverses IS NULL THEN amount ELSE -amount END)
                                       FROM payment WHERE bill_id = bill.id AND received_on <= :on), 0) AS open
              FROM bill
             WHERE sent_at < :end AND currency = :currency
            """);

    private final DatabaseClient database;
    private final BusinessCalendar calendar;

    Ageing(DatabaseClient database, BusinessCalendar calendar) {
        this.database = database;
        this.calendar = calendar;
    }

    Mono<Page<AgeingView>> receivables(LocalDate on, Currency currency, PageRequest page) {
        return list(INVOICES, on, currency, page);
    }

    Mono<Page<AgeingView>> payables(LocalDate on, Currency currency, PageRequest page) {
        return list(BILLS, on, currency, page);
    }

    private Mono<Page<AgeingView>> list(String select, LocalDate on, Currency currency, PageRequest page) {
        // the conditions are true for every row: they bring the parameters of the SELECT
        return ListQuery.select(select)
                .sortable("name", "name", String.class)
                .where(":on::date IS NOT NULL", "on", on)
                .where(
                        "CAST(:end AS timestamptz) IS NOT NULL",
                        "end",
                        calendar.endOf(on).atOffset(ZoneOffset.UTC))
                .where("CAST(:currency AS text) IS NOT NULL", "currency", currency.getCurrencyCode())
                .page(database, ascending(page), row -> view(row, currency));
    }

    private static PageRequest ascending(PageRequest page) {
        return page.sort() == null ? new PageRequest(page.limit(), page.cursor(), "name") : page;
    }

    private static AgeingView view(Readable row, Currency currency) {
        return new AgeingView(
                row.get("id", UUID.class),
                row.get("number", String.class),
                row.get("name", String.class),
                money(row, "not_due", currency),
                money(row, "days_30", currency),
                money(row, "days_60", currency),
                money(row, "days_90", currency),
                money(row, "older", currency),
                money(row, "total", currency));
    }

    private static Money money(Readable row, String column, Currency currency) {
        BigDecimal amount = row.get(column, BigDecimal.class);
        return amount == null ? Money.zero(currency) : new Money(amount, currency);
    }
}
