package dev.erp.inventory.stock;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/**
 * What all goods on hand have cost, at their moving averages.
 *
 * @param value of all warehouses, four decimals
 * @param currency of all values
 * @param warehouses by code
 */
@Schema(name = "StockValue")
record StockValueView(
        @Schema(example = "81230.1250") BigDecimal value,
        @Schema(example = "EUR") String currency,
        List<InWarehouse> warehouses) {

    /** @param products how many lie there */
    @Schema(name = "StockValueInWarehouse")
    record InWarehouse(
            @Schema(example = "019ab1c0-0000-7000-8000-000000000001")
            UUID warehouseId,

            @Schema(example = "MAIN") String code,
            @Schema(example = "312") long products,
            @Schema(example = "81230.1250") BigDecimal value) {}
}
