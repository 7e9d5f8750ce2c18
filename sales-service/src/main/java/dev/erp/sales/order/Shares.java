package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.sales.order.SalesOrder.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.List;
import java.util.function.Function;

/** Amounts of a part of a line: what is left of an order that was reduced, and what comes back. */
final class Shares {

    private Shares() {}

    /** Lines with these quantities and their share of the amounts; lines with nothing are left out. */
    static List<Line> of(List<Line> lines, PerLine quantities, Currency currency) {
        return lines.stream()
                .filter(line -> quantities.at(line.line()).isPositive())
                .map(line -> of(line, quantities.at(line.line()), currency))
                .toList();
    }

    /** The net in proportion, and the tax on it, each rounded half up as on the whole line. */
    private static Line of(Line line, Quantity quantity, Currency currency) {
        if (quantity.equals(line.quantity())) {
            return line;
        }
        int digits = currency.getDefaultFractionDigits();
        BigDecimal net = share(line.net(), quantity, line.quantity(), digits);
        BigDecimal tax = net.multiply(line.taxRate()).movePointLeft(2).setScale(digits, RoundingMode.HALF_UP);
        return new Line(
                line.line(),
                line.productId(),
                line.sku(),
                line.name(),
                quantity,
                line.unitPrice(),
                line.discountPercent(),
                net,
                line.taxRate(),
                tax,
                net.add(tax),
                line.priceReason());
    }

    /** {@code amount × part / whole}, rounded half up. */
    static BigDecimal share(BigDecimal amount, Quantity part, Quantity whole, int digits) {
        return amount.multiply(part.value()).divide(whole.value(), digits, RoundingMode.HALF_UP);
    }

    static BigDecimal sum(List<Line> lines, Function<Line, BigDecimal> amount, Currency currency) {
        return lines.stream()
                .map(amount)
                .reduce(BigDecimal.ZERO.setScale(currency.getDefaultFractionDigits()), BigDecimal::add);
    }
}
