package dev.erp.finance.bill;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.PlainText;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.bill.BillQueries.Filter;
import dev.erp.finance.document.CalculationView;
import dev.erp.finance.document.DocumentStatus;
import dev.erp.finance.document.SendingTerms;
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
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
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
@RequestMapping("/api/v1/bills")
@Tag(name = "Bills", description = "What suppliers are owed: one per receipt of goods, or entered by hand")
class BillController {

    /**
     * @param supplierNumber the supplier's own number of the bill, unique for the supplier whatever its case; 1 to 64 characters; the one
     *     that it was drafted with if missing
     * @param paymentTermDays 0 to 365; as it was drafted if missing, like the next two
     * @param endOfMonth the due date is the last day of the month in which these days end
     * @param exchangeRate units of the base currency for one of the bill's, more than 0, with at most 6 decimals
     */
    record SendBill(
            @Schema(example = "RE-10291")
            @Pattern(regexp = "[^\\x00]*[^\\s\\x00][^\\x00]*", message = "must not be blank or contain NUL")
            @Size(max = 64, message = "must be at most 64 characters")
            String supplierNumber,

            @Schema(example = "14")
            @Min(value = 0, message = "must be 0 to 365")
            @Max(value = 365, message = "must be 0 to 365")
            Integer paymentTermDays,

            @Schema(example = "true") Boolean endOfMonth,

            @Schema(example = "0.92", description = "Decimal in a string")
            BigDecimal exchangeRate) {}

    /** @param reason for the file; 1 to 500 characters */
    record VoidBill(
            @Schema(example = "The supplier charges nothing for it")
            @NotBlank(message = "must be given")
            @Size(max = 500, message = "must be at most 500 characters")
            @PlainText
            String reason) {}

    private final Bills bills;
    private final SendingBills sending;
    private final BillQueries queries;
    private final ExchangeRates rates;
    private final Commands commands;
    private final BusinessCalendar calendar;

    BillController(
            Bills bills,
            SendingBills sending,
            BillQueries queries,
            ExchangeRates rates,
            Commands commands,
            BusinessCalendar calendar) {
        this.rates = rates;
        this.bills = bills;
        this.sending = sending;
        this.queries = queries;
        this.commands = commands;
        this.calendar = calendar;
    }

    @GetMapping
    @Permission("bills:read")
    @Operation(
            summary = "List bills",
            description =
                    "Without their lines. Sort: createdAt, dueOn (drafts last), purchaseOrderNumber, supplierName.")
    Mono<Page<BillView>> list(
            @Schema(allowableValues = {"draft", "sent", "partially_paid", "paid", "overdue", "void"})
                    @RequestParam(required = false)
                    String status,
            @RequestParam(required = false) UUID supplierId,
            @RequestParam(required = false) UUID purchaseOrderId,
            @RequestParam(required = false) UUID receiptId,
            @RequestParam(required = false) String q,
            @SortableBy({"createdAt", "dueOn", "purchaseOrderNumber", "supplierName"}) PageRequest page) {
        return queries.list(
                new Filter(DocumentStatus.ofParameter(status), supplierId, purchaseOrderId, receiptId, q), page);
    }

    @GetMapping("/{id}")
    @Permission("bills:read")
    @Operation(summary = "Read a bill")
    Mono<ResponseEntity<BillView>> get(@PathVariable UUID id) {
        return queries.get(id)
                .map(bill -> ResponseEntity.ok().eTag(ETag.of(bill.version())).body(bill));
    }

    @GetMapping("/{id}/calculation")
    @Permission("bills:read")
    @Operation(
            summary = "Explain the amounts of a bill",
            description =
                    "Line by line: what was computed, what was rounded, and what of a discount or remainder it got.")
    Mono<CalculationView> calculation(@PathVariable UUID id) {
        return queries.calculation(id);
    }

    @PostMapping("/{id}/send")
    @Permission("bills:write")
    @Operation(
            summary = "Send a bill to be paid",
            description = "It was checked: it gets the next number of the year, without gaps, and its due date.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = BillView.class)))
    @Refuses(
            status = 409,
            code = "bill_void",
            detail = "The bill was voided at 2026-11-19T07:30:00Z: receipt_reversed.")
    @Refuses(
            status = 409,
            code = "bill_already_sent",
            detail = "The bill was sent before, as BILL-2026-000002 at 2026-11-19T07:30:00Z.")
    @Refuses(
            status = 409,
            code = "duplicate_supplier_number",
            detail = "Another bill of this supplier has the number RE-10291.")
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
    Mono<ResponseEntity<byte[]>> send(@PathVariable UUID id, @Valid @RequestBody SendBill body, Caller caller) {
        String number =
                body.supplierNumber() == null ? null : body.supplierNumber().strip();
        var with = new SendingTerms(body.paymentTermDays(), body.endOfMonth(), rates.check(body.exchangeRate()));
        return commands.run(caller, () -> change(id, bill -> sending.send(bill, number, with, caller::inProcess)));
    }

    @PostMapping("/{id}/void")
    @Permission("bills:write")
    @Operation(summary = "Void a drafted bill")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = BillView.class)))
    @Refuses(
            status = 409,
            code = "bill_void",
            detail = "The bill was voided at 2026-11-19T07:30:00Z: receipt_reversed.")
    @Refuses(
            status = 409,
            code = "bill_already_sent",
            detail = "The bill was sent before, as BILL-2026-000002 at 2026-11-19T07:30:00Z.")
    Mono<ResponseEntity<byte[]>> voidDraft(@PathVariable UUID id, @Valid @RequestBody VoidBill body, Caller caller) {
        String reason = body.reason().strip();
        return commands.run(caller, () -> change(id, bill -> bills.voidFor(bill, reason, caller::inProcess)));
    }

    /** The lines of the answer are read first, so that nothing stands between a number that was taken and the commit. */
    private Mono<Answer> change(UUID id, Function<Bill, Mono<Bill>> command) {
        return bills.lock(id)
                .flatMap(locked -> bills.lines(List.of(locked)).flatMap(lines -> command.apply(locked)
                        .map(after -> BillView.of(after, lines.get(after.id()), calendar.today()))))
                .map(view -> Answer.ok(view.version(), view));
    }
}
