package dev.erp.finance.ageing;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.SortableBy;
import dev.erp.finance.document.Currencies;
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

    /** What the journal says about somebody's documents and their payments; balances are those after each. */
    private static final String MOVEMENTS = """
        SELECT id, kind, document_id, document_number, booked_on, amount,
               sum(amount) OVER (ORDER BY booked_on, id) AS balance
          FROM (SELECT entry.id, entry.kind, entry.document_id, entry.document_number, entry.booked_on,
                       sum(CASE WHEN debit IN (%1$s) THEN amount ELSE 0 END
                           - CASE WHEN credit IN (%1$s) THEN amount ELSE 0 END) * %2$s AS amount
                  FROM journal_entry AS entry
                  JOIN journal_posting ON entry_id = entry.id AND (debit IN (%1$s) OR credit IN (%1$s))
                 WHERE entry.currency = :currency AND entry.document_id IN (%3$s)
                 GROUP BY entry.id) AS movement
         WHERE amount <> 0
        """;

    private static final String CUSTOMERS = MOVEMENTS.formatted("'1200', '2100'", "1", """
        SELECT id FROM invoice WHERE customer_id = :party
        UNION ALL SELECT id FROM credit_note WHERE customer_id = :party
        UNION ALL SELECT payment.id FROM payment JOIN invoice ON invoice.id = payment.invoice_id
                   WHERE invoice.customer_id = :party
        UNION ALL SELECT id FROM payment WHERE customer_id = :party AND invoice_id IS NULL
        """);

    private static final String SUPPLIERS = MOVEMENTS.formatted("'2000'", "-1", """
        SELECT id FROM bill WHERE supplier_id = :party
        UNION ALL SELECT payment.id FROM payment JOIN bill ON bill.id = payment.bill_id WHERE supplier_id = :party
        """);

    /**
     * What changed what a customer owes, or a supplier is owed.
     *
     * @param documentNumber of the invoice, credit note or bill; for a payment that of what is paid; {@code credit} for a customer's credit
     * @param amount what is owed more; less when negative
     * @param balance what is owed after it; what was overpaid, and a customer's credit, count against it
     */
    @Schema(name = "StatementLine")
    record Line(
            @Schema(example = "0193f2c4-e4a7-73c9-8ffe-b2f0a5310c01")
            UUID id,

            @Schema(
                    example = "invoice_sent",
                    allowableValues = {
                        "invoice_sent",
                        "credit_note_sent",
                        "bill_sent",
                        "payment_received",
                        "payment_made",
                        "payment_reversed",
                        "credit_received",
                        "credit_refunded"
                    })
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
        return known("SELECT customer_id AS id FROM invoice WHERE customer_id = :party LIMIT 1", customerId)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("customer with invoices", customerId)))
                .then(Mono.defer(
                        () -> movements(CUSTOMERS, customerId, from, to, currencies.ofParameter(currency), page)));
    }

    @GetMapping("/api/v1/bills/statements/{supplierId}")
    @Permission("bills:read")
    @Operation(
            summary = "Read the statement of a supplier",
            description =
                    "What changed what the supplier is owed, oldest first, from the day `from` on, up to the day before"
                            + " `to`; in one currency, the base currency if missing. Sort: bookedOn.")
    Mono<Page<Line>> supplierStatement(
            @Parameter(example = "0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c04") @PathVariable UUID supplierId,
            @RequestParam(required = false) LocalDate from,
            @RequestParam(required = false) LocalDate to,
            @Schema(example = "EUR") @RequestParam(required = false) String currency,
            @SortableBy(value = "bookedOn", ascending = true) PageRequest page) {
        return known("SELECT supplier_id AS id FROM bill WHERE supplier_id = :party LIMIT 1", supplierId)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("supplier with bills", supplierId)))
                .then(Mono.defer(
                        () -> movements(SUPPLIERS, supplierId, from, to, currencies.ofParameter(currency), page)));
    }

    private Mono<Page<Line>> movements(
            String select, UUID party, LocalDate from, LocalDate to, Currency in, PageRequest page) {
        PageRequest oldestFirst = page.sort() == null ? new PageRequest(page.limit(), page.cursor(), "bookedOn") : page;
        // the first two conditions are true for every row: they bring the parameters of the SELECT
        return ListQuery.select(select)
                .sortable("bookedOn", "booked_on", LocalDate.class)
                .where("CAST(:party AS uuid) IS NOT NULL", "party", party)
                .where("CAST(:currency AS text) IS NOT NULL", "currency", in.getCurrencyCode())
                .where("booked_on >= :from", "from", Days.requireStorable("from", from))
                .where("booked_on < :to", "to", Days.requireStorable("to", to))
                .page(database, oldestFirst, row -> line(row, in));
    }

    private Mono<UUID> known(String sql, UUID party) {
        return database.sql(sql)
                .bind("party", party)
                .map(row -> row.get("id", UUID.class))
                .one();
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
