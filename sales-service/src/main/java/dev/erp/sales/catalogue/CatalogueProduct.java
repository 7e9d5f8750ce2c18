package dev.erp.sales.catalogue;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.FieldError;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;

/**
 * A product as a sales order sees it.
 *
 * @param version which state of the product this is; the statement that places the order checks that it still holds
 * @param price of one unit, without tax, at the currency's minor units
 * @param taxRate percent, 0.00 to 100.00
 * @param active false when discontinued: it cannot be ordered any more
 * @param unit what a quantity of 1 is, such as piece or kg
 * @param unitDecimals how many decimals a quantity may have, 0 to 3
 */
public record CatalogueProduct(
        UUID productId,
        long version,
        String sku,
        String name,
        BigDecimal price,
        Currency currency,
        BigDecimal taxRate,
        boolean active,
        String unit,
        int unitDecimals) {

    /** Why there cannot be such a quantity of it; empty when there can. */
    public Optional<FieldError> refusal(String field, Quantity quantity) {
        if (quantity.value().scale() <= unitDecimals) {
            return Optional.empty();
        }
        String allowed = unitDecimals == 0
                ? "whole quantities only"
                : "quantities of at most " + unitDecimals + (unitDecimals == 1 ? " decimal" : " decimals");
        return Optional.of(new FieldError(
                field,
                "too_many_decimals",
                "Product %s is sold by the %s, in %s, not %s.".formatted(sku, unit, allowed, quantity)));
    }
}
