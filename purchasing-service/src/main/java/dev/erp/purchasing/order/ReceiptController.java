package dev.erp.purchasing.order;

import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Outcomes;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.PlainText;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
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
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/purchase-orders/{id}/receipts")
@Tag(name = "Purchase orders")
class ReceiptController {

    private final PurchaseOrderCommands orders;
    private final PurchaseOrderQueries queries;
    private final Outcomes outcomes;
    private final Commands commands;

    ReceiptController(
            PurchaseOrderCommands orders, PurchaseOrderQueries queries, Outcomes outcomes, Commands commands) {
        this.orders = orders;
        this.queries = queries;
        this.outcomes = outcomes;
        this.commands = commands;
    }

    @PostMapping
    @Permission("purchase-orders:receive")
    @Operation(
            summary = "Record goods that came",
            description =
                    "inventory books what was accepted, and fills sales orders that waited for it; finance drafts the"
                            + " bill. With Prefer: wait=N the answer waits up to N seconds (at most 10) until it is booked.")
    @ApiResponse(
            responseCode = "201",
            description = "The receipt",
            content = @Content(schema = @Schema(implementation = ReceiptView.class)))
    @Parameter(
            in = ParameterIn.HEADER,
            name = "Prefer",
            description = "How many seconds the answer waits for the outcome, at most 10 (RFC 7240)",
            schema = @Schema(type = "string"),
            example = "wait=5")
    @Refuses(
            status = 409,
            code = "order_is_draft",
            detail = "Purchase order PO-2026-000009 is draft and cannot take in goods.")
    @Refuses(
            status = 409,
            code = "order_is_submitted",
            detail = "Purchase order PO-2026-000009 is submitted and cannot take in goods.")
    @Refuses(
            status = 409,
            code = "order_is_cancelled",
            detail = "Purchase order PO-2026-000009 is cancelled and cannot take in goods.")
    @Refuses(
            status = 409,
            code = "too_many_receipts",
            detail = "Purchase order PO-2026-000009 has 200 receipts, and no order has more.")
    @Refuses(
            status = 422,
            code = "over_receipt",
            detail =
                    "Of line 1 (COF-ESP-1000) 40 are wanted and 24 have come: with a tolerance of 5 % at most 18 can be"
                            + " accepted.",
            field = "lines[0].accepted")
    @Refuses(
            status = 422,
            code = "nothing_received",
            detail = "Of line 1 nothing came: leave it out.",
            field = "lines[0]")
    @Refuses(
            status = 422,
            code = "unknown_line",
            detail = "Purchase order PO-2026-000009 has 1 lines, no line 2.",
            field = "lines[0].line")
    @Refuses(status = 422, code = "repeated_line", detail = "Line 1 is named more than once.", field = "lines[1].line")
    @Refuses(
            status = 422,
            code = "too_many_decimals",
            detail = "COF-ESP-1000 is counted in the unit piece with 0 decimals.",
            field = "lines[0].accepted")
    Mono<ResponseEntity<byte[]>> record(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody RecordReceipt counted) {
        UUID receiptId = Ids.next();
        String location = "/api/v1/purchase-orders/" + id + "/receipts/" + receiptId;
        return commands.run(caller, () -> orders.receive(id, counted.delivery(receiptId), caller)
                        .map(order -> ReceiptView.of(order, order.receipt(receiptId)))
                        .map(view -> new Answer(201, location, view.etag(), view)))
                .flatMap(response -> outcome(caller, id, receiptId, Receipt.State.RECORDED, response));
    }

    @GetMapping
    @Permission("purchase-orders:read")
    @Operation(
            summary = "List the receipts of a purchase order",
            description = "Sortable by receivedAt (newest first is the default) and number.")
    Mono<Page<ReceiptView>> list(@PathVariable UUID id, @SortableBy({"receivedAt", "number"}) PageRequest page) {
        return queries.receipts(id, page);
    }

    @GetMapping("/{receiptId}")
    @Permission("purchase-orders:read")
    @Operation(summary = "Read a receipt")
    Mono<ResponseEntity<ReceiptView>> read(@PathVariable UUID id, @PathVariable UUID receiptId) {
        return queries.receipt(id, receiptId)
                .map(view -> ResponseEntity.ok().eTag(view.etag()).body(view));
    }

    /** @param reason for the timeline, and for those who undo what they did for the receipt */
    record ReverseReceipt(
            @Schema(example = "The supplier sent the wrong beans")
            @NotBlank(message = "must be given")
            @Size(max = 500, message = "must have at most 500 characters")
            @PlainText
            String reason) {}

    @PostMapping("/{receiptId}/reverse")
    @Permission("purchase-orders:receive")
    @Operation(
            summary = "Reverse a receipt",
            description =
                    "inventory takes its goods out of stock if they are still there and nobody has them reserved, and"
                            + " finance voids its bill; otherwise it stays as it was. With Prefer: wait=N the answer waits up to N"
                            + " seconds (at most 10) until that is decided.")
    @ApiResponse(
            responseCode = "200",
            description = "The receipt",
            content = @Content(schema = @Schema(implementation = ReceiptView.class)))
    @Parameter(
            in = ParameterIn.HEADER,
            name = "Prefer",
            description = "How many seconds the answer waits for the outcome, at most 10 (RFC 7240)",
            schema = @Schema(type = "string"),
            example = "wait=5")
    @Refuses(
            status = 409,
            code = "receipt_not_in_stock",
            detail = "Receipt GR-2026-000012 is reversed: only one that is in stock can be reversed.")
    Mono<ResponseEntity<byte[]>> reverse(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable UUID receiptId,
            @Valid @RequestBody ReverseReceipt reverse) {
        return commands.run(caller, () -> orders.reverse(id, receiptId, reverse.reason(), caller)
                        .map(order -> ReceiptView.of(order, order.receipt(receiptId)))
                        .map(view -> new Answer(200, null, view.etag(), view)))
                .flatMap(response -> outcome(caller, id, receiptId, Receipt.State.REVERSING, response));
    }

    /** At once, or with {@code Prefer: wait=N} when the receipt has left this state or N seconds are over. */
    private Mono<ResponseEntity<byte[]>> outcome(
            Caller caller, UUID id, UUID receiptId, Receipt.State undecided, ResponseEntity<byte[]> done) {
        return commands.awaited(
                caller,
                done,
                outcomes.await(
                        id, caller.patience(), queries.receipt(id, receiptId), view -> view.state() != undecided),
                view -> new Answer(200, null, view.etag(), view));
    }
}
