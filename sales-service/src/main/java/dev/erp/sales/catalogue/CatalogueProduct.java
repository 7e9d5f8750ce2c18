package dev.erp.sales.catalogue;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.UUID;

/**
 * A product as a sales order sees it.
 *
 * @param version which state of the product this is; the statement that places the order checks that it still holds
 * @param price of one piece, without tax, at the currency's minor units
 * @param taxRate percent, 0.00 to 100.00
 * @param active false when discontinued: it cannot be ordered any more
 */
public record CatalogueProduct(
        UUID productId,
        long version,
        String sku,
        String name,
        BigDecimal price,
        Currency currency,
        BigDecimal taxRate,
        boolean active) {}
