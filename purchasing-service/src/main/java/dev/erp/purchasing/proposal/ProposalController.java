package dev.erp.purchasing.proposal;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Refuses;
import dev.erp.purchasing.order.DraftingPurchaseOrders;
import dev.erp.purchasing.supplier.Sellers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
@RequestMapping("/api/v1/purchase-proposals")
@Tag(
        name = "Purchase proposals",
        description = "What should be bought because its stock has fallen below its reorder level, and from whom.")
class ProposalController {

    private final Shortages shortages;
    private final DraftingPurchaseOrders drafting;
    private final Sellers sellers;
    private final Commands commands;

    ProposalController(Shortages shortages, DraftingPurchaseOrders drafting, Sellers sellers, Commands commands) {
        this.shortages = shortages;
        this.drafting = drafting;
        this.sellers = sellers;
        this.commands = commands;
    }

    @GetMapping
    @Permission("purchase-orders:read")
    @Operation(
            summary = "List what should be ordered, by supplier",
            description = "At most 500 products, those that are short for longest; what is on its way counts, drafts"
                    + " included. The supplier is the cheapest active one who sells the product: in the base currency if"
                    + " anybody does. Products that nobody sells come without a supplier.")
    Mono<Proposal.All> list() {
        return shortages.find().map(Proposal::of).map(Proposal.All::new);
    }

    /** @param warehouseId needed when the supplier's products are short in several warehouses */
    record OrderProposal(
            @Schema(example = "0193f2c4-4a10-7e55-8b20-1c9d7f3e5a01")
            UUID warehouseId) {}

    /** The draft that was made. */
    @Schema(name = "ProposedPurchaseOrder")
    record Ordered(
            @Schema(example = "0193f2c4-6d2a-7b44-9e10-5a3c8f7d2b01")
            UUID purchaseOrderId,

            @Schema(example = "PO-2026-000009") String number) {}

    @PostMapping("/{supplierId}/order")
    @Permission("purchase-orders:write")
    @Operation(
            summary = "Draft the order that is proposed",
            description = "At the prices that were agreed with the supplier. It is a draft: look at it and submit it.")
    @ApiResponse(
            responseCode = "201",
            description = "The draft",
            content = @Content(schema = @Schema(implementation = Ordered.class)))
    @Refuses(
            status = 409,
            code = "nothing_proposed",
            detail = "Nothing is proposed to be ordered from supplier 0193f2c4-3c00-7b21-9c14-7a4f1e2d8b01.")
    @Refuses(
            status = 422,
            code = "warehouse_missing",
            detail = "warehouseId must say for which warehouse: products are short in several",
            field = "warehouseId",
            fieldMessage = "must say for which warehouse: products are short in several")
    Mono<ResponseEntity<byte[]>> order(
            Caller caller, @PathVariable UUID supplierId, @Valid @RequestBody OrderProposal request) {
        return commands.run(caller, () -> sellers.lock(supplierId)
                .flatMap(seller -> seller.isEmpty()
                        ? Mono.error(Problem.notFound("supplier", supplierId))
                        // read after the lock: of two who order at once the second sees the first one's draft
                        : shortages.find())
                .map(found -> chosen(Proposal.of(found), supplierId, request.warehouseId()))
                .flatMap(proposal -> drafting.draft(supplierId, proposal.warehouseId(), quantities(proposal), caller))
                .map(drafted -> Answer.created(
                        "/api/v1/purchase-orders/" + drafted.id(),
                        drafted.version(),
                        new Ordered(drafted.id(), drafted.number()))));
    }

    private static Proposal chosen(List<Proposal> all, UUID supplierId, UUID warehouseId) {
        List<Proposal> theirs = all.stream()
                .filter(proposal -> supplierId.equals(proposal.supplierId()))
                .filter(proposal -> warehouseId == null || Objects.equals(warehouseId, proposal.warehouseId()))
                .toList();
        if (theirs.isEmpty()) {
            throw Problem.conflict(
                    "nothing_proposed", "Nothing is proposed to be ordered from supplier " + supplierId + ".");
        }
        if (theirs.size() > 1) {
            throw Problem.unprocessable(
                    "warehouse_missing",
                    new dev.erp.chassis.web.FieldError(
                            "warehouseId",
                            "warehouse_missing",
                            "must say for which warehouse: products are short in several"));
        }
        return theirs.getFirst();
    }

    private static Map<UUID, Quantity> quantities(Proposal proposal) {
        Map<UUID, Quantity> quantities = new LinkedHashMap<>();
        proposal.lines().forEach(line -> quantities.put(line.productId(), line.quantity()));
        return quantities;
    }
}
