package dev.erp.chassis.money;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What the lines of a document cost: the one place where amounts are computed and rounded, so that order, invoice and payment can
 * never differ by a minor unit. Every total is the sum of the lines, by whatever policy.
 *
 * @param discount everything that discounts, on lines and on the document, take off the list prices
 */
public record DocumentTotals(List<Line> lines, BigDecimal discount, BigDecimal net, BigDecimal tax, BigDecimal gross) {

    /** How a document is rounded; it says so itself. */
    public enum Rounding {
        /**
         * Net of a line = quantity × unit price × (100 − discount) %, rounded half up; the discount on the document is rounded once and
         * spread over the lines; tax of a line = net × rate, rounded half up.
         */
        HALF_UP_PER_LINE,
        /**
         * The exact nets are summed and rounded half up once, and so is the tax of each rate; both are spread over their lines.
         */
        HALF_UP_IN_TOTAL;

        /** As on the wire. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @throws IllegalArgumentException for a policy that there is not */
        public static Rounding ofCode(String code) {
            for (Rounding one : values()) {
                if (one.code().equals(code)) {
                    return one;
                }
            }
            throw new IllegalArgumentException("rounding is not half_up_per_line or half_up_in_total");
        }
    }

    /**
     * What is sold.
     *
     * @param quantity more than zero
     * @param unitPrice 0 or more
     * @param discountPercent 0 to 100
     * @param taxRate percent
     */
    public record Item(Quantity quantity, BigDecimal unitPrice, BigDecimal discountPercent, BigDecimal taxRate) {

        /** Quantity × unit price, not rounded. */
        public BigDecimal listPrice() {
            return unitPrice.multiply(quantity.value());
        }

        /** The same less the discount of the line. */
        public BigDecimal exactNet() {
            return share(listPrice(), HUNDRED.subtract(discountPercent));
        }
    }

    /** The amounts of a line, at the currency's minor units. */
    public record Line(BigDecimal net, BigDecimal tax, BigDecimal gross) {}

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** @param discountPercent on the whole document, 0 to 100 */
    public static DocumentTotals of(
            Currency currency, Rounding rounding, List<Item> items, BigDecimal discountPercent) {
        int digits = currency.getDefaultFractionDigits();
        List<BigDecimal> nets =
                switch (rounding) {
                    case HALF_UP_PER_LINE ->
                        discounted(map(items, item -> round(item.exactNet(), digits)), discountPercent, digits);
                    case HALF_UP_IN_TOTAL -> {
                        List<BigDecimal> exact = map(items, Item::exactNet);
                        BigDecimal whole = round(share(sum(exact), HUNDRED.subtract(discountPercent)), digits);
                        yield spread(whole, exact, digits);
                    }
                };
        List<BigDecimal> taxes =
                switch (rounding) {
                    case HALF_UP_PER_LINE ->
                        IntStream.range(0, items.size())
                                .mapToObj(i -> round(share(nets.get(i), items.get(i).taxRate), digits))
                                .toList();
                    case HALF_UP_IN_TOTAL -> taxesByRate(items, nets, digits);
                };
        List<Line> lines = IntStream.range(0, items.size())
                .mapToObj(i -> new Line(nets.get(i), taxes.get(i), nets.get(i).add(taxes.get(i))))
                .toList();
        BigDecimal listPrices = round(BigDecimal.ZERO, digits).add(sum(map(items, i -> round(i.listPrice(), digits))));
        BigDecimal net = sum(nets);
        return new DocumentTotals(lines, listPrices.subtract(net), net, sum(taxes), net.add(sum(taxes)));
    }

    private static List<BigDecimal> discounted(List<BigDecimal> nets, BigDecimal percent, int digits) {
        BigDecimal discount = round(share(sum(nets), percent), digits);
        if (discount.signum() == 0) {
            return nets;
        }
        List<BigDecimal> parts = spread(discount, nets, digits);
        return IntStream.range(0, nets.size())
                .mapToObj(i -> nets.get(i).subtract(parts.get(i)))
                .toList();
    }

    private static List<BigDecimal> taxesByRate(List<Item> items, List<BigDecimal> nets, int digits) {
        Map<BigDecimal, List<Integer>> byRate = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            byRate.computeIfAbsent(items.get(i).taxRate.stripTrailingZeros(), rate -> new ArrayList<>())
                    .add(i);
        }
        BigDecimal[] taxes = new BigDecimal[items.size()];
        byRate.forEach((rate, lines) -> {
            List<BigDecimal> ofRate = map(lines, nets::get);
            List<BigDecimal> parts = spread(round(share(sum(ofRate), rate), digits), ofRate, digits);
            for (int i = 0; i < parts.size(); i++) {
                taxes[lines.get(i)] = parts.get(i);
            }
        });
        return List.of(taxes);
    }

    /**
     * Splits an amount in proportion to weights, by largest remainder (Hamilton's method): the parts add up to the amount, each is its
     * share rounded down or up, and equal remainders are served in the order of the lines.
     *
     * @param amount 0 or more, at the given digits
     * @param weights 0 or more; when all are zero the amount must be zero
     */
    public static List<BigDecimal> spread(BigDecimal amount, List<BigDecimal> weights, int digits) {
        int scale = weights.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        List<BigInteger> exact = map(weights, weight -> weight.setScale(scale).unscaledValue());
        BigInteger whole = exact.stream().reduce(BigInteger.ZERO, BigInteger::add);
        if (whole.signum() == 0) {
            return map(weights, weight -> round(BigDecimal.ZERO, digits));
        }
        BigInteger units = amount.setScale(digits).unscaledValue();
        BigInteger left = units;
        BigInteger[] parts = new BigInteger[exact.size()];
        BigInteger[] remainders = new BigInteger[exact.size()];
        for (int i = 0; i < parts.length; i++) {
            BigInteger share = units.multiply(exact.get(i));
            parts[i] = share.divide(whole);
            remainders[i] = share.mod(whole);
            left = left.subtract(parts[i]);
        }
        IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
                .limit(left.longValueExact())
                .forEach(i -> parts[i] = parts[i].add(BigInteger.ONE));
        return Arrays.stream(parts).map(part -> new BigDecimal(part, digits)).toList();
    }

    private static BigDecimal share(BigDecimal amount, BigDecimal percent) {
        return amount.multiply(percent).movePointLeft(2);
    }

    private static BigDecimal round(BigDecimal amount, int digits) {
        return amount.setScale(digits, RoundingMode.HALF_UP);
    }

    private static BigDecimal sum(List<BigDecimal> parts) {
        return parts.stream().reduce(BigDecimal::add).orElse(BigDecimal.ZERO);
    }

    private static <S, T> List<T> map(List<S> parts, Function<S, T> value) {
        return parts.stream().map(value).toList();
    }
}
