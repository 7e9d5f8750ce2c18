package dev.erp.finance.invoice;

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
 * One line, as it was agreed in the order. Amounts are in the invoice's currency.
 *
 * @param line number within the invoice, 1 to 500
 * @param unitPrice of one piece, without tax
 * @param discountPercent 0.00 to 100.00
 * @param net the line without tax, after all discounts
 * @param taxRate percent, 0.00 to 100.00
 * @param gross net + tax
 */
public record InvoiceLine(
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
    public InvoiceLine in(Currency currency) {
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

    /** The line as a calculation explains it. */
    public CalculationView.Stated stated() {
        return new CalculationView.Stated(line, quantity, unitPrice, discountPercent, net, taxRate, tax);
    }

    /**
     * Checks lines that came from outside against each other and against the totals of their document.
     *
     * @throws IllegalArgumentException naming what is missing, out of range, or does not add up
     */
    public static void requireSound(List<InvoiceLine> lines, BigDecimal net, BigDecimal tax, BigDecimal gross) {
        require(
                lines != null && !lines.isEmpty() && lines.size() <= Checks.MAX_LINES,
                "lines are not 1 to " + Checks.MAX_LINES);
        Checks.Sums sums = new Checks.Sums();
        for (InvoiceLine line : lines) {
            require(line != null, "a line is missing");
            sums.add(line.line, line.net, line.tax, line.gross);
            String at = "lines[" + line.line + "].";
            require(line.productId != null, at + "productId is missing");
            requireText(line.sku, at + "sku");
            requireText(line.name, at + "name");
            require(line.quantity != null && line.quantity.isPositive(), at + "quantity is not more than 0");
            requireAmount(line.unitPrice, at + "unitPrice");
            requirePercent(line.discountPercent, at + "discountPercent");
            requirePercent(line.taxRate, at + "taxRate");
        }
        sums.requireTotals(net, tax, gross);
    }
}
