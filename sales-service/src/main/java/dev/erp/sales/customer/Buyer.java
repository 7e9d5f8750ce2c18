package dev.erp.sales.customer;

import java.util.Currency;
import java.util.UUID;

/**
 * A customer as a sales order sees it.
 *
 * @param version which state of the customer this is; the statement that places the order checks that it still holds
 */
public record Buyer(
        UUID id,
        long version,
        String number,
        String name,
        Currency currency,
        int paymentTermDays,
        boolean active,
        boolean hasCreditLimit) {}
