package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.order.Quantities.Entry;
import dev.erp.sales.order.Quantities.Kind;
import dev.erp.sales.order.SalesOrder.Change;
import dev.erp.sales.order.SalesOrder.Happening;
import dev.erp.sales.order.SalesOrder.Line;
import dev.erp.sales.order.SalesReturn.Disposition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Goods that come back: how many can, and what they are worth. */
final class Returning {

    private Returning() {}

    /** @throws Problem 409 {@code nothing_to_return} */
    static PerLine returnable(SalesOrder order) {
        PerLine most = order.quantities().shipped().minus(order.quantities().returned());
        if (most.isZero()) {
            throw Problem.conflict(
                    "nothing_to_return",
                    "Of sales order " + order.number() + " nothing is shipped that has not come back.");
        }
        return most;
    }

    /**
     * The lines with their share of the amounts: in proportion to what is left of the line of the order, and with the last of its
     * goods all that is left, so that what is credited for a line never differs from what was invoiced for it.
     *
     * @param earlier what came back before
     */
    static List<SalesReturn.Line> lines(
            SalesOrder order,
            List<Line> agreed,
            PerLine quantities,
            Map<Integer, Disposition> dispositions,
            List<SalesReturn.Line> earlier) {
        List<SalesReturn.Line> lines = new ArrayList<>();
        for (Line line : Shares.of(agreed, order.quantities().live(), order.currency())) {
            Quantity quantity = quantities.at(line.line());
            if (!quantity.isPositive()) {
                continue;
            }
            List<SalesReturn.Line> before = earlier.stream()
                    .filter(other -> other.line() == line.line())
                    .toList();
            boolean isLast =
                    order.quantities().returned().at(line.line()).plus(quantity).equals(line.quantity());
            BigDecimal net = share(line.net(), before, SalesReturn.Line::net, quantity, line.quantity(), isLast);
            BigDecimal tax = share(line.tax(), before, SalesReturn.Line::tax, quantity, line.quantity(), isLast);
            lines.add(new SalesReturn.Line(
                    line.line(),
                    line.productId(),
                    line.sku(),
                    quantity,
                    dispositions.get(line.line()),
                    net,
                    line.taxRate(),
                    tax,
                    net.add(tax)));
        }
        return lines;
    }

    private static BigDecimal share(
            BigDecimal invoiced,
            List<SalesReturn.Line> before,
            Function<SalesReturn.Line, BigDecimal> amount,
            Quantity quantity,
            Quantity of,
            boolean isLast) {
        BigDecimal left = before.stream()
                .map(amount)
                .reduce(invoiced, BigDecimal::subtract)
                .max(BigDecimal.ZERO);
        return isLast
                ? left.setScale(invoiced.scale())
                : Shares.share(invoiced, quantity, of, invoiced.scale()).min(left);
    }

    static Change enter(SalesOrder order, SalesReturn goods) {
        List<BigDecimal> quantities = new ArrayList<>(java.util.Collections.nCopies(
                order.quantities().ordered().values().size(), BigDecimal.ZERO));
        goods.lines()
                .forEach(line -> quantities.set(line.line() - 1, line.quantity().value()));
        Entry entry = new Entry(Kind.RETURNED, PerLine.of(quantities.toArray(BigDecimal[]::new)), goods.id());
        BigDecimal net = sum(goods, SalesReturn.Line::net);
        BigDecimal tax = sum(goods, SalesReturn.Line::tax);
        var event = new SalesOrderEvent.Returned(
                order.id(),
                order.number(),
                goods.id(),
                goods.number(),
                goods.invoiceId(),
                order.currency(),
                goods.reason(),
                goods.enteredAt(),
                goods.lines(),
                net,
                tax,
                net.add(tax));
        return order.after(
                new Happening("returned", goods.enteredAt(), goods.number() + ": " + goods.reason(), null),
                order.effect(entry, event));
    }

    static BigDecimal sum(SalesReturn goods, Function<SalesReturn.Line, BigDecimal> amount) {
        return goods.lines().stream().map(amount).reduce(BigDecimal::add).orElseThrow();
    }
}
