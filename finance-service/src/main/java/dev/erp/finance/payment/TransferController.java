package dev.erp.finance.payment;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.PlainText;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Payments", description = "Money that came in for invoices, and went out for bills")
class TransferController {

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
            @PlainText
            String reference,

            LocalDate receivedOn,

            @NotNull(message = "must be given") @Size(min = 1, max = 100, message = "must be 1 to 100 invoices")
            List<@Valid @NotNull(message = "must be given") TransferPart> parts) {}

    private final Transfers transfers;
    private final Commands commands;

    TransferController(Transfers transfers, Commands commands) {
        this.transfers = transfers;
        this.commands = commands;
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
}
