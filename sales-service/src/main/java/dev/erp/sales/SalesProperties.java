package dev.erp.sales;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What can be set for this service, under {@code erp.sales}.
 *
 * @param reservationTimeout how long inventory may take to answer before an order asks for attention
 * @param invoiceTimeout how long finance may take to draft the invoice of a confirmed order before the order asks for attention
 * @param watchInterval how often to look for such orders
 * @param cachedProducts products kept in memory to price orders
 * @param cachedCustomers customers kept in memory to price orders
 */
@ConfigurationProperties("erp.sales")
public record SalesProperties(
        Duration reservationTimeout,
        Duration invoiceTimeout,
        Duration watchInterval,
        int cachedProducts,
        int cachedCustomers) {

    /** @throws IllegalArgumentException for a value that cannot work */
    public SalesProperties {
        requirePositive(reservationTimeout.isPositive(), "reservation-timeout");
        requirePositive(invoiceTimeout.isPositive(), "invoice-timeout");
        requirePositive(watchInterval.isPositive(), "watch-interval");
        requirePositive(cachedProducts > 0, "cached-products");
        requirePositive(cachedCustomers > 0, "cached-customers");
    }

    private static void requirePositive(boolean positive, String name) {
        if (!positive) {
            throw new IllegalArgumentException("erp.sales." + name + " must be more than zero");
        }
    }
}
