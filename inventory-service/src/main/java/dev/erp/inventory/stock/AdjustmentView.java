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
        UUID id,
        UUID productId,
        String sku,
        @Schema(type = "number") Quantity change,
        String reason,
        StockLevel stock,
        Instant occurredAt) {}
