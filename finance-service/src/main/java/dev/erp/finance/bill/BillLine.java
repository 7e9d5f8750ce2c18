package dev.erp.finance.bill;

import static dev.erp.finance.document.Checks.require;
import static dev.erp.finance.document.Checks.requireAmount;
import static dev.erp.finance.document.Checks.requirePercent;
import static dev.erp.finance.document.Checks.requireText;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import dev.erp.finance.document.CalculationView;
import dev.erp.finance.document.Checks;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/**
 * One line of a bill: what was accepted of a line of the purchase order, or what was entered by hand. Amounts are in the bill's currency.
 *
 * @param line number of the line of the purchase order, 1 to 500
 * @param quantity accepted, more than zero
 * @param unitPrice of one piece, without tax; up to four decimals
 * @param discountPercent 0.00 to 100.00; null when there is none
 * @param net the line without tax
 * @param taxRate percent, 0.00 to 100.00
 * @param gross net + tax
 */
public record BillLine(
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

    private static final int RATE_DECIMALS = 2;
    private static final int PRICE_DECIMALS = 4;

    /**
     * The same line with exactly the currency's minor units and the decimals of rates, whatever zeros were sent or stored.
     *
     * @throws IllegalArgumentException when an amount has more decimals than the currency
     * @throws ArithmeticException when a price has more than four decimals or a rate more than two
     */
    BillLine in(Currency currency) {
        BigDecimal price = unitPrice.stripTrailingZeros();
        int decimals = Math.max(currency.getDefaultFractionDigits(), price.scale());
        require(decimals <= PRICE_DECIMALS, "lines[" + line + "].unitPrice has more than 4 decimals");
        return new BillLine(
                line,
                productId,
                sku,
                name,
                quantity,
                price.setScale(decimals),
                discountPercent == null ? null : discountPercent.setScale(RATE_DECIMALS),
                new Money(net, currency).amount(),
                taxRate.setScale(RATE_DECIMALS),
                new Money(tax, currency).amount(),
                new Money(gross, currency).amount());
    }

    /** The line as a calculation explains it. */
    CalculationView.Stated stated() {
        return new CalculationView.Stated(
                line,
                quantity,
                unitPrice,
                discountPercent == null ? BigDecimal.ZERO.setScale(RATE_DECIMALS) : discountPercent,
                net,
                taxRate,
                tax);
    }

    /**
     * Checks lines that came from outside against each other and against the totals of their document.
     *
     * @throws IllegalArgumentException naming what is missing, out of range, or does not add up
     */
    static void requireSound(List<BillLine> lines, BigDecimal net, BigDecimal tax, BigDecimal gross) {
        require(
                lines != null && !lines.isEmpty() && lines.size() <= Checks.MAX_LINES,
                "lines are not 1 to " + Checks.MAX_LINES);
        Checks.Sums sums = new Checks.Sums();
        for (BillLine line : lines) {
            require(line != null, "a line is missing");
            sums.add(line.line, line.net, line.tax, line.gross);
            String at = "lines[" + line.line + "].";
            require(line.productId != null, at + "productId is missing");
            requireText(line.sku, at + "sku");
            requireText(line.name, at + "name");
            require(line.quantity != null && line.quantity.isPositive(), at + "quantity is not more than 0");
            requireAmount(line.unitPrice, at + "unitPrice");
            requirePercent(line.taxRate, at + "taxRate");
        }
        sums.requireTotals(net, tax, gross);
    }
}
