package dev.erp.purchasing.order;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.MergePatchOf;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/purchase-orders")
@Tag(
        name = "Purchase orders",
        description = "From draft to bill: draft, submitted, approved, partly_received, received, billed, completed; or"
                + " cancelled. The status follows from the quantities of the lines; nobody sets it.")
class PurchaseOrderController {

    private final DraftingPurchaseOrders drafting;
    private final PurchaseOrderQueries queries;
    private final Commands commands;

    PurchaseOrderController(DraftingPurchaseOrders drafting, PurchaseOrderQueries queries, Commands commands) {
        this.drafting = drafting;
        this.queries = queries;
        this.commands = commands;
    }

    @PostMapping
    @Permission("purchase-orders:write")
    @Operation(
            summary = "Draft a purchase order",
            description =
                    "Prices that are not given are those agreed with the supplier. Until it is submitted it may be"
                            + " changed; nobody is told to deliver.")
    @ApiResponse(
            responseCode = "201",
            description = "The order, a draft",
            content = @Content(schema = @Schema(implementation = PurchaseOrderView.class)))
    @RefusesDrafts
    Mono<ResponseEntity<byte[]>> draft(Caller caller, @Valid @RequestBody DraftDetails order) {
        return commands.run(caller, () -> drafting.draft(order, caller)
                .map(PurchaseOrderView::of)
                .map(view -> new Answer(201, "/api/v1/purchase-orders/" + view.id(), view.etag(), view)));
    }

    @GetMapping
    @Permission("purchase-orders:read")
    @Operation(
            summary = "List purchase orders",
            description =
                    "Sortable by createdAt (newest first is the default) and number; q searches number, name of the"
                            + " supplier, and the supplier's reference.")
    Mono<Page<PurchaseOrderView.Summary>> list(
            @SortableBy({"createdAt", "number"}) PageRequest page,
            @RequestParam(required = false)
                    @Schema(
                            allowableValues = {
                                "draft",
                                "submitted",
                                "approved",
                                "partly_received",
                                "received",
                                "billed",
                                "completed",
                                "cancelled"
                            })
                    String status,
            @RequestParam(required = false) UUID supplierId,
            @RequestParam(required = false) Boolean attention,
            @RequestParam(required = false) Instant createdFrom,
            @RequestParam(required = false) Instant createdTo,
            @RequestParam(required = false) String q) {
        return queries.list(
                new PurchaseOrderQueries.Filter(status(status), supplierId, attention, q, createdFrom, createdTo),
                page);
    }

    private static PurchaseOrderStatus status(String code) {
        return code == null
                ? null
                : PurchaseOrderStatus.ofCode(code)
                        .orElseThrow(() -> Problem.invalid(
                                "status",
                                "unknown",
                                "must be draft, submitted, approved, partly_received, received, billed, completed or"
                                        + " cancelled"));
    }

    @GetMapping("/{id}")
    @Permission("purchase-orders:read")
    @Operation(summary = "Read a purchase order")
    Mono<ResponseEntity<PurchaseOrderView>> read(@PathVariable UUID id) {
        return queries.view(id)
                .map(view -> ResponseEntity.ok().eTag(view.etag()).body(view));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/json", "application/merge-patch+json"})
    @Permission("purchase-orders:write")
    @Operation(
            summary = "Change a draft",
            description = "A JSON merge patch (RFC 7396) of the fields of POST; lines are given whole.")
    @ApiResponse(
            responseCode = "200",
            description = "The order after the change",
            content = @Content(schema = @Schema(implementation = PurchaseOrderView.class)))
    @Refuses(
            status = 409,
            code = "order_is_approved",
            detail = "Purchase order PO-2026-000009 is approved and cannot be changed.")
    @RefusesDrafts
    Mono<ResponseEntity<byte[]>> change(
            Caller caller,
            @PathVariable UUID id,
            IfMatch ifMatch,
            @MergePatchOf(value = DraftDetails.class, example = "{\"supplierReference\": \"A-2026-1178\"}") @RequestBody
                    JsonNode patch) {
        return answer(caller, drafting.change(id, ifMatch, patch, caller));
    }

    private Mono<ResponseEntity<byte[]>> answer(Caller caller, Mono<PurchaseOrder> order) {
        return commands.run(
                caller, () -> order.map(PurchaseOrderView::of).map(view -> new Answer(200, null, view.etag(), view)));
    }
}
