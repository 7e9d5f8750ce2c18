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
        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
        UUID productId,

        @Schema(example = "COF-ESP-1000") String sku,
        @Schema(example = "Espresso beans, 1 kg") String name,
        @Schema(example = "178") Quantity onHand,
        @Schema(example = "12") Quantity reserved,
        @Schema(example = "166") Quantity available,
        @Schema(example = "40") Quantity reorderLevel,
        @Schema(example = "false") boolean belowReorderLevel,
        @Schema(example = "5") long version) {}
