package dev.erp.finance.payment;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import dev.erp.finance.bill.BillQueries;
import dev.erp.finance.invoice.InvoiceQueries;
import dev.erp.finance.payment.Payment.Target;
import dev.erp.finance.payment.Payments.Entered;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
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
@RequestMapping("/api/v1")
@Tag(name = "Payments", description = "Money that came in for invoices, and went out for bills")
class PaymentController {

    /**
     * @param amount more than zero, in the currency of the document; at most what is outstanding, unless {@code keepExcess}
     * @param reference of the bank or the payer; 1 to 200 characters
     * @param receivedOn today or before; today if missing
     * @param keepExcess what is beyond what is outstanding of an invoice becomes a credit of the customer, by a payment of its own with
     *     the same {@code transferId}; refused if missing or false
     */
    record RecordPayment(
            @Schema(example = "EUR 100.00") @NotNull(message = "must be given")
            Money amount,

            @Schema(example = "bank_transfer") @NotNull(message = "must be given")
            PaymentMethod method,

            @Schema(example = "Invoice INV-2026-000004")
            @Size(min = 1, max = 200, message = "must be 1 to 200 characters")
            @Pattern(regexp = "[^\\x00]*", message = "must not contain NUL")
            String reference,

            LocalDate receivedOn,

            @Schema(example = "false") Boolean keepExcess) {}

    /**
     * @param amount more than zero, at most what is outstanding, in the invoice's currency
     */
    record TransferPart(
            @Schema(example = "0193f2c4-6c2f-7b41-9d66-3a7a2e1d8b04") @NotNull(message = "must be given")
            UUID invoiceId,

            @Schema(example = "EUR 100.00") @NotNull(message = "must be given")
            Money amount) {}

    /**
     * @param reference of the bank or the payer; 1 to 200 characters
     * @param receivedOn today or before; today if missing
     * @param parts 1 to 100, each of another invoice
     */
    record RecordTransfer(
            @Schema(example = "bank_transfer") @NotNull(message = "must be given")
            PaymentMethod method,

            @Schema(example = "Invoices of October")
            @Size(min = 1, max = 200, message = "must be 1 to 200 characters")
            @Pattern(regexp = "[^\\x00]*", message = "must not contain NUL")
            String reference,

            LocalDate receivedOn,

            @NotNull(message = "must be given") @Size(min = 1, max = 100, message = "must be 1 to 100 invoices")
            List<@Valid @NotNull(message = "must be given") TransferPart> parts) {}

    /** @param reason for the file; 1 to 500 characters */
    record ReversePayment(
            @Schema(example = "The bank took it back")
            @NotBlank(message = "must be given")
            @Size(max = 500, message = "must be at most 500 characters")
            @Pattern(regexp = "[^\\x00]*", message = "must not contain NUL")
            String reason) {}

    private final Payments payments;
    private final Transfers transfers;
    private final PaymentQueries queries;
    private final InvoiceQueries invoices;
    private final BillQueries bills;
    private final Commands commands;

    PaymentController(
            Payments payments,
            Transfers transfers,
            PaymentQueries queries,
            InvoiceQueries invoices,
            BillQueries bills,
            Commands commands) {
        this.payments = payments;
        this.transfers = transfers;
        this.queries = queries;
        this.invoices = invoices;
        this.bills = bills;
        this.commands = commands;
    }

    @PostMapping("/invoices/{id}/payments")
    @Permission("payments:write")
    @Operation(
            summary = "Record a payment",
            description =
                    "Of an invoice that was sent; at most what is outstanding, unless what is beyond it is to be kept"
                            + " as a credit of the customer.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = PaymentView.class)))
    @Refuses(
            status = 409,
            code = "invoice_void",
            detail = "The invoice was voided at 2026-11-03T07:30:00Z: The customer ordered twice.")
    @Refuses(
            status = 409,
            code = "invoice_not_sent",
            detail = "The invoice is a draft: send it before payments are recorded.")
    @Refuses(
            status = 422,
            code = "currency_mismatch",
            detail = "amount.currency must be EUR, the currency of the invoice",
            field = "amount.currency",
            fieldMessage = "must be EUR, the currency of the invoice")
    @Refuses(
            status = 422,
            code = "exceeds_outstanding",
            detail = "amount.amount must be at most 142.68 EUR, which is what is outstanding",
            field = "amount.amount",
            fieldMessage = "must be at most 142.68 EUR, which is what is outstanding")
    @Refuses(
            status = 409,
            code = "period_locked",
            detail = "The books are closed up to 2026-10-31: nothing can be booked on 2026-10-30.")
    Mono<ResponseEntity<byte[]>> record(@PathVariable UUID id, @Valid @RequestBody RecordPayment body, Caller caller) {
        return commands.run(
                caller, () -> payments.receive(id, entered(body), caller).map(PaymentController::created));
    }

    @GetMapping("/invoices/{id}/payments")
    @Permission("payments:read")
    @Operation(summary = "List the payments of an invoice", description = "Sort: recordedAt, receivedOn.")
    Mono<Page<PaymentView>> ofInvoice(
            @PathVariable UUID id, @SortableBy({"recordedAt", "receivedOn"}) PageRequest page) {
        return invoices.requireExists(id).then(queries.list(Target.invoice(id), null, null, page));
    }

    @PostMapping("/bills/{id}/payments")
    @Permission("payments:write")
    @Operation(
            summary = "Record a payment to a supplier",
            description = "Of a bill that was sent; at most what is outstanding.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = PaymentView.class)))
    @Refuses(
            status = 409,
            code = "bill_void",
            detail = "The bill was voided at 2026-11-19T07:30:00Z: receipt_reversed.")
    @Refuses(status = 409, code = "bill_not_sent", detail = "The bill is a draft: send it before it is paid.")
    @Refuses(
            status = 422,
            code = "currency_mismatch",
            detail = "amount.currency must be EUR, the currency of the bill",
            field = "amount.currency",
            fieldMessage = "must be EUR, the currency of the bill")
    @Refuses(
            status = 422,
            code = "exceeds_outstanding",
            detail = "amount.amount must be at most 142.68 EUR, which is what is outstanding",
            field = "amount.amount",
            fieldMessage = "must be at most 142.68 EUR, which is what is outstanding")
    @Refuses(
            status = 409,
            code = "period_locked",
            detail = "The books are closed up to 2026-10-31: nothing can be booked on 2026-10-30.")
    Mono<ResponseEntity<byte[]>> pay(@PathVariable UUID id, @Valid @RequestBody RecordPayment body, Caller caller) {
        if (Boolean.TRUE.equals(body.keepExcess())) {
            throw Problem.invalid("keepExcess", "not_for_bills", "must be missing or false for a bill");
        }
        return commands.run(
                caller, () -> payments.pay(id, entered(body), caller).map(PaymentController::created));
    }

    @GetMapping("/bills/{id}/payments")
    @Permission("payments:read")
    @Operation(summary = "List the payments of a bill", description = "Sort: recordedAt, receivedOn.")
    Mono<Page<PaymentView>> ofBill(@PathVariable UUID id, @SortableBy({"recordedAt", "receivedOn"}) PageRequest page) {
        return bills.requireExists(id).then(queries.list(Target.bill(id), null, null, page));
    }

    @PostMapping("/payments/{id}/reverse")
    @Permission("payments:write")
    @Operation(
            summary = "Reverse a payment",
            description = "By a new entry of today, which is answered: what was paid is open again.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = PaymentView.class)))
    @Refuses(status = 409, code = "payment_already_reversed", detail = "The payment was reversed before.")
    @Refuses(status = 422, code = "exceeds_credit", detail = "The customer has a credit of 5.00 EUR only: it was used.")
    @Refuses(
            status = 409,
            code = "payment_is_reversal",
            detail = "The payment takes another one back: it cannot be reversed.")
    Mono<ResponseEntity<byte[]>> reverse(
            @PathVariable UUID id, @Valid @RequestBody ReversePayment body, Caller caller) {
        String reason = body.reason().strip();
        return commands.run(caller, () -> payments.reverse(id, reason, caller).map(PaymentController::created));
    }

    @GetMapping("/payments")
    @Permission("payments:read")
    @Operation(summary = "List payments", description = "Sort: recordedAt, receivedOn.")
    Mono<Page<PaymentView>> list(
            @RequestParam(required = false) UUID transferId,
            @RequestParam(required = false) UUID customerId,
            @SortableBy({"recordedAt", "receivedOn"}) PageRequest page) {
        return queries.list(null, transferId, customerId, page);
    }

    @PostMapping("/payments")
    @Permission("payments:write")
    @Operation(
            summary = "Record a transfer that pays several invoices",
            description = "A payment for each: all of them or none. The parts need not be in one currency.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = TransferView.class)))
    @Refuses(status = 404, code = "not_found", detail = "There is no invoice 0193f2c4-6c2f-7b41-9d66-3a7a2e1d8b04.")
    @Refuses(
            status = 409,
            code = "invoice_void",
            detail = "The invoice was voided at 2026-11-03T07:30:00Z: The customer ordered twice.")
    @Refuses(
            status = 409,
            code = "invoice_not_sent",
            detail = "The invoice is a draft: send it before payments are recorded.")
    @Refuses(
            status = 409,
            code = "period_locked",
            detail = "The books are closed up to 2026-10-31: nothing can be booked on 2026-10-30.")
    @Refuses(
            status = 422,
            code = "currency_mismatch",
            detail = "parts[0].amount.currency must be EUR, the currency of the invoice",
            field = "parts[0].amount.currency",
            fieldMessage = "must be EUR, the currency of the invoice")
    @Refuses(
            status = 422,
            code = "exceeds_outstanding",
            detail = "parts[0].amount.amount must be at most 142.68 EUR, which is what is outstanding",
            field = "parts[0].amount.amount",
            fieldMessage = "must be at most 142.68 EUR, which is what is outstanding")
    Mono<ResponseEntity<byte[]>> transfer(@Valid @RequestBody RecordTransfer body, Caller caller) {
        List<Transfers.Part> parts = body.parts().stream()
                .map(part -> new Transfers.Part(part.invoiceId(), part.amount()))
                .toList();
        if (parts.stream().map(Transfers.Part::invoiceId).distinct().count() < parts.size()) {
            throw Problem.invalid("parts", "repeated", "must not hold an invoice twice");
        }
        var entered = new Transfers.Entered(body.method(), body.reference(), body.receivedOn(), parts);
        return commands.run(caller, () -> transfers
                .receive(entered, caller)
                .map(transfer -> Answer.created("/api/v1/payments?transferId=" + transfer.transferId(), 1, transfer)));
    }

    @GetMapping("/payments/{id}")
    @Permission("payments:read")
    @Operation(summary = "Read a payment")
    Mono<ResponseEntity<PaymentView>> get(@PathVariable UUID id) {
        return queries.get(id)
                .map(payment -> ResponseEntity.ok().eTag(ETag.of(1)).body(payment));
    }

    private static Entered entered(RecordPayment body) {
        return new Entered(
                body.amount(),
                body.method(),
                body.reference(),
                body.receivedOn(),
                Boolean.TRUE.equals(body.keepExcess()));
    }

    private static Answer created(PaymentView payment) {
        return Answer.created("/api/v1/payments/" + payment.id(), 1, payment);
    }
}
