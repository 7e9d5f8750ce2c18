package dev.erp.sales.customer;

import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer as a sales order sees it.
 *
 * @param version which state of the customer this is; the statement that places the order checks that it still holds
 * @param shippingAddress where its goods usually go: the first of its shipping addresses, else its billing address; or null
 */
public record Buyer(
        UUID id,
        long version,
        String number,
        String name,
        Currency currency,
        int paymentTermDays,
        boolean active,
        boolean hasCreditLimit,
        @Nullable Address shippingAddress) {}
