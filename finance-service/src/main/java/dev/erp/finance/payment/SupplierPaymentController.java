package dev.erp.finance.payment;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import dev.erp.finance.bill.BillQueries;
import dev.erp.finance.payment.Payment.Target;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
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
@Tag(name = "Payments", description = "Money that came in for invoices, and went out for bills")
class SupplierPaymentController {

    private final Payments payments;
    private final PaymentQueries queries;
    private final BillQueries bills;
    private final Commands commands;

    SupplierPaymentController(Payments payments, PaymentQueries queries, BillQueries bills, Commands commands) {
        this.payments = payments;
        this.queries = queries;
        this.bills = bills;
        this.commands = commands;
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
                caller, () -> payments.pay(id, body.entered(), caller).map(PaymentView::created));
    }

    @GetMapping("/bills/{id}/payments")
    @Permission("payments:read")
    @Operation(summary = "List the payments of a bill", description = "Sort: recordedAt, receivedOn.")
    Mono<Page<PaymentView>> ofBill(@PathVariable UUID id, @SortableBy({"recordedAt", "receivedOn"}) PageRequest page) {
        return bills.requireExists(id).then(queries.list(Target.bill(id), null, null, page));
    }
}
