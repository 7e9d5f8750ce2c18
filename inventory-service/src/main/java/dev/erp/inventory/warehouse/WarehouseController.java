package dev.erp.inventory.warehouse;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.MergePatch;
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
import java.util.Arrays;
import java.util.UUID;
import org.springframework.http.MediaType;
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

/** Warehouses over HTTP. */
@RestController
@RequestMapping("/api/v1/warehouses")
@Tag(name = "Warehouses")
class WarehouseController {

    private final Warehouses warehouses;
    private final WarehouseLists lists;
    private final Commands commands;
    private final MergePatch mergePatch;

    WarehouseController(Warehouses warehouses, WarehouseLists lists, Commands commands, MergePatch mergePatch) {
        this.warehouses = warehouses;
        this.lists = lists;
        this.commands = commands;
        this.mergePatch = mergePatch;
    }

    @PostMapping
    @Permission("warehouses:write")
    @Operation(summary = "Create a warehouse")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = WarehouseView.class)))
    @Refuses(status = 409, code = "code_taken", detail = "There is a warehouse with the code NORTH already.")
    Mono<ResponseEntity<byte[]>> create(@Valid @RequestBody WarehouseDetails details, Caller caller) {
        return commands.run(caller, () -> warehouses
                .create(details, caller::inProcess)
                .map(warehouse -> Answer.created(
                        "/api/v1/warehouses/" + warehouse.id(), warehouse.version(), WarehouseView.of(warehouse))));
    }

    @GetMapping
    @Permission("warehouses:read")
    @Operation(summary = "List warehouses; sort by createdAt, code, or name")
    Mono<Page<WarehouseView>> list(
            @Schema(allowableValues = {"active", "deactivated"}) @RequestParam(required = false) String status,
            @SortableBy({"createdAt", "code", "name"}) PageRequest page) {
        if (status != null
                && Arrays.stream(WarehouseStatus.values())
                        .noneMatch(known -> known.code().equals(status))) {
            throw Problem.invalid("status", "unknown", "must be active or deactivated");
        }
        return lists.list(status, page);
    }

    @GetMapping("/{id}")
    @Permission("warehouses:read")
    @Operation(summary = "Read a warehouse")
    Mono<ResponseEntity<WarehouseView>> get(@PathVariable UUID id) {
        return lists.get(id)
                .map(warehouse ->
                        ResponseEntity.ok().eTag(ETag.of(warehouse.version())).body(WarehouseView.of(warehouse)));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    @Permission("warehouses:write")
    @Operation(
            summary = "Change a warehouse by a merge patch (RFC 7396)",
            description = "Everything but the code. When it becomes the default, the one that was is it no more.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WarehouseView.class)))
    @Refuses(
            status = 409,
            code = "default_warehouse",
            detail = "MAIN is the default warehouse. Make another one the default instead.")
    @Refuses(status = 409, code = "warehouse_deactivated", detail = "The warehouse NORTH is deactivated.")
    Mono<ResponseEntity<byte[]>> change(
            @PathVariable UUID id,
            IfMatch ifMatch,
            @MergePatchOf(value = WarehouseDetails.class, example = "{\"name\": \"Warehouse North, gate 2\"}")
                    @RequestBody
                    JsonNode patch,
            Caller caller) {
        return commands.run(caller, () -> warehouses
                .change(id, ifMatch, details -> mergePatch.apply(details, patch), caller::inProcess)
                .map(warehouse -> Answer.ok(warehouse.version(), WarehouseView.of(warehouse))));
    }

    @PostMapping("/{id}/deactivate")
    @Permission("warehouses:write")
    @Operation(summary = "Deactivate an empty warehouse: it takes no orders and no goods any more")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WarehouseView.class)))
    @Refuses(
            status = 409,
            code = "default_warehouse",
            detail = "MAIN is the default warehouse. Make another one the default instead.")
    @Refuses(
            status = 409,
            code = "warehouse_not_empty",
            detail = "In the warehouse NORTH are goods of 12 products, or orders wait for them.")
    Mono<ResponseEntity<byte[]>> deactivate(@PathVariable UUID id, Caller caller) {
        return commands.run(caller, () -> warehouses
                .deactivate(id, caller::inProcess)
                .map(warehouse -> Answer.ok(warehouse.version(), WarehouseView.of(warehouse))));
    }
}
