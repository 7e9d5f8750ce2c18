package dev.erp.finance.invoice;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Refuses;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.document.EnteredLine;
import dev.erp.finance.invoice.FreeInvoices.Entered;
import dev.erp.finance.rate.ExchangeRates;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Invoices", description = "From sales orders, or free ones")
class FreeInvoiceController {

    /**
     * @param currency ISO 4217; the customer's if missing
     * @param exchangeRate units of the base currency for one of the invoice's, more than 0, with at most 6 decimals; only, and at the
     *     latest when it is sent, for another currency than the base currency
     * @param paymentTermDays from the day of sending, 0 to 365; the customer's if missing
     * @param endOfMonth the due date is the last day of the month in which these days end
     * @param rounding {@code half_up_per_line} (if missing) or {@code half_up_in_total}
     * @param lines 1 to 500
     */
    @Schema(name = "DraftFreeInvoice")
    record DraftFreeInvoice(
            @Schema(example = "0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01") @NotNull(message = "must be given")
            UUID customerId,

            @Schema(example = "EUR") Currency currency,

            @Schema(example = "0.92", description = "Decimal in a string")
            BigDecimal exchangeRate,

            @Schema(example = "14")
            @Min(value = 0, message = "must be 0 to 365")
            @Max(value = 365, message = "must be 0 to 365")
            Integer paymentTermDays,

            @Schema(example = "false") Boolean endOfMonth,

            @Schema(
                    example = "half_up_per_line",
                    allowableValues = {"half_up_per_line", "half_up_in_total"})
            @Pattern(
                    regexp = "half_up_per_line|half_up_in_total",
                    message = "must be half_up_per_line or half_up_in_total")
            String rounding,

            @NotNull(message = "must be given") @Size(min = 1, max = 500, message = "must be 1 to 500 lines")
            List<@Valid @NotNull(message = "must be given") EnteredLine> lines) {}

    private final FreeInvoices free;
    private final ExchangeRates rates;
    private final Commands commands;
    private final BusinessCalendar calendar;

    FreeInvoiceController(FreeInvoices free, ExchangeRates rates, Commands commands, BusinessCalendar calendar) {
        this.free = free;
        this.rates = rates;
        this.commands = commands;
        this.calendar = calendar;
    }

    @PostMapping("/api/v1/invoices")
    @Permission("invoices:write")
    @Operation(
            summary = "Draft a free invoice",
            description = "Without a sales order, for a customer that sales knows. The amounts are computed; see"
                    + " `GET /invoices/{id}/calculation`.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = InvoiceView.class)))
    @Refuses(status = 409, code = "customer_inactive", detail = "The customer C-000017 is not active any more.")
    @Refuses(
            status = 422,
            code = "unknown_customer",
            detail = "customerId must be a customer that there is",
            field = "customerId",
            fieldMessage = "must be a customer that there is")
    @Refuses(
            status = 422,
            code = "exchange_rate_in_base_currency",
            detail = "exchangeRate must be missing: EUR is the base currency",
            field = "exchangeRate",
            fieldMessage = "must be missing: EUR is the base currency")
    Mono<ResponseEntity<byte[]>> draft(@Valid @RequestBody DraftFreeInvoice body, Caller caller) {
        Entered entered = new Entered(
                body.customerId(),
                body.currency(),
                rates.check(body.exchangeRate()),
                body.paymentTermDays(),
                Boolean.TRUE.equals(body.endOfMonth()),
                EnteredLine.rounding(body.rounding()),
                body.lines());
        return commands.run(caller, () -> free.draft(entered, caller::inProcess)
                .doOnNext(draft -> rates.requireFits(
                        draft.invoice().currency(), draft.invoice().terms().exchangeRate()))
                .map(draft -> Answer.created(
                        "/api/v1/invoices/" + draft.invoice().id(),
                        1,
                        InvoiceView.of(draft.invoice(), draft.lines(), calendar.today()))));
    }
}
