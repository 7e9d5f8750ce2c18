package dev.erp.inventory.stock;

import dev.erp.chassis.money.Quantity;
import java.util.UUID;

/**
 * Somebody corrected a stock: the body of {@value #TYPE}.
 *
 * @param change of the pieces on hand, not zero
 */
record StockAdjusted(
        UUID productId,
        String sku,
        Quantity change,
        String reason,
        Quantity onHand,
        Quantity reserved,
        Quantity available,
        StockLevel before) {

    static final String TOPIC = "erp.inventory.stock";
    static final String TYPE = "inventory.stock.adjusted.v1";

    static StockAdjusted of(String sku, StockAdjustment adjustment, StockLevel before, StockLevel after) {
        return new StockAdjusted(
                adjustment.productId(),
                sku,
                adjustment.change(),
                adjustment.reason(),
                after.onHand(),
                after.reserved(),
                after.available(),
                before);
    }
}
