package dev.erp.finance.order;

import static dev.erp.finance.document.Checks.require;
import static dev.erp.finance.document.Checks.requireText;

import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import dev.erp.finance.document.Checks;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** What finance reads of {@code sales.order.returned.v1}: what came back and what it is worth, checked and added up again. */
record ReturnedOrder(
        UUID orderId,
        UUID returnId,
        String returnNumber,
        Currency currency,
        String reason,
        List<Line> lines,
        BigDecimal net,
        BigDecimal tax,
        BigDecimal gross) {

    /**
     * A part of what came back. Several may be of one line: some pieces can be sold again, some cannot.
     *
     * @param line number of the line of the order, and so of the invoice
     */
    record Line(Integer line, UUID productId, Quantity quantity, BigDecimal net, BigDecimal tax, BigDecimal gross) {}

    /** @throws InvalidEventException when something is missing or out of range, or the amounts do not add up */
    static ReturnedOrder of(IncomingEvent event) {
        ReturnedOrder order = event.as(ReturnedOrder.class);
        CancelledOrder.requireReason(event, order.orderId, order.reason);
        try {
            order.check();
            return order;
        } catch (IllegalArgumentException e) {
            throw new InvalidEventException(
                    "a return of order " + event.subject() + " cannot be credited: " + e.getMessage(), e);
        }
    }

    private void check() {
        require(returnId != null, "returnId is missing");
        requireText(returnNumber, "returnNumber");
        require(currency != null, "currency is missing");
        require(
                lines != null && !lines.isEmpty() && lines.size() <= Checks.MAX_LINES,
                "lines are not 1 to " + Checks.MAX_LINES);
        Checks.Sums sums = new Checks.Sums();
        for (Line line : lines) {
            require(line != null && line.line != null, "a line has no number");
            String at = "lines[" + line.line + "].";
            require(line.productId != null, at + "productId is missing");
            require(line.quantity != null && line.quantity.isPositive(), at + "quantity is not more than 0");
            sums.addAmounts(at, line.net, line.tax, line.gross);
            // more decimals than the currency has are refused here
            new Money(line.net, currency).plus(new Money(line.tax, currency));
        }
        sums.requireTotals(net, tax, gross);
    }
}
