package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;

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

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

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

        private BigDecimal listPrice() {
            return unitPrice.multiply(quantity.value());
        }
    }

    /** @param discount everything that discounts, on lines and on the order, take off the list prices */
    record Totals(BigDecimal discount, BigDecimal net, BigDecimal tax, BigDecimal gross) {}

    record Priced(List<SalesOrder.Line> lines, Totals totals) {}

    private Pricing() {}

    /** @param discountPercent on the whole order, 0 to 100 */
    static Priced price(Currency currency, List<Item> items, BigDecimal discountPercent) {
        int digits = currency.getDefaultFractionDigits();
        List<BigDecimal> nets = items.stream()
                .map(item -> percent(item.listPrice(), HUNDRED.subtract(item.discountPercent), digits))
                .toList();
        nets = discounted(nets, discountPercent, digits);
        List<SalesOrder.Line> lines = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            lines.add(line(i + 1, items.get(i), nets.get(i), digits));
        }
        return new Priced(List.copyOf(lines), totals(items, lines, digits));
    }

    private static List<BigDecimal> discounted(List<BigDecimal> nets, BigDecimal discountPercent, int digits) {
        BigDecimal discount = percent(sum(nets, net -> net, digits), discountPercent, digits);
        if (discount.signum() == 0) {
            return nets;
        }
        List<BigDecimal> parts = spread(discount, nets, digits);
        return IntStream.range(0, nets.size())
                .mapToObj(i -> nets.get(i).subtract(parts.get(i)))
                .toList();
    }

    private static SalesOrder.Line line(int number, Item item, BigDecimal net, int digits) {
        BigDecimal tax = percent(net, item.taxRate, digits);
        return new SalesOrder.Line(
                number,
                item.productId,
                item.sku,
                item.name,
                item.quantity,
                item.unitPrice,
                item.discountPercent,
                net,
                item.taxRate,
                tax,
                net.add(tax),
                item.priceReason);
    }

    private static Totals totals(List<Item> items, List<SalesOrder.Line> lines, int digits) {
        BigDecimal listPrices = sum(items, item -> percent(item.listPrice(), HUNDRED, digits), digits);
        BigDecimal net = sum(lines, SalesOrder.Line::net, digits);
        return new Totals(
                listPrices.subtract(net),
                net,
                sum(lines, SalesOrder.Line::tax, digits),
                sum(lines, SalesOrder.Line::gross, digits));
    }

    /**
     * Splits an amount in proportion to weights, by largest remainder (Hamilton's method): the parts add up to the amount, none is
     * more than its weight, and equal remainders are served in the order of the lines.
     *
     * @param amount more than 0, at most the sum of the weights
     */
    static List<BigDecimal> spread(BigDecimal amount, List<BigDecimal> weights, int digits) {
        BigInteger whole = sum(weights, weight -> weight, digits).unscaledValue();
        BigInteger left = amount.unscaledValue();
        BigInteger[] parts = new BigInteger[weights.size()];
        BigInteger[] remainders = new BigInteger[weights.size()];
        for (int i = 0; i < parts.length; i++) {
            BigInteger exact = amount.unscaledValue().multiply(weights.get(i).unscaledValue());
            parts[i] = exact.divide(whole);
            remainders[i] = exact.mod(whole);
            left = left.subtract(parts[i]);
        }
        IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
                .limit(left.longValueExact())
                .forEach(i -> parts[i] = parts[i].add(BigInteger.ONE));
        return Arrays.stream(parts).map(part -> new BigDecimal(part, digits)).toList();
    }

    private static BigDecimal percent(BigDecimal amount, BigDecimal percent, int digits) {
        return amount.multiply(percent).movePointLeft(2).setScale(digits, RoundingMode.HALF_UP);
    }

    private static <T> BigDecimal sum(List<T> parts, Function<T, BigDecimal> amount, int digits) {
        BigDecimal sum = BigDecimal.ZERO.setScale(digits);
        for (T part : parts) {
            sum = sum.add(amount.apply(part));
        }
        return sum;
    }
}
