package dev.erp.purchasing;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What can be set for this service, under {@code erp.purchasing}.
 *
 * @param currency what stock is valued in; orders in another one carry an exchange rate to it
 * @param approvalLimit gross in that currency; an order of more must be approved by somebody who had no hand in it
 * @param overReceiptPercent so much more than was ordered is taken in, 0 to 100
 * @param stockTimeout how long inventory may take to book or reverse a receipt before the order asks for attention
 * @param billTimeout how long finance may take to draft the bill of a receipt, or to void it
 * @param watchInterval how often to look for such orders
 */
@ConfigurationProperties("erp.purchasing")
public record PurchasingProperties(
        Currency currency,
        BigDecimal approvalLimit,
        BigDecimal overReceiptPercent,
        Duration stockTimeout,
        Duration billTimeout,
        Duration watchInterval) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** @throws IllegalArgumentException for a value that cannot work */
    public PurchasingProperties {
        require(approvalLimit.signum() >= 0, "approval-limit must be 0 or more");
        require(
                overReceiptPercent.signum() >= 0 && overReceiptPercent.compareTo(HUNDRED) <= 0,
                "over-receipt-percent must be 0 to 100");
        require(stockTimeout.isPositive(), "stock-timeout must be more than zero");
        require(billTimeout.isPositive(), "bill-timeout must be more than zero");
        require(watchInterval.isPositive(), "watch-interval must be more than zero");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("erp.purchasing." + otherwise);
        }
    }
}
