package dev.erp.inventory.product;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A product as the API shows it.
 *
 * @param unit what a quantity of it counts
 * @param unitDecimals how many decimals such a quantity may have
 * @param price of one unit, without tax
 * @param taxRate percent, two decimals
 * @param reorderLevel below this much available in a warehouse it should be bought again; 0 = never
 * @param reorderQuantity how much to buy then; 0 = whoever buys decides
 */
@Schema(name = "Product")
record ProductView(
        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
        UUID id,

        @Schema(example = "COF-ESP-1000") String sku,
        @Schema(example = "Espresso beans, 1 kg") String name,

        @Schema(example = "House blend, medium roast") @Nullable
        String description,

        @Schema(example = "Coffee") @Nullable String category,
        @Schema(example = "piece") String unit,
        @Schema(example = "0") int unitDecimals,
        @Schema(example = "EUR 18.90") Money price,
        @Schema(example = "7.00") BigDecimal taxRate,
        @Schema(example = "40") Quantity reorderLevel,
        @Schema(example = "120") Quantity reorderQuantity,
        @Schema(example = "active") ProductStatus status,
        @Schema(example = "3") long version,
        @Schema(example = "2026-10-05T08:00:00Z") Instant createdAt,
        @Schema(example = "2026-10-19T13:45:12.004211Z") Instant updatedAt) {

    static ProductView of(Product product) {
        ProductDetails details = product.details();
        return new ProductView(
                product.id(),
                details.sku(),
                details.name(),
                details.description(),
                details.category(),
                details.unit(),
                details.unitDecimals(),
                details.price(),
                details.taxRate(),
                details.reorderLevel(),
                details.reorderQuantity(),
                product.status(),
                product.version(),
                product.createdAt(),
                product.updatedAt());
    }
}
