package dev.erp.finance.bill;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.PlainText;
import dev.erp.chassis.web.Refuses;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.bill.Bill.Draft;
import dev.erp.finance.bill.BillsByHand.Entered;
import dev.erp.finance.document.EnteredLine;
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
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/bills")
@Tag(name = "Bills", description = "What suppliers are owed: one per receipt of goods, or entered by hand")
class BillsByHandController {

    /**
     * @param supplierNumber the supplier's own number of the bill, unique for the supplier whatever its case; 1 to 64 characters
     * @param purchaseOrderId an approved purchase order of the supplier; missing when it is for none
     * @param currency ISO 4217; the supplier's if missing
     * @param exchangeRate units of the base currency for one of the bill's, more than 0, with at most 6 decimals; only for another
     *     currency than the base currency
     * @param paymentTermDays from the day of sending, 0 to 365; the supplier's if missing
     * @param endOfMonth the due date is the last day of the month in which these days end
     * @param rounding {@code half_up_per_line} (if missing) or {@code half_up_in_total}
     * @param lines 1 to 500
     */
    @Schema(name = "DraftBill")
    record DraftBill(
            @Schema(example = "0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c04") @NotNull(message = "must be given")
            UUID supplierId,

            @Schema(example = "RE-10291")
            @NotBlank(message = "must be given")
            @Size(max = 64, message = "must be at most 64 characters")
            @PlainText
            String supplierNumber,

            @Schema(example = "0193f2c4-b185-7096-8cbb-8fcf72de2009")
            UUID purchaseOrderId,

            @Schema(example = "EUR") Currency currency,

            @Schema(example = "0.92", description = "Decimal in a string")
            BigDecimal exchangeRate,

            @Schema(example = "30")
            @Min(value = 0, message = "must be 0 to 365")
            @Max(value = 365, message = "must be 0 to 365")
            Integer paymentTermDays,

            @Schema(example = "true") Boolean endOfMonth,

            @Schema(
                    example = "half_up_in_total",
                    allowableValues = {"half_up_per_line", "half_up_in_total"})
            @Pattern(
                    regexp = "half_up_per_line|half_up_in_total",
                    message = "must be half_up_per_line or half_up_in_total")
            String rounding,

            @NotNull(message = "must be given") @Size(min = 1, max = 500, message = "must be 1 to 500 lines")
            List<@Valid @NotNull(message = "must be given") EnteredLine> lines) {}

    /** @param supplierNumber the supplier's own number of the bill, unique for the supplier whatever its case; 1 to 64 characters */
    @Schema(name = "DraftBillOfReceipt")
    record DraftBillOfReceipt(
            @Schema(example = "0193f2c4-c296-71a7-9dcc-90e083ef310b") @NotNull(message = "must be given")
            UUID receiptId,

            @Schema(example = "RE-10291")
            @Pattern(regexp = "[^\\x00]*[^\\s\\x00][^\\x00]*", message = "must not be blank or contain NUL")
            @Size(max = 64, message = "must be at most 64 characters")
            String supplierNumber) {}

    private final BillsByHand byHand;
    private final ExchangeRates rates;
    private final Commands commands;
    private final BusinessCalendar calendar;

    BillsByHandController(BillsByHand byHand, ExchangeRates rates, Commands commands, BusinessCalendar calendar) {
        this.byHand = byHand;
        this.rates = rates;
        this.commands = commands;
        this.calendar = calendar;
    }

    @PostMapping
    @Permission("bills:write")
    @Operation(
            summary = "Draft a bill by hand",
            description = "As the supplier wrote it, with the supplier's own number: a second bill with it is refused,"
                    + " unless the first one was voided.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = BillView.class)))
    @Refuses(
            status = 409,
            code = "duplicate_supplier_number",
            detail = "Another bill of this supplier has the number RE-10291.")
    @Refuses(status = 409, code = "supplier_inactive", detail = "The supplier V-000003 is not active any more.")
    @Refuses(
            status = 422,
            code = "unknown_supplier",
            detail = "supplierId must be a supplier that there is",
            field = "supplierId",
            fieldMessage = "must be a supplier that there is")
    @Refuses(
            status = 422,
            code = "unknown_purchase_order",
            detail = "purchaseOrderId must be a purchase order that was approved",
            field = "purchaseOrderId",
            fieldMessage = "must be a purchase order that was approved")
    @Refuses(
            status = 422,
            code = "other_suppliers_order",
            detail = "purchaseOrderId must be an order of the supplier; PO-2026-000003 is another supplier's",
            field = "purchaseOrderId",
            fieldMessage = "must be an order of the supplier; PO-2026-000003 is another supplier's")
    @Refuses(
            status = 422,
            code = "exchange_rate_in_base_currency",
            detail = "exchangeRate must be missing: EUR is the base currency",
            field = "exchangeRate",
            fieldMessage = "must be missing: EUR is the base currency")
    Mono<ResponseEntity<byte[]>> draft(@Valid @RequestBody DraftBill body, Caller caller) {
        Entered entered = new Entered(
                body.supplierId(),
                body.supplierNumber().strip(),
                body.purchaseOrderId(),
                body.currency(),
                rates.check(body.exchangeRate()),
                body.paymentTermDays(),
                Boolean.TRUE.equals(body.endOfMonth()),
                EnteredLine.rounding(body.rounding()),
                body.lines());
        return commands.run(caller, () -> byHand.draft(entered, caller::inProcess)
                .doOnNext(draft -> rates.requireFits(
                        draft.bill().currency(), draft.bill().terms().exchangeRate()))
                .map(this::created));
    }

    @PostMapping("/from-receipt")
    @Permission("bills:write")
    @Operation(
            summary = "Draft the bill of a receipt again",
            description = "After it was voided by hand: over the same goods and amounts.")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = BillView.class)))
    @Refuses(
            status = 409,
            code = "receipt_has_bill",
            detail = "The receipt has the bill 0193f2c4-a074-7f85-9baa-7ebe61cd1f08.")
    @Refuses(status = 409, code = "receipt_reversed", detail = "Receipt GR-2026-000005 was reversed.")
    @Refuses(
            status = 409,
            code = "duplicate_supplier_number",
            detail = "Another bill of this supplier has the number RE-10291.")
    @Refuses(
            status = 422,
            code = "unknown_receipt",
            detail = "receiptId must be a receipt of goods that had a bill",
            field = "receiptId",
            fieldMessage = "must be a receipt of goods that had a bill")
    Mono<ResponseEntity<byte[]>> draftAgain(@Valid @RequestBody DraftBillOfReceipt body, Caller caller) {
        String number =
                body.supplierNumber() == null ? null : body.supplierNumber().strip();
        return commands.run(caller, () -> byHand.draftAgain(body.receiptId(), number, caller::inProcess)
                .map(this::created));
    }

    private Answer created(Draft draft) {
        return Answer.created(
                "/api/v1/bills/" + draft.bill().id(), 1, BillView.of(draft.bill(), draft.lines(), calendar.today()));
    }
}
