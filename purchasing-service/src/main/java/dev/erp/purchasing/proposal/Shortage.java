package dev.erp.purchasing.proposal;

import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.UUID;

/**
 * A product of which too little is available in a warehouse.
 *
 * @param onOrder on its way: of purchase orders, drafts included, what is owed
 * @param offer of the cheapest active supplier who sells it, or null
 */
record Shortage(
        UUID productId,
        String sku,
        String name,
        String unit,
        int unitDecimals,
        UUID warehouseId,
        BigDecimal available,
        BigDecimal onOrder,
        BigDecimal reorderLevel,
        BigDecimal reorderQuantity,
        Offer offer) {

    record Offer(
            UUID supplierId, String number, String name, Currency currency, String supplierSku, BigDecimal price) {}

    /**
     * How much to buy: what is missing to the level, with what is on its way; in whole reorder quantities if the product has one.
     * Zero when enough is on its way.
     */
    Quantity proposed() {
        BigDecimal missing = reorderLevel.subtract(available).subtract(onOrder);
        if (missing.signum() <= 0) {
            return Quantity.ZERO;
        }
        BigDecimal quantity = reorderQuantity.signum() > 0
                ? missing.divide(reorderQuantity, 0, RoundingMode.CEILING).multiply(reorderQuantity)
                : missing;
        return new Quantity(
                quantity.setScale(unitDecimals, RoundingMode.CEILING).min(MOST));
    }

    /** Of one line of an order; the rest is proposed again afterwards. */
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000);
}
