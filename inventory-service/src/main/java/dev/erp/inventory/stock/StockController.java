package dev.erp.inventory.stock;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.SortableBy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Stock and its movements over HTTP, to be read. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Stock")
class StockController {

    private final StockLists lists;
    private final Movements movements;
    private final Availability availability;
    private final Clock clock;

    StockController(StockLists lists, Movements movements, Availability availability, Clock clock) {
        this.lists = lists;
        this.movements = movements;
        this.availability = availability;
        this.clock = clock;
    }

    @GetMapping("/stock")
    @Permission("stock:read")
    @Operation(summary = "List the stock of all products; sort by createdAt, sku, or name of the product")
    Mono<Page<StockView>> list(
            @RequestParam(required = false) String q,
            @RequestParam(required = false) UUID warehouseId,
            @RequestParam(required = false) Boolean belowReorderLevel,
            @SortableBy({"createdAt", "sku", "name"}) PageRequest page) {
        return lists.list(q, warehouseId, belowReorderLevel, page);
    }

    @GetMapping("/stock/value")
    @Permission("stock:read")
    @Operation(summary = "What all goods on hand have cost, by warehouse")
    Mono<StockValueView> value() {
        return lists.value();
    }

    @GetMapping("/products/{id}/stock")
    @Permission("stock:read")
    @Operation(
            summary = "Read the stock of a product, now or as of a past time",
            description =
                    "Over all warehouses, or in one. A past time gives the sums of the movements until then, and no ETag.")
    Mono<ResponseEntity<StockView>> get(
            @PathVariable UUID id,
            @RequestParam(required = false) UUID warehouseId,
            @Schema(example = "2026-11-01T00:00:00Z") @RequestParam(required = false) Instant asOf) {
        if (asOf == null) {
            return lists.get(id, warehouseId)
                    .map(stock ->
                            ResponseEntity.ok().eTag(ETag.of(stock.version())).body(stock));
        }
        if (asOf.isAfter(clock.instant()) || asOf.isBefore(Instant.EPOCH)) {
            throw Problem.invalid("asOf", "out_of_range", "must be a past time, not before 1970-01-01T00:00:00Z");
        }
        return lists.get(id, warehouseId, asOf).map(stock -> ResponseEntity.ok().body(stock));
    }

    @GetMapping("/products/{id}/availability")
    @Permission("stock:read")
    @Operation(summary = "Read what of a product can be promised, now and when open purchase orders arrive")
    Mono<AvailabilityView> availability(@PathVariable UUID id, @RequestParam(required = false) UUID warehouseId) {
        return availability.get(id, warehouseId);
    }

    @GetMapping("/products/{id}/movements")
    @Permission("stock:read")
    @Operation(summary = "List the movements of a product's stock, latest first")
    Mono<Page<MovementView>> movements(@PathVariable UUID id, @SortableBy("occurredAt") PageRequest page) {
        return movements.list(id, page);
    }

    @GetMapping("/products/{id}/movements/{movementId}")
    @Permission("stock:read")
    @Operation(summary = "Read a movement of a product's stock")
    Mono<ResponseEntity<MovementView>> movement(@PathVariable UUID id, @PathVariable UUID movementId) {
        return movements
                .get(id, movementId)
                .map(movement -> ResponseEntity.ok().eTag(ETag.of(1)).body(movement));
    }
}
