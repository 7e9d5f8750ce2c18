package dev.erp.purchasing.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.PlainText;
import dev.erp.chassis.web.Refuses;
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
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/purchase-orders/{id}")
@Tag(name = "Purchase orders")
class AgreementController {

    private final PurchaseOrderCommands orders;
    private final Commands commands;

    AgreementController(PurchaseOrderCommands orders, Commands commands) {
        this.orders = orders;
        this.commands = commands;
    }

    @PostMapping("/submit")
    @Permission("purchase-orders:write")
    @Operation(
            summary = "Submit a draft",
            description =
                    "It cannot be changed any more. Up to the limit (its gross in the base currency) it is approved at"
                            + " once; above it waits for somebody who had no hand in it.")
    @ApiResponse(
            responseCode = "200",
            description = "The order, submitted or approved",
            content = @Content(schema = @Schema(implementation = PurchaseOrderView.class)))
    @Refuses(
            status = 409,
            code = "order_is_approved",
            detail = "Purchase order PO-2026-000009 is approved and cannot be submitted.")
    @Refuses(
            status = 422,
            code = "exchange_rate_missing",
            detail = "Purchase order PO-2026-000009 is in USD: say how many EUR one USD costs.",
            field = "exchangeRate")
    @Refuses(
            status = 422,
            code = "supplier_inactive",
            detail = "Supplier V-000004 is inactive: nothing can be ordered there.",
            field = "supplierId")
    Mono<ResponseEntity<byte[]>> submit(Caller caller, @PathVariable UUID id) {
        return answer(caller, orders.submit(id, caller));
    }

    @PostMapping("/approve")
    @Permission("purchase-orders:approve")
    @Operation(
            summary = "Approve a submitted order",
            description = "Above the limit by somebody who neither drafted, changed nor submitted it.")
    @ApiResponse(
            responseCode = "200",
            description = "The order, approved",
            content = @Content(schema = @Schema(implementation = PurchaseOrderView.class)))
    @Refuses(
            status = 403,
            code = "own_order",
            detail =
                    "Purchase order PO-2026-000009 is worth 4879.20 EUR, more than the limit of 1000.00 EUR: somebody who had"
                            + " no hand in it must approve it.")
    @Refuses(
            status = 409,
            code = "order_is_draft",
            detail = "Purchase order PO-2026-000009 is draft and cannot be approved.")
    Mono<ResponseEntity<byte[]>> approve(Caller caller, @PathVariable UUID id) {
        return answer(caller, orders.approve(id, caller));
    }

    /**
     * @param reason for the timeline, and for those who expect the goods
     * @param lines so much of them; of all of them what is open if not given
     */
    record CancelPurchaseOrder(
            @Schema(example = "The supplier cannot deliver the rest")
            @NotBlank(message = "must be given")
            @Size(max = 500, message = "must have at most 500 characters")
            @PlainText
            String reason,

            @Size(max = 500, message = "must have at most 500 lines")
            List<@NotNull(message = "must not be null") @Valid CancelledLine> lines) {

        CancelPurchaseOrder {
            lines = lines == null ? List.of() : lines;
        }
    }

    /** So much of a line. */
    @Schema(name = "CancelledPurchaseOrderLine")
    record CancelledLine(
            @Schema(example = "1")
            @NotNull(message = "must be given")
            @Min(value = 1, message = "must be 1 to 500")
            @Max(value = 500, message = "must be 1 to 500")
            Integer line,

            @Schema(example = "16", minimum = "0.001", maximum = "1000000") @NotNull(message = "must be given") @Amount
            Quantity quantity) {}

    @PostMapping("/cancel")
    @Permission("purchase-orders:write")
    @Operation(
            summary = "Cancel what is open of an order",
            description = "What is in stock, or counted at the door, stays. If nothing came of the whole order it is"
                    + " cancelled; otherwise it goes on with what came.")
    @ApiResponse(
            responseCode = "200",
            description = "The order without what was open",
            content = @Content(schema = @Schema(implementation = PurchaseOrderView.class)))
    @Refuses(
            status = 409,
            code = "order_is_completed",
            detail = "Purchase order PO-2026-000009 is completed and cannot be cancelled: nothing of it is open.")
    @Refuses(
            status = 409,
            code = "order_is_draft",
            detail = "Purchase order PO-2026-000009 is draft and cannot be cancelled in part: change it instead.")
    @Refuses(
            status = 422,
            code = "more_than_open",
            detail = "Of line 1 (COF-ESP-1000) only 16 are open.",
            field = "lines[0].quantity")
    @Refuses(
            status = 422,
            code = "unknown_line",
            detail = "Purchase order PO-2026-000009 has 1 lines, no line 2.",
            field = "lines[0].line")
    @Refuses(
            status = 422,
            code = "too_many_decimals",
            detail = "COF-ESP-1000 is counted in the unit piece with 0 decimals.",
            field = "lines[0].quantity")
    Mono<ResponseEntity<byte[]>> cancel(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody CancelPurchaseOrder cancel) {
        List<Agreeing.LineQuantity> lines = cancel.lines().stream()
                .map(line -> new Agreeing.LineQuantity(line.line(), line.quantity()))
                .toList();
        return answer(caller, orders.cancel(id, lines, cancel.reason(), caller));
    }

    private Mono<ResponseEntity<byte[]>> answer(Caller caller, Mono<PurchaseOrder> order) {
        return commands.run(
                caller, () -> order.map(PurchaseOrderView::of).map(view -> new Answer(200, null, view.etag(), view)));
    }
}
