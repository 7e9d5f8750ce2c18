package dev.erp.inventory.stock;

import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The stock of a product as the API shows it: over all warehouses, or in the one that was asked for.
 *
 * @param available on hand less reserved
 * @param waiting what orders wait for; absent for a past time
 * @param belowReorderLevel true when less than the reorder level is available in one of the warehouses; absent for a past time
 * @param value of what is on hand, at its moving average cost
 * @param currency of the value and of all costs
 * @param warehouses where it lies or was asked for, by code
 * @param asOf the past time that was asked for; absent for now
 * @param version absent for a past time
 */
@Schema(name = "Stock")
record StockView(
        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
        UUID productId,

        @Schema(example = "COF-ESP-1000") String sku,
        @Schema(example = "Espresso beans, 1 kg") String name,
        @Schema(example = "piece") String unit,
        @Schema(example = "178") Quantity onHand,
        @Schema(example = "12") Quantity reserved,
        @Schema(example = "166") Quantity available,
        @Schema(example = "0") @Nullable Quantity waiting,
        @Schema(example = "40") Quantity reorderLevel,
        @Schema(example = "false") @Nullable Boolean belowReorderLevel,
        @Schema(example = "1744.4000") BigDecimal value,
        @Schema(example = "EUR") String currency,
        List<InWarehouse> warehouses,
        @Schema(example = "2026-11-01T00:00:00Z") @Nullable Instant asOf,
        @Schema(example = "5") @Nullable Long version) {

    /**
     * The part in one warehouse.
     *
     * @param unitCost moving average; absent when nothing is there
     */
    @Schema(name = "StockInWarehouse")
    record InWarehouse(
            @Schema(example = "019ab1c0-0000-7000-8000-000000000001")
            UUID warehouseId,

            @Schema(example = "MAIN") String code,
            @Schema(example = "178") Quantity onHand,
            @Schema(example = "12") Quantity reserved,
            @Schema(example = "166") Quantity available,
            @Schema(example = "0") @Nullable Quantity waiting,
            @Schema(example = "false") @Nullable Boolean belowReorderLevel,
            @Schema(example = "9.8000") @Nullable BigDecimal unitCost,
            @Schema(example = "1744.4000") BigDecimal value) {}
}
