package dev.erp.purchasing.supplier;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
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
@RequestMapping("/api/v1/suppliers")
@Tag(name = "Suppliers", description = "Who sells to us, in which currency, on which terms, and at which prices.")
class SupplierController {

    private final Suppliers suppliers;
    private final Commands commands;

    SupplierController(Suppliers suppliers, Commands commands) {
        this.suppliers = suppliers;
        this.commands = commands;
    }

    @PostMapping
    @Permission("suppliers:write")
    @Operation(summary = "Create a supplier")
    @ApiResponse(
            responseCode = "201",
            description = "The supplier, active",
            content = @Content(schema = @Schema(implementation = Supplier.View.class)))
    Mono<ResponseEntity<byte[]>> create(Caller caller, @Valid @RequestBody SupplierDetails details) {
        return commands.run(caller, () -> suppliers
                .create(details, caller)
                .map(supplier ->
                        Answer.created("/api/v1/suppliers/" + supplier.id(), supplier.version(), supplier.view())));
    }

    @GetMapping
    @Permission("suppliers:read")
    @Operation(
            summary = "List suppliers",
            description =
                    "Sortable by createdAt (newest first is the default), name and number; q searches number, name, tax id,"
                            + " and the names and e-mail addresses of the contacts.")
    Mono<Page<Supplier.View>> list(
            @SortableBy({"createdAt", "name", "number"}) PageRequest page,
            @RequestParam(required = false) @Schema(allowableValues = {"active", "inactive"}) String status,
            @RequestParam(required = false) String q) {
        if (status != null && !status.equals("active") && !status.equals("inactive")) {
            throw Problem.invalid("status", "unknown", "must be active or inactive");
        }
        return suppliers.list(status, q, page);
    }

    @GetMapping("/{id}")
    @Permission("suppliers:read")
    @Operation(summary = "Read a supplier")
    Mono<ResponseEntity<Supplier.View>> read(@PathVariable UUID id) {
        return suppliers.find(id).map(supplier -> ResponseEntity.ok()
                .eTag(ETag.of(supplier.version()))
                .body(supplier.view()));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {"application/json", "application/merge-patch+json"})
    @Permission("suppliers:write")
    @Operation(summary = "Change a supplier", description = "A JSON merge patch (RFC 7396) of the fields of POST.")
    @ApiResponse(
            responseCode = "200",
            description = "The supplier after the change",
            content = @Content(schema = @Schema(implementation = Supplier.View.class)))
    @Refuses(
            status = 409,
            code = "supplier_has_prices",
            detail = "Supplier V-000004 has prices in EUR: end them before its currency changes.")
    Mono<ResponseEntity<byte[]>> change(
            Caller caller,
            @PathVariable UUID id,
            IfMatch ifMatch,
            @MergePatchOf(value = SupplierDetails.class, example = "{\"paymentTermDays\": 14, \"taxId\": null}")
                    @RequestBody
                    JsonNode patch) {
        return commands.run(caller, () -> suppliers
                .change(id, ifMatch, patch, caller)
                .map(supplier -> Answer.ok(supplier.version(), supplier.view())));
    }

    @PostMapping("/{id}/deactivate")
    @Permission("suppliers:write")
    @Operation(
            summary = "Deactivate a supplier",
            description = "Nothing can be ordered there any more; orders that are approved go on.")
    @ApiResponse(
            responseCode = "200",
            description = "The supplier, inactive",
            content = @Content(schema = @Schema(implementation = Supplier.View.class)))
    @Refuses(status = 409, code = "supplier_is_inactive", detail = "Supplier V-000004 is inactive already.")
    Mono<ResponseEntity<byte[]>> deactivate(Caller caller, @PathVariable UUID id) {
        return commands.run(
                caller,
                () -> suppliers.deactivate(id, caller).map(supplier -> Answer.ok(supplier.version(), supplier.view())));
    }
}
