package dev.erp.finance.payment;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.PlainText;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import dev.erp.finance.invoice.InvoiceQueries;
import dev.erp.finance.payment.Payment.Target;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
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

    /** @param reason for the file; 1 to 500 characters */
    record ReversePayment(
            @Schema(example = "The bank took it back")
            @NotBlank(message = "must be given")
            @Size(max = 500, message = "must be at most 500 characters")
            @PlainText
            String reason) {}

    private final Payments payments;
    private final PaymentQueries queries;
    private final InvoiceQueries invoices;
    private final Commands commands;

    PaymentController(Payments payments, PaymentQueries queries, InvoiceQueries invoices, Commands commands) {
        this.payments = payments;
        this.queries = queries;
        this.invoices = invoices;
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
    @RefusesOfPaying
    Mono<ResponseEntity<byte[]>> record(@PathVariable UUID id, @Valid @RequestBody RecordPayment body, Caller caller) {
        return commands.run(
                caller, () -> payments.receive(id, body.entered(), caller).map(PaymentView::created));
    }

    @GetMapping("/invoices/{id}/payments")
    @Permission("payments:read")
    @Operation(summary = "List the payments of an invoice", description = "Sort: recordedAt, receivedOn.")
    Mono<Page<PaymentView>> ofInvoice(
            @PathVariable UUID id, @SortableBy({"recordedAt", "receivedOn"}) PageRequest page) {
        return invoices.requireExists(id).then(queries.list(Target.invoice(id), null, null, page));
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
        return commands.run(caller, () -> payments.reverse(id, reason, caller).map(PaymentView::created));
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

    @GetMapping("/payments/{id}")
    @Permission("payments:read")
    @Operation(summary = "Read a payment")
    Mono<ResponseEntity<PaymentView>> get(@PathVariable UUID id) {
        return queries.get(id)
                .map(payment -> ResponseEntity.ok().eTag(ETag.of(1)).body(payment));
    }
}
