package dev.erp.inventory.product;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A product as the API shows it.
 *
 * @param price of one piece, without tax
 * @param taxRate percent, two decimals
 * @param reorderLevel below this many available pieces it should be bought again; 0 = never
 */
@Schema(name = "Product")
record ProductView(
        UUID id,
        String sku,
        String name,
        String description,
        Money price,
        @Schema(type = "string", example = "19.00") BigDecimal taxRate,
        @Schema(type = "number") Quantity reorderLevel,
        ProductStatus status,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    static ProductView of(Product product) {
        ProductDetails details = product.details();
        return new ProductView(
                product.id(),
                details.sku(),
                details.name(),
                details.description(),
                details.price(),
                details.taxRate(),
                details.reorderLevel(),
                product.status(),
                product.version(),
                product.createdAt(),
                product.updatedAt());
    }
}
