package dev.erp.purchasing.order;

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
@RequestMapping("/api/v1/purchase-orders/{id}/process")
@Tag(name = "Purchase orders")
class ProcessController {

    private final PurchaseOrderCommands orders;
    private final PurchaseOrderQueries queries;
    private final Commands commands;

    ProcessController(PurchaseOrderCommands orders, PurchaseOrderQueries queries, Commands commands) {
        this.orders = orders;
        this.queries = queries;
        this.commands = commands;
    }

    @GetMapping
    @Permission("purchase-orders:read")
    @Operation(
            summary = "Read the process of a purchase order",
            description =
                    "Its steps so far with the quantities that they moved, what it waits for, and whether somebody"
                            + " should look at it.")
    Mono<PurchaseOrderProcess> process(@PathVariable UUID id) {
        return queries.process(id);
    }

    @PostMapping("/retry")
    @Permission("purchase-orders:write")
    @Operation(
            summary = "Ask again for what is overdue or was refused",
            description =
                    "For every receipt that asks for attention, because inventory or finance did not answer or inventory"
                            + " refused to book it. Who hears it twice does it once.")
    @ApiResponse(
            responseCode = "200",
            description = "The order, which waits again",
            content = @Content(schema = @Schema(implementation = PurchaseOrderView.class)))
    @Refuses(
            status = 409,
            code = "nothing_to_retry",
            detail = "Purchase order PO-2026-000009 waits for nothing that is overdue and could be asked for again.")
    @Refuses(
            status = 409,
            code = "receipt_not_needed",
            detail = "What receipt GR-2026-000012 would bring of line 1 (COF-ESP-1000) has come otherwise: abandon it.")
    Mono<ResponseEntity<byte[]>> retry(Caller caller, @PathVariable UUID id) {
        return commands.run(caller, () -> orders.retry(id, caller).map(ProcessController::answer));
    }

    /** @param reason for the timeline, and for those who undo what they did */
    record AbandonPurchaseOrder(
            @Schema(example = "The bill was entered by hand")
            @NotBlank(message = "must be given")
            @Size(max = 500, message = "must have at most 500 characters")
            @PlainText
            String reason) {}

    @PostMapping("/abandon")
    @Permission("purchase-orders:write")
    @Operation(
            summary = "Stop waiting for what is overdue",
            description = "For every receipt that asks for attention: one that inventory did not book is taken out, and"
                    + " inventory is asked to take it back should it book it yet; a bill that did not come, or was not"
                    + " voided, is waited for no more; a refusal is noted. What is being reversed can only be asked for"
                    + " again.")
    @ApiResponse(
            responseCode = "200",
            description = "The order, which does not wait for it any more",
            content = @Content(schema = @Schema(implementation = PurchaseOrderView.class)))
    @Refuses(
            status = 409,
            code = "nothing_to_abandon",
            detail = "Purchase order PO-2026-000009 waits for nothing that could be given up.")
    Mono<ResponseEntity<byte[]>> abandon(
            Caller caller, @PathVariable UUID id, @Valid @RequestBody AbandonPurchaseOrder abandon) {
        return commands.run(
                caller, () -> orders.abandon(id, abandon.reason(), caller).map(ProcessController::answer));
    }

    private static Answer answer(PurchaseOrder order) {
        PurchaseOrderView view = PurchaseOrderView.of(order);
        return new Answer(200, null, view.etag(), view);
    }
}
