package dev.erp.purchasing.catalogue;

import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.util.UUID;

/**
 * A product as purchasing sees it.
 *
 * @param unit in which it is counted, such as {@code piece} or {@code kg}
 * @param unitDecimals how many decimals a quantity of it may have, 0 to 3
 * @param taxRate percent, 0.00 to 100.00; what a line is taxed with unless it says otherwise
 * @param reorderLevel below so much available it should be bought again; 0 means never
 * @param reorderQuantity bought in multiples of it; 0 means what is missing
 * @param active false when discontinued: it cannot be bought any more
 * @param version of the product in inventory
 */
public record CatalogueProduct(
        UUID productId,
        String sku,
        String name,
        String unit,
        int unitDecimals,
        BigDecimal taxRate,
        Quantity reorderLevel,
        Quantity reorderQuantity,
        boolean active,
        long version) {

    /** Whether there can be so much of it: 1.5 kg, but not 1.5 pieces. */
    public boolean canBe(Quantity quantity) {
        return quantity.value().scale() <= unitDecimals;
    }
}
