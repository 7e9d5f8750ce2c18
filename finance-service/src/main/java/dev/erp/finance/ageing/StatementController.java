package dev.erp.finance.ageing;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.SortableBy;
import dev.erp.finance.document.Days;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Ageing", description = "What was open on a day, and how long it had been due")
class StatementController {

    /** What the journal says about the customer's documents and their payments; balances are those after each. */
    private static final String MOVEMENTS = """
            SELECT id, kind, document_id, document_number, booked_on, amount,
                   sum(amount) OVER (ORDER BY booked_on, id) AS balance
              FROM (SELECT entry.id, entry.kind, entry.document_id, entry.document_number, entry.booked_on,
                           sum(CASE WHEN debit = '1200' THEN amount ELSE -amount END) AS amount
                      FROM journal_entry AS entry
                      JOIN journal_posting ON entry_id = entry.id AND '1200' IN (debit, credit)
                     WHERE entry.currency = :currency
                       AND entry.document_id IN (
                               SELECT id FROM invoice WHERE customer_id = :customer
                               UNION ALL SELECT id FROM credit_note WHERE customer_id = :customer
                               UNION ALL SELECT payment.id FROM payment JOIN invoice ON invoice.id = payment.invoice_id
                                          WHERE customer_id = :customer)
                     GROUP BY entry.id) AS movement
            """;

    /**
     * What changed what a customer owes.
     *
     * @param kind {@code invoice_sent}, {@code credit_note_sent}, {@code payment_received} or {@code payment_reversed}
     * @param documentNumber of the invoice or the credit note; for a payment that of the invoice
     * @param amount what the customer owes more; less when negative
     * @param balance what the customer owes after it; what was overpaid counts against it
     */
    @Schema(name = "StatementLine")
    record Line(
            @Schema(example = "0193f2c4-e4a7-73c9-8ffe-b2f0a5310c01")
            UUID id,

            @Schema(
                    example = "invoice_sent",
                    allowableValues = {"invoice_sent", "credit_note_sent", "payment_received", "payment_reversed"})
            String kind,

            @Schema(example = "0193f2c4-6c2f-7b41-9d66-3a7a2e1d8b04")
            UUID documentId,

            @Schema(example = "INV-2026-000004") String documentNumber,
            @Schema(example = "2026-11-03") LocalDate bookedOn,
            @Schema(example = "EUR 242.68") Money amount,
            @Schema(example = "EUR 242.68") Money balance) {}

    private final DatabaseClient database;
    private final Currencies currencies;

    StatementController(DatabaseClient database, Currencies currencies) {
        this.database = database;
        this.currencies = currencies;
    }

    @GetMapping("/api/v1/invoices/statements/{customerId}")
    @Permission("invoices:read")
    @Operation(
            summary = "Read the statement of a customer",
            description =
                    "What changed what the customer owes, oldest first, from the day `from` on, up to the day before"
                            + " `to`; in one currency, the base currency if missing. Sort: bookedOn.")
    Mono<Page<Line>> statement(
            @Parameter(example = "0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01") @PathVariable UUID customerId,
            @RequestParam(required = false) LocalDate from,
            @RequestParam(required = false) LocalDate to,
            @Schema(example = "EUR") @RequestParam(required = false) String currency,
            @SortableBy(value = "bookedOn", ascending = true) PageRequest page) {
        Currency in = currencies.ofParameter(currency);
        PageRequest oldestFirst = page.sort() == null ? new PageRequest(page.limit(), page.cursor(), "bookedOn") : page;
        // the first two conditions are true for every row: they bring the parameters of the SELECT
        var movements = ListQuery.select(MOVEMENTS)
                .sortable("bookedOn", "booked_on", LocalDate.class)
                .where("CAST(:customer AS uuid) IS NOT NULL", "customer", customerId)
                .where("CAST(:currency AS text) IS NOT NULL", "currency", in.getCurrencyCode())
                .where("booked_on >= :from", "from", Days.requireStorable("from", from))
                .where("booked_on < :to", "to", Days.requireStorable("to", to));
        return requireKnown(customerId)
                .then(Mono.defer(() -> movements.page(database, oldestFirst, row -> line(row, in))));
    }

    /** Fails with a {@link Problem} 404 for a customer who never had an invoice. */
    private Mono<Void> requireKnown(UUID customerId) {
        return database.sql("SELECT customer_id FROM invoice WHERE customer_id = :customer LIMIT 1")
                .bind("customer", customerId)
                .map(row -> row.get("customer_id", UUID.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("customer with invoices", customerId)))
                .then();
    }

    private static Line line(Readable row, Currency currency) {
        return new Line(
                row.get("id", UUID.class),
                row.get("kind", String.class),
                row.get("document_id", UUID.class),
                row.get("document_number", String.class),
                row.get("booked_on", LocalDate.class),
                new Money(row.get("amount", BigDecimal.class), currency),
                new Money(row.get("balance", BigDecimal.class), currency));
    }
}
