package dev.erp.inventory.stock;

import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * An adjustment that was made.
 *
 * @param id of its movement
 * @param stock what there is since
 */
@Schema(name = "StockAdjustmentMade")
record AdjustmentView(
        @Schema(example = "0193f2c4-8e41-7d63-9f88-5c9c4a3fad06")
        UUID id,

        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
        UUID productId,

        @Schema(example = "COF-ESP-1000") String sku,
        @Schema(example = "-2") Quantity change,
        @Schema(example = "Two bags were damaged") String reason,
        StockLevel stock,
        @Schema(example = "2026-11-02T09:15:04.218313Z") Instant occurredAt) {}
