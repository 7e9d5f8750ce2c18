package dev.erp.sales;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What can be set for this service, under {@code erp.sales}.
 *
 * @param reservationTimeout how long inventory may take to answer before an order asks for attention
 * @param reservationWatchInterval how often to look for such orders
 * @param cachedProducts products kept in memory to price orders
 * @param cachedCustomers customers kept in memory to price orders
 */
@ConfigurationProperties("erp.sales")
public record SalesProperties(
        Duration reservationTimeout, Duration reservationWatchInterval, int cachedProducts, int cachedCustomers) {

    /** @throws IllegalArgumentException for a value that cannot work */
    public SalesProperties {
        requirePositive(reservationTimeout.isPositive(), "reservation-timeout");
        requirePositive(reservationWatchInterval.isPositive(), "reservation-watch-interval");
        requirePositive(cachedProducts > 0, "cached-products");
        requirePositive(cachedCustomers > 0, "cached-customers");
    }

    private static void requirePositive(boolean positive, String name) {
        if (!positive) {
            throw new IllegalArgumentException("erp.sales." + name + " must be more than zero");
        }
    }
}
