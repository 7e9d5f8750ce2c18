package dev.erp.inventory.stock;

import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.UUID;

/**
 * The stock of a product as the API shows it.
 *
 * @param available on hand less reserved
 * @param belowReorderLevel true when the product should be bought again
 */
@Schema(name = "Stock")
record StockView(
        UUID productId,
        String sku,
        String name,
        @Schema(type = "number") Quantity onHand,
        @Schema(type = "number") Quantity reserved,
        @Schema(type = "number") Quantity available,
        @Schema(type = "number") Quantity reorderLevel,
        boolean belowReorderLevel,
        long version) {}
