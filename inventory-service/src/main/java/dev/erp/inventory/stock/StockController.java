package dev.erp.inventory.stock;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
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

/** Stock, its movements and its adjustments over HTTP. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Stock")
class StockController {

    private final Stocks stocks;
    private final StockLists lists;
    private final Commands commands;

    StockController(Stocks stocks, StockLists lists, Commands commands) {
        this.stocks = stocks;
        this.lists = lists;
        this.commands = commands;
    }

    @PostMapping("/stock-adjustments")
    @Permission("stock:adjust")
    @Operation(summary = "Correct what is on hand, never below what is reserved for orders")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = AdjustmentView.class)))
    @Refuses(
            status = 422,
            code = "unknown_product",
            detail = "There is no product 0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02.")
    @Refuses(
            status = 409,
            code = "below_reserved",
            detail = "Of 13 pieces on hand 12 are reserved for orders: at most 1 can be taken away.")
    @Refuses(
            status = 409,
            code = "above_maximum",
            detail = "There are 178 pieces on hand, and at most 999999999.999 can be.")
    Mono<ResponseEntity<byte[]>> adjust(@Valid @RequestBody StockAdjustment adjustment, Caller caller) {
        if (adjustment.change().value().signum() == 0) {
            throw Problem.invalid("change", "zero", "must not be 0");
        }
        return commands.run(caller, () -> stocks.adjust(adjustment, caller)
                .map(made -> Answer.created(
                        "/api/v1/products/%s/movements/%s".formatted(made.productId(), made.id()), 1, made)));
    }

    @GetMapping("/stock")
    @Permission("stock:read")
    @Operation(summary = "List the stock of all products; sort by createdAt, sku, or name of the product")
    Mono<Page<StockView>> list(
            @RequestParam(required = false) String q,
            @RequestParam(required = false) Boolean belowReorderLevel,
            @SortableBy({"createdAt", "sku", "name"}) PageRequest page) {
        return lists.list(q, belowReorderLevel, page);
    }

    @GetMapping("/products/{id}/stock")
    @Permission("stock:read")
    @Operation(summary = "Read the stock of a product")
    Mono<ResponseEntity<StockView>> get(@PathVariable UUID id) {
        return lists.get(id)
                .map(stock -> ResponseEntity.ok().eTag(ETag.of(stock.version())).body(stock));
    }

    @GetMapping("/products/{id}/movements")
    @Permission("stock:read")
    @Operation(summary = "List the movements of a product's stock, latest first")
    Mono<Page<MovementView>> movements(@PathVariable UUID id, @SortableBy("occurredAt") PageRequest page) {
        return lists.movements(id, page);
    }

    @GetMapping("/products/{id}/movements/{movementId}")
    @Permission("stock:read")
    @Operation(summary = "Read a movement of a product's stock")
    Mono<ResponseEntity<MovementView>> movement(@PathVariable UUID id, @PathVariable UUID movementId) {
        return lists.movement(id, movementId)
                .map(movement -> ResponseEntity.ok().eTag(ETag.of(1)).body(movement));
    }
}
