package dev.erp.finance.invoice;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.PlainText;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.document.CalculationView;
import dev.erp.finance.document.DocumentStatus;
import dev.erp.finance.document.SendingTerms;
import dev.erp.finance.invoice.InvoiceQueries.Filter;
import dev.erp.finance.rate.ExchangeRates;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/invoices")
@Tag(name = "Invoices", description = "From sales orders, or free ones")
class InvoiceController {

    /** @param reason for the file; 1 to 500 characters */
    record VoidInvoice(
            @Schema(example = "The customer ordered twice")
            @NotBlank(message = "must be given")
            @Size(max = 500, message = "must be at most 500 characters")
            @PlainText
            String reason) {}

    /**
     * What may be decided anew when an invoice is sent.
     *
     * @param paymentTermDays 0 to 365; as it was drafted if missing, like the next two
     * @param endOfMonth the due date is the last day of the month in which these days end
     * @param exchangeRate units of the base currency for one of the invoice's, more than 0, with at most 6 decimals
     */
    record SendInvoice(
            @Schema(example = "14")
            @Min(value = 0, message = "must be 0 to 365")
            @Max(value = 365, message = "must be 0 to 365")
            Integer paymentTermDays,

            @Schema(example = "true") Boolean endOfMonth,

            @Schema(example = "0.92", description = "Decimal in a string")
            BigDecimal exchangeRate) {}

    /** @param invoiceIds 1 to 10,000 drafts, none of them twice */
    record SendInvoices(
            @Schema(example = "[\"0193f2c4-6c2f-7b41-9d66-3a7a2e1d8b04\"]")
            @NotNull(message = "must be given")
            @Size(min = 1, max = 10_000, message = "must be 1 to 10000 invoices")
            List<@NotNull(message = "must be given") UUID> invoiceIds) {}

    /** @param items in the order in which they were asked for, and of their numbers */
    @Schema(name = "SentInvoices")
    record SentInvoices(List<SentInvoice> items) {}

    /** An invoice that was sent with others: short, because there may be thousands. */
    @Schema(name = "SentInvoice")
    record SentInvoice(
            @Schema(example = "0193f2c4-6c2f-7b41-9d66-3a7a2e1d8b04")
            UUID id,

            @Schema(example = "INV-2026-000004") String number,
            @Schema(example = "sent") DocumentStatus status,
            @Schema(example = "2026-11-17") LocalDate dueOn,
            @Schema(example = "2") long version) {

        private static SentInvoice of(Invoice invoice, LocalDate today) {
            return new SentInvoice(
                    invoice.id(),
                    invoice.number(),
                    invoice.status(today),
                    invoice.sent().dueOn(),
                    invoice.version());
        }
    }

    private final Invoices invoices;
    private final SendingInvoices sending;
    private final InvoiceQueries queries;
    private final ExchangeRates rates;
    private final Commands commands;
    private final BusinessCalendar calendar;

    InvoiceController(
            Invoices invoices,
            SendingInvoices sending,
            InvoiceQueries queries,
            ExchangeRates rates,
            Commands commands,
            BusinessCalendar calendar) {
        this.rates = rates;
        this.invoices = invoices;
        this.sending = sending;
        this.queries = queries;
        this.commands = commands;
        this.calendar = calendar;
    }

    @GetMapping
    @Permission("invoices:read")
    @Operation(
            summary = "List invoices",
            description = "Without their lines. Sort: createdAt, dueOn (drafts last), orderNumber, customerName.")
    Mono<Page<InvoiceView>> list(
            @Schema(allowableValues = {"draft", "sent", "partially_paid", "paid", "credited", "overdue", "void"})
                    @RequestParam(required = false)
                    String status,
            @RequestParam(required = false) UUID customerId,
            @RequestParam(required = false) UUID orderId,
            @RequestParam(required = false) String q,
            @SortableBy({"createdAt", "dueOn", "orderNumber", "customerName"}) PageRequest page) {
        return queries.list(new Filter(DocumentStatus.ofParameter(status), customerId, orderId, q), page);
    }

    @GetMapping("/{id}")
    @Permission("invoices:read")
    @Operation(summary = "Read an invoice")
    Mono<ResponseEntity<InvoiceView>> get(@PathVariable UUID id) {
        return queries.get(id)
                .map(invoice ->
                        ResponseEntity.ok().eTag(ETag.of(invoice.version())).body(invoice));
    }

    @GetMapping("/{id}/calculation")
    @Permission("invoices:read")
    @Operation(
            summary = "Explain the amounts of an invoice",
            description =
                    "Line by line: what was computed, what was rounded, and what of a discount or remainder it got.")
    Mono<CalculationView> calculation(@PathVariable UUID id) {
        return queries.calculation(id);
    }

    @PostMapping("/{id}/send")
    @Permission("invoices:write")
    @Operation(
            summary = "Send an invoice",
            description = "Gives it the next number of the year, without gaps, and its due date.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InvoiceView.class)))
    @Refuses(
            status = 409,
            code = "invoice_void",
            detail = "The invoice was voided at 2026-11-03T07:30:00Z: The customer ordered twice.")
    @Refuses(
            status = 409,
            code = "invoice_already_sent",
            detail = "The invoice was sent before, as INV-2026-000004 at 2026-11-03T07:30:00Z.")
    @Refuses(
            status = 422,
            code = "exchange_rate_in_base_currency",
            detail = "exchangeRate must be missing: EUR is the base currency",
            field = "exchangeRate",
            fieldMessage = "must be missing: EUR is the base currency")
    @Refuses(
            status = 422,
            code = "exchange_rate_missing",
            detail = "No rate of USD is known on 2026-11-23, or before: enter what one USD costs in EUR with PUT"
                    + " /api/v1/exchange-rates/USD/2026-11-23.")
    Mono<ResponseEntity<byte[]>> send(
            @PathVariable UUID id, @Valid @RequestBody(required = false) SendInvoice body, Caller caller) {
        SendingTerms with = body == null
                ? SendingTerms.AS_DRAFTED
                : new SendingTerms(body.paymentTermDays(), body.endOfMonth(), rates.check(body.exchangeRate()));
        return commands.run(caller, () -> change(id, invoice -> sending.send(invoice, with, caller::inProcess)));
    }

    @PostMapping("/send")
    @Permission("invoices:write")
    @Operation(
            summary = "Send several invoices",
            description = "All of them or none; their numbers follow each other in the order of the list. In one short"
                    + " transaction, in as many statements as one invoice takes.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = SentInvoices.class)))
    @Refuses(status = 404, code = "not_found", detail = "There is no invoice 0193f2c4-6c2f-7b41-9d66-3a7a2e1d8b04.")
    @Refuses(
            status = 409,
            code = "invoice_void",
            detail = "The invoice was voided at 2026-11-03T07:30:00Z: The customer ordered twice.")
    @Refuses(
            status = 409,
            code = "invoice_already_sent",
            detail = "The invoice was sent before, as INV-2026-000004 at 2026-11-03T07:30:00Z.")
    @Refuses(
            status = 422,
            code = "exchange_rate_missing",
            detail = "No rate of USD is known on 2026-11-23, or before: enter what one USD costs in EUR with PUT"
                    + " /api/v1/exchange-rates/USD/2026-11-23.")
    Mono<ResponseEntity<byte[]>> sendAll(@Valid @RequestBody SendInvoices body, Caller caller) {
        if (body.invoiceIds().stream().distinct().count() < body.invoiceIds().size()) {
            throw Problem.invalid("invoiceIds", "repeated", "must not hold an invoice twice");
        }
        return commands.run(caller, () -> sending.sendAll(body.invoiceIds(), caller::inProcess)
                .map(sent -> sent.stream()
                        .map(invoice -> SentInvoice.of(invoice, calendar.today()))
                        .toList())
                .map(views -> Answer.ok(new SentInvoices(views))));
    }

    @PostMapping("/{id}/void")
    @Permission("invoices:write")
    @Operation(
            summary = "Void a draft",
            description = "An invoice that was sent is corrected by a credit note instead.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = InvoiceView.class)))
    @Refuses(
            status = 409,
            code = "invoice_void",
            detail = "The invoice was voided at 2026-11-03T07:30:00Z: The customer ordered twice.")
    @Refuses(
            status = 409,
            code = "credit_note_needed",
            detail = "The invoice was sent as INV-2026-000004, so it cannot be voided any more: it has to be corrected"
                    + " by a credit note.")
    @Refuses(
            status = 409,
            code = "invoice_has_credit_notes",
            detail = "Credit notes refer to the invoice: void them first.")
    Mono<ResponseEntity<byte[]>> voidDraft(@PathVariable UUID id, @Valid @RequestBody VoidInvoice body, Caller caller) {
        String reason = body.reason().strip();
        return commands.run(caller, () -> change(id, invoice -> invoices.voidFor(invoice, reason, caller::inProcess)));
    }

    /** The lines of the answer are read first, so that nothing stands between a number that was taken and the commit. */
    private Mono<Answer> change(UUID id, Function<Invoice, Mono<Invoice>> command) {
        return invoices.lock(id)
                .flatMap(locked -> queries.lines(locked).flatMap(lines -> command.apply(locked)
                        .map(after -> InvoiceView.of(after, lines, calendar.today()))))
                .map(view -> Answer.ok(view.version(), view));
    }
}
