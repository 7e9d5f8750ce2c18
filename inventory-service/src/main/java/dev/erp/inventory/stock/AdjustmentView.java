package dev.erp.inventory.stock;

import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.ledger.GoodsDecisions;
import dev.erp.inventory.ledger.StockLevel;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An adjustment, a count or a transfer that was made.
 *
 * @param id of its movement
 * @param change of the pieces on hand in the warehouse; less than zero where a transfer began
 * @param stock what there is since, when those who waited have got their share
 * @param unitCost moving average since, in the base currency; absent when nothing is there
 * @param gaveWay the orders that lost what they held, and wait now
 */
@Schema(name = "StockChangeMade")
record AdjustmentView(
        @Schema(example = "0193f2c4-8e41-7d63-9f88-5c9c4a3fad06")
        UUID id,

        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
        UUID productId,

        @Schema(example = "019ab1c0-0000-7000-8000-000000000001")
        UUID warehouseId,

        @Schema(example = "COF-ESP-1000") String sku,
        @Schema(example = "-2") Quantity change,
        @Schema(example = "Two bags were damaged") String reason,
        StockLevel stock,
        @Schema(example = "9.8000") @Nullable BigDecimal unitCost,
        @Schema(example = "[]") List<UUID> gaveWay,
        @Schema(example = "2026-11-02T09:15:04.218313Z") Instant occurredAt) {

    static AdjustmentView of(GoodsDecisions.Made made, String reason, Instant now) {
        return new AdjustmentView(
                made.movementId(),
                made.place().productId(),
                made.place().warehouseId(),
                made.sku(),
                made.change(),
                reason,
                made.stock(),
                made.unitCost(),
                made.gaveWay(),
                now);
    }
}
