package dev.erp.inventory.product;

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

/** Products over HTTP. */
@RestController
@RequestMapping("/api/v1/products")
@Tag(name = "Products")
class ProductController {

    private final Products products;
    private final ProductLists lists;
    private final Prices prices;
    private final Commands commands;
    private final MergePatch mergePatch;

    ProductController(Products products, ProductLists lists, Prices prices, Commands commands, MergePatch mergePatch) {
        this.products = products;
        this.lists = lists;
        this.prices = prices;
        this.commands = commands;
        this.mergePatch = mergePatch;
    }

    @PostMapping
    @Permission("products:write")
    @Operation(summary = "Create a product, with an empty stock")
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ProductView.class)))
    @Refuses(status = 409, code = "sku_taken", detail = "There is a product with the SKU COF-ESP-1000 already.")
    @Refuses(
            status = 422,
            code = "too_many_decimals",
            field = "reorderLevel",
            detail = "reorderLevel must have at most 0 decimals: the unit is piece",
            fieldMessage = "must have at most 0 decimals: the unit is piece")
    Mono<ResponseEntity<byte[]>> create(@Valid @RequestBody ProductDetails details, Caller caller) {
        return commands.run(caller, () -> products.create(details, caller::inProcess)
                .map(product -> Answer.created(
                        "/api/v1/products/" + product.id(), product.version(), ProductView.of(product))));
    }

    @GetMapping
    @Permission("products:read")
    @Operation(
            summary =
                    "List products; q searches words and parts of SKU, name and description; sort by createdAt, sku, or name")
    Mono<Page<ProductView>> list(
            @RequestParam(required = false) String q,
            @Schema(example = "Coffee") @RequestParam(required = false) String category,
            @Schema(allowableValues = {"active", "discontinued"}) @RequestParam(required = false) String status,
            @Schema(example = "piece") @RequestParam(required = false) String unit,
            @SortableBy({"createdAt", "sku", "name"}) PageRequest page) {
        return lists.list(q, text("category", category, 100), status(status), text("unit", unit, 20), page);
    }

    @GetMapping("/{id}")
    @Permission("products:read")
    @Operation(summary = "Read a product")
    Mono<ResponseEntity<ProductView>> get(@PathVariable UUID id) {
        return lists.get(id)
                .map(product ->
                        ResponseEntity.ok().eTag(ETag.of(product.version())).body(ProductView.of(product)));
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    @Permission("products:write")
    @Operation(
            summary = "Change a product by a merge patch (RFC 7396)",
            description =
                    "Everything but the SKU and the unit. A change of the price and of something else counts as two versions.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ProductView.class)))
    @Refuses(
            status = 422,
            code = "too_many_decimals",
            field = "reorderLevel",
            detail = "reorderLevel must have at most 0 decimals: the unit is piece",
            fieldMessage = "must have at most 0 decimals: the unit is piece")
    Mono<ResponseEntity<byte[]>> change(
            @PathVariable UUID id,
            IfMatch ifMatch,
            @MergePatchOf(
                            value = ProductDetails.class,
                            example = "{\"price\": {\"amount\": \"19.50\", \"currency\": \"EUR\"}}")
                    @RequestBody
                    JsonNode patch,
            Caller caller) {
        return commands.run(caller, () -> products.change(
                        id, ifMatch, details -> mergePatch.apply(details, patch), caller::inProcess)
                .map(product -> Answer.ok(product.version(), ProductView.of(product))));
    }

    @PostMapping("/{id}/discontinue")
    @Permission("products:write")
    @Operation(summary = "Discontinue a product: it cannot be ordered any more; its stock and history stay")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ProductView.class)))
    Mono<ResponseEntity<byte[]>> discontinue(@PathVariable UUID id, Caller caller) {
        return commands.run(caller, () -> products.discontinue(id, caller::inProcess)
                .map(product -> Answer.ok(product.version(), ProductView.of(product))));
    }

    @GetMapping("/{id}/prices")
    @Permission("products:read")
    @Operation(summary = "List the prices that a product has had, the present one included, latest first")
    Mono<Page<PriceView>> prices(@PathVariable UUID id, @SortableBy("validFrom") PageRequest page) {
        return prices.list(id, page);
    }

    private static String text(String field, String value, int most) {
        if (value != null && (value.length() > most || value.indexOf('\0') >= 0)) {
            throw Problem.invalid(field, "malformed", "must be at most " + most + " characters, without NUL");
        }
        return value;
    }

    private static ProductStatus status(String code) {
        if (code == null) {
            return null;
        }
        return Arrays.stream(ProductStatus.values())
                .filter(status -> status.code().equals(code))
                .findAny()
                .orElseThrow(() -> Problem.invalid("status", "unknown", "must be active or discontinued"));
    }
}
