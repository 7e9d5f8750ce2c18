package dev.erp.purchasing.supplier;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.NotNegative;
import dev.erp.chassis.security.Permission;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.chassis.web.ETag;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.MergePatchOf;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.PlainText;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.SortableBy;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
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
@RequestMapping("/api/v1/suppliers/{id}/products")
@Tag(name = "Suppliers")
class SupplierProductController {

    private final SupplierPrices prices;
    private final Commands commands;

    SupplierProductController(SupplierPrices prices, Commands commands) {
        this.prices = prices;
        this.commands = commands;
    }

    /** @param price of one unit, without tax, in the supplier's currency */
    record AgreePrice(
            @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02") @NotNull(message = "must be given")
            UUID productId,

            @Schema(example = "HAN-4711-A")
            @NotBlank(message = "must be given")
            @Size(max = 64, message = "must have at most 64 characters")
            @PlainText
            String supplierSku,

            @Schema(example = "EUR 11.40") @NotNull(message = "must be given") @NotNegative
            Money price) {}

    @PostMapping
    @Permission("suppliers:write")
    @Operation(
            summary = "Say what a supplier calls and charges for a product",
            description = "The price is of one unit, without tax, in the supplier's currency.")
    @ApiResponse(
            responseCode = "201",
            description = "The product as the supplier sells it",
            content = @Content(schema = @Schema(implementation = SupplierPrice.View.class)))
    @Refuses(
            status = 409,
            code = "product_has_price",
            detail =
                    "Supplier V-000004 has a price for product 0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02 already: change that.")
    @Refuses(
            status = 422,
            code = "unknown_product",
            detail = "There is no product 0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02.",
            field = "productId")
    @Refuses(
            status = 422,
            code = "currency_mismatch",
            detail = "Supplier V-000004 sells in EUR, not in CHF.",
            field = "price.currency")
    Mono<ResponseEntity<byte[]>> agree(Caller caller, @PathVariable UUID id, @Valid @RequestBody AgreePrice price) {
        String location = "/api/v1/suppliers/" + id + "/products/" + price.productId();
        var details = new SupplierPrice.Details(price.supplierSku(), price.price());
        return commands.run(caller, () -> prices.agree(id, price.productId(), details, caller)
                .flatMap(agreed -> prices.view(id, price.productId())
                        .map(view -> Answer.created(location, agreed.version(), view))));
    }

    @GetMapping
    @Permission("suppliers:read")
    @Operation(
            summary = "List what a supplier sells",
            description =
                    "Sortable by createdAt (newest first is the default) and supplierSku; q searches both SKUs and the name.")
    Mono<Page<SupplierPrice.View>> list(
            @PathVariable UUID id,
            @SortableBy({"createdAt", "supplierSku"}) PageRequest page,
            @RequestParam(required = false) String q) {
        return prices.list(id, q, page);
    }

    @GetMapping("/{productId}")
    @Permission("suppliers:read")
    @Operation(summary = "Read what a supplier calls and charges for a product")
    Mono<ResponseEntity<SupplierPrice.View>> read(@PathVariable UUID id, @PathVariable UUID productId) {
        return prices.find(id, productId)
                .zipWhen(price -> prices.view(id, productId))
                .map(found -> ResponseEntity.ok()
                        .eTag(ETag.of(found.getT1().version()))
                        .body(found.getT2()));
    }

    @PatchMapping(
            path = "/{productId}",
            consumes = {"application/json", "application/merge-patch+json"})
    @Permission("suppliers:write")
    @Operation(
            summary = "Change what a supplier calls or charges for a product",
            description = "A JSON merge patch (RFC 7396). Orders that exist keep their prices.")
    @ApiResponse(
            responseCode = "200",
            description = "The product after the change",
            content = @Content(schema = @Schema(implementation = SupplierPrice.View.class)))
    @Refuses(
            status = 422,
            code = "currency_mismatch",
            detail = "Supplier V-000004 sells in EUR, not in CHF.",
            field = "price.currency")
    Mono<ResponseEntity<byte[]>> change(
            Caller caller,
            @PathVariable UUID id,
            @PathVariable UUID productId,
            IfMatch ifMatch,
            @MergePatchOf(
                            value = SupplierPrice.Details.class,
                            example = "{\"price\": {\"amount\": \"11.90\", \"currency\": \"EUR\"}}")
                    @RequestBody
                    JsonNode patch) {
        return commands.run(caller, () -> prices.change(id, productId, ifMatch, patch, caller)
                .flatMap(changed -> prices.view(id, productId).map(view -> Answer.ok(changed.version(), view))));
    }

    @DeleteMapping("/{productId}")
    @Permission("suppliers:write")
    @Operation(
            summary = "End a supplier's price for a product",
            description = "Proposals do not name the supplier for it any more. Orders that exist keep their prices.")
    @ApiResponse(responseCode = "204", description = "The price is gone")
    Mono<ResponseEntity<byte[]>> end(Caller caller, @PathVariable UUID id, @PathVariable UUID productId) {
        return commands.run(caller, () -> prices.end(id, productId, caller).thenReturn(Answer.noContent()));
    }
}
