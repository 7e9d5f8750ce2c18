package dev.erp.inventory.ledger;

import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.util.UUID;

/**
 * A stock as it was found.
 *
 * @param active whether its warehouse takes orders and goods
 * @param low whether less was available than the reorder level
 * @param eventVersion sequence of the last event on {@value StockEvent#TOPIC}
 */
record StockItem(
        UUID stockId,
        Place place,
        String warehouseCode,
        boolean active,
        String sku,
        boolean discontinued,
        String unit,
        int unitDecimals,
        Quantity reorderLevel,
        Quantity reorderQuantity,
        StockLevel level,
        Quantity waiting,
        BigDecimal value,
        boolean low,
        long eventVersion) {}
