package dev.erp.inventory.ledger;

import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A product that stood in the way.
 *
 * @param sku null when nobody knows the product
 * @param available what an order could have had at that moment
 */
@Schema(name = "Shortage")
public record Shortage(
        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
        UUID productId,

        @Schema(example = "COF-ESP-1000") @Nullable String sku,
        @Schema(example = "12") Quantity requested,
        @Schema(example = "4") Quantity available) {}
