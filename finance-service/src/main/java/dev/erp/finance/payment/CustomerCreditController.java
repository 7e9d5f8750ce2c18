package dev.erp.finance.payment;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.PlainText;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import dev.erp.finance.payment.Payments.Entered;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
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
@RequestMapping("/api/v1/customer-credits")
@Tag(name = "Customer credits", description = "What customers paid beyond what was outstanding")
class CustomerCreditController {

    /** @param amount more than zero, at most what is outstanding of the invoice, and what the credit has */
    @Schema(name = "ApplyCredit")
    record ApplyCredit(
            @Schema(example = "0193f2c4-6c2f-7b41-9d66-3a7a2e1d8b04") @NotNull(message = "must be given")
            UUID invoiceId,

            @Schema(example = "EUR 7.32") @NotNull(message = "must be given")
            Money amount) {}

    /**
     * @param amount more than zero, at most what the credit has
     * @param reference of the bank; 1 to 200 characters
     * @param refundedOn today or before; today if missing
     */
    @Schema(name = "RefundCredit")
    record RefundCredit(
            @Schema(example = "EUR 7.32") @NotNull(message = "must be given")
            Money amount,

            @Schema(example = "bank_transfer") @NotNull(message = "must be given")
            PaymentMethod method,

            @Schema(example = "Refund C-000017")
            @Size(min = 1, max = 200, message = "must be 1 to 200 characters")
            @PlainText
            String reference,

            LocalDate refundedOn) {}

    private final CustomerCredits credits;
    private final Commands commands;

    CustomerCreditController(CustomerCredits credits, Commands commands) {
        this.credits = credits;
        this.commands = commands;
    }

    @GetMapping
    @Permission("payments:read")
    @Operation(
            summary = "List the credits of customers",
            description = "One for each customer and currency; `GET /payments?customerId=` lists what made it. Sort:"
                    + " changedAt.")
    Mono<Page<CustomerCreditView>> list(
            @RequestParam(required = false) UUID customerId, @SortableBy("changedAt") PageRequest page) {
        return credits.list(customerId, page);
    }

    @PostMapping("/{customerId}/apply")
    @Permission("payments:write")
    @Operation(summary = "Pay an invoice from the credit of its customer")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = PaymentView.class)))
    @Refuses(status = 404, code = "not_found", detail = "There is no invoice 0193f2c4-6c2f-7b41-9d66-3a7a2e1d8b04.")
    @RefusesOfPaying
    @Refuses(
            status = 422,
            code = "other_customers_invoice",
            detail = "invoiceId must be an invoice of the customer",
            field = "invoiceId",
            fieldMessage = "must be an invoice of the customer")
    @Refuses(
            status = 422,
            code = "exceeds_credit",
            detail = "amount.amount must be at most 7.32 EUR, which is the credit of the customer",
            field = "amount.amount",
            fieldMessage = "must be at most 7.32 EUR, which is the credit of the customer")
    Mono<ResponseEntity<byte[]>> apply(
            @PathVariable UUID customerId, @Valid @RequestBody ApplyCredit body, Caller caller) {
        return commands.run(caller, () -> credits.apply(customerId, body.invoiceId(), body.amount(), caller)
                .map(PaymentView::created));
    }

    @PostMapping("/{customerId}/refund")
    @Permission("payments:write")
    @Operation(summary = "Give a credit back to its customer")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = PaymentView.class)))
    @Refuses(
            status = 409,
            code = "period_locked",
            detail = "The books are closed up to 2026-10-31: nothing can be booked on 2026-10-30.")
    @Refuses(
            status = 422,
            code = "exceeds_credit",
            detail = "amount.amount must be at most 7.32 EUR, which is the credit of the customer",
            field = "amount.amount",
            fieldMessage = "must be at most 7.32 EUR, which is the credit of the customer")
    @Refuses(
            status = 422,
            code = "exchange_rate_missing",
            detail = "No rate of USD is known on 2026-11-23, or before: enter what one USD costs in EUR with PUT"
                    + " /api/v1/exchange-rates/USD/2026-11-23.")
    Mono<ResponseEntity<byte[]>> refund(
            @PathVariable UUID customerId, @Valid @RequestBody RefundCredit body, Caller caller) {
        var entered = new Entered(body.amount(), body.method(), body.reference(), body.refundedOn(), false);
        return commands.run(
                caller, () -> credits.refund(customerId, entered, caller).map(PaymentView::created));
    }
}
