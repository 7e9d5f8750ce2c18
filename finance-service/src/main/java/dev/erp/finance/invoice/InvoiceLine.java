package dev.erp.finance.invoice;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.UUID;

/**
 * One line, as it was agreed in the order. Amounts are in the invoice's currency.
 *
 * @param line number within the invoice, 1 to 500
 * @param unitPrice of one piece, without tax
 * @param discountPercent 0.00 to 100.00
 * @param net the line without tax, after all discounts
 * @param taxRate percent, 0.00 to 100.00
 * @param gross net + tax
 */
record InvoiceLine(
        Integer line,
        UUID productId,
        String sku,
        String name,
        Quantity quantity,
        BigDecimal unitPrice,
        BigDecimal discountPercent,
        BigDecimal net,
        BigDecimal taxRate,
        BigDecimal tax,
        BigDecimal gross) {

    static final int RATE_DECIMALS = 2;

    /**
     * The same line with exactly the currency's minor units and the decimals of rates, whatever zeros were sent or stored.
     *
     * @throws IllegalArgumentException when an amount has more decimals than the currency
     * @throws ArithmeticException when a rate has more than two decimals
     */
    InvoiceLine in(Currency currency) {
        return new InvoiceLine(
                line,
                productId,
                sku,
                name,
                quantity,
                new Money(unitPrice, currency).amount(),
                discountPercent.setScale(RATE_DECIMALS),
                new Money(net, currency).amount(),
                taxRate.setScale(RATE_DECIMALS),
                new Money(tax, currency).amount(),
                new Money(gross, currency).amount());
    }
}
