package dev.erp.sales.order;

import dev.erp.chassis.money.DocumentTotals;
import dev.erp.chassis.money.DocumentTotals.Rounding;
import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/**
 * What an order costs, by the rounding policy {@value #POLICY}: every line is rounded by itself, and every total is a sum of
 * lines, so that order, invoice and payment can never differ by a cent.
 *
 * <ol>
 *   <li>net of a line = quantity × unit price × (100 − line discount) %, rounded half up to the currency's minor units
 *   <li>the order's discount = its percent of the sum of these, rounded half up once, and taken off the lines in proportion
 *       to their nets; minor units that this leaves over go to the lines with the largest remainders
 *   <li>tax of a line = net × rate, rounded half up; gross = net + tax
 * </ol>
 */
final class Pricing {

    static final String POLICY = "half_up_per_line";

    /**
     * What is ordered and what it costs.
     *
     * @param quantity more than zero
     * @param unitPrice 0 or more, at the currency's minor units
     * @param discountPercent 0 to 100
     * @param taxRate percent
     * @param priceReason why the price is not that of the catalogue, or null
     */
    record Item(
            UUID productId,
            String sku,
            String name,
            Quantity quantity,
            BigDecimal unitPrice,
            BigDecimal discountPercent,
            BigDecimal taxRate,
            String priceReason) {

        /** As it was agreed before. */
        static Item of(SalesOrder.Line line) {
            return new Item(
                    line.productId(),
                    line.sku(),
                    line.name(),
                    line.quantity(),
                    line.unitPrice(),
                    line.discountPercent(),
                    line.taxRate(),
                    line.priceReason());
        }
    }

    /** @param discount everything that discounts, on lines and on the order, take off the list prices */
    record Totals(BigDecimal discount, BigDecimal net, BigDecimal tax, BigDecimal gross) {}

    record Priced(List<SalesOrder.Line> lines, Totals totals) {}

    private Pricing() {}

    /** @param discountPercent on the whole order, 0 to 100 */
    static Priced price(Currency currency, List<Item> items, BigDecimal discountPercent) {
        DocumentTotals of = DocumentTotals.of(
                currency,
                Rounding.HALF_UP_PER_LINE,
                items.stream()
                        .map(i -> new DocumentTotals.Item(i.quantity, i.unitPrice, i.discountPercent, i.taxRate))
                        .toList(),
                discountPercent);
        List<SalesOrder.Line> lines = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            lines.add(line(i + 1, items.get(i), of.lines().get(i)));
        }
        return new Priced(List.copyOf(lines), new Totals(of.discount(), of.net(), of.tax(), of.gross()));
    }

    private static SalesOrder.Line line(int number, Item item, DocumentTotals.Line amounts) {
        return new SalesOrder.Line(
                number,
                item.productId,
                item.sku,
                item.name,
                item.quantity,
                item.unitPrice,
                item.discountPercent,
                amounts.net(),
                item.taxRate,
                amounts.tax(),
                amounts.gross(),
                item.priceReason);
    }
}
