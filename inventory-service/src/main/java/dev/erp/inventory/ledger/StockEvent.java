package dev.erp.inventory.ledger;

import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.util.UUID;

/** What happened to a stock, as the schemas {@code inventory.stock.*.v1} say. Reservations alone publish none. */
sealed interface StockEvent {

    String TOPIC = "erp.inventory.stock";

    /** Why goods came or went. */
    enum Type {
        RECEIVED,
        REVERSED,
        ISSUED,
        ADJUSTED,
        COUNTED,
        TRANSFERRED,
        RETURNED
    }

    String type();

    /**
     * What lies in a warehouse has changed.
     *
     * @param change of the pieces on hand, over all movements of this type in a row
     * @param unitCost moving average since, four decimals, in the base currency; null when nothing is there
     * @param value of what is there since, four decimals
     */
    record Changed(
            @com.fasterxml.jackson.annotation.JsonIgnore Type kind,
            UUID productId,
            String sku,
            UUID stockId,
            UUID warehouseId,
            String warehouseCode,
            Quantity change,
            String reason,
            Quantity onHand,
            Quantity reserved,
            Quantity available,
            BigDecimal unitCost,
            BigDecimal value,
            StockLevel before)
            implements StockEvent {

        @Override
        public String type() {
            return "inventory.stock." + kind.name().toLowerCase(java.util.Locale.ROOT) + ".v1";
        }
    }

    /** Less is available than should be: once for every fall below the level. */
    record BelowReorderLevel(
            UUID productId,
            String sku,
            UUID stockId,
            UUID warehouseId,
            String warehouseCode,
            Quantity onHand,
            Quantity reserved,
            Quantity available,
            Quantity reorderLevel,
            Quantity reorderQuantity)
            implements StockEvent {

        @Override
        public String type() {
            return "inventory.stock.below-reorder-level.v1";
        }
    }
}
