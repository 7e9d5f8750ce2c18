package dev.erp.finance.payment;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import dev.erp.finance.invoice.InvoiceQueries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Payments", description = "Money that came in for invoices")
class PaymentController {

    /**
     * @param amount more than zero, at most what is outstanding, in the invoice's currency
     * @param reference of the bank or the payer; 1 to 200 characters
     * @param receivedOn today or before; today if missing
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

            LocalDate receivedOn) {}

    private final Payments payments;
    private final InvoiceQueries invoices;
    private final Commands commands;

    PaymentController(Payments payments, InvoiceQueries invoices, Commands commands) {
        this.payments = payments;
        this.invoices = invoices;
        this.commands = commands;
    }

    @PostMapping("/invoices/{id}/payments")
    @Permission("payments:write")
    @Operation(summary = "Record a payment", description = "Of an invoice that was sent; at most what is outstanding.")
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
    Mono<ResponseEntity<byte[]>> record(@PathVariable UUID id, @Valid @RequestBody RecordPayment body, Caller caller) {
        return commands.run(caller, () -> payments.record(
                        id, body.amount(), body.method(), body.reference(), body.receivedOn(), caller)
                .map(payment -> Answer.created("/api/v1/payments/" + payment.id(), 1, payment)));
    }

    @GetMapping("/invoices/{id}/payments")
    @Permission("payments:read")
    @Operation(summary = "List the payments of an invoice", description = "Sort: recordedAt, receivedOn.")
    Mono<Page<PaymentView>> ofInvoice(
            @PathVariable UUID id, @SortableBy({"recordedAt", "receivedOn"}) PageRequest page) {
        return invoices.requireExists(id).then(payments.list(id, page));
    }

    @GetMapping("/payments")
    @Permission("payments:read")
    @Operation(summary = "List payments", description = "Sort: recordedAt, receivedOn.")
    Mono<Page<PaymentView>> list(@SortableBy({"recordedAt", "receivedOn"}) PageRequest page) {
        return payments.list(null, page);
    }

    @GetMapping("/payments/{id}")
    @Permission("payments:read")
    @Operation(summary = "Read a payment")
    Mono<ResponseEntity<PaymentView>> get(@PathVariable UUID id) {
        return payments.get(id)
                .map(payment -> ResponseEntity.ok().eTag(ETag.of(1)).body(payment));
    }
}
