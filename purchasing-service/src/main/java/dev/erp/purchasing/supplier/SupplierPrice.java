package dev.erp.purchasing.supplier;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.NotNegative;
import dev.erp.chassis.web.PlainText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a supplier calls a product of ours, and what one unit of it costs there, without tax.
 *
 * @param version counts its changes, from 1
 */
record SupplierPrice(UUID productId, Details details, long version, Instant createdAt, Instant updatedAt) {

    /** What people enter about it, and may change. */
    @Schema(name = "SupplierProductDetails")
    record Details(
            @Schema(example = "HAN-4711-A")
            @NotBlank(message = "must be given")
            @Size(max = 64, message = "must have at most 64 characters")
            @PlainText
            String supplierSku,

            @Schema(example = "EUR 11.40") @NotNull(message = "must be given") @NotNegative
            Money price) {}

    SupplierPrice changed(Details newDetails, Instant at) {
        return new SupplierPrice(productId, newDetails, version + 1, createdAt, at);
    }

    /** A product that a supplier sells, as a client sees it; sku and name are ours, and missing while the product is not known. */
    @Schema(name = "SupplierProduct")
    record View(
            @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
            UUID productId,

            @Schema(example = "COF-ESP-1000") @Nullable String sku,

            @Schema(example = "Espresso beans, 1 kg") @Nullable
            String name,

            @Schema(example = "HAN-4711-A") String supplierSku,
            @Schema(example = "EUR 11.40") Money price,
            @Schema(example = "2026-10-05T08:00:00Z") Instant createdAt,
            @Schema(example = "2026-10-05T08:00:00Z") Instant updatedAt) {}

    /**
     * Data of {@code purchasing.supplier.price-agreed} and {@code price-ended}.
     *
     * @param before former values of what changed; missing when the price is new, or ends
     */
    record Data(
            UUID supplierId,
            String number,
            UUID productId,
            String supplierSku,
            BigDecimal price,
            Currency currency,
            Map<String, JsonNode> before) {}

    Data data(Supplier supplier, Map<String, JsonNode> before) {
        return new Data(
                supplier.id(),
                supplier.number(),
                productId,
                details.supplierSku(),
                details.price().amount(),
                details.price().currency(),
                before);
    }

    /** The former values of what is different now. */
    Map<String, JsonNode> before(SupplierPrice former) {
        record Told(String supplierSku, BigDecimal price) {}
        return Supplier.former(
                new Told(former.details.supplierSku(), former.details.price().amount()),
                new Told(details.supplierSku(), details.price().amount()));
    }
}
