package dev.erp.finance.order;

import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.finance.document.Checks;
import dev.erp.finance.invoice.InvoiceLine;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** What finance reads of {@code sales.order.reduced.v1}: what remains to be invoiced, checked and added up again. */
record ReducedOrder(UUID orderId, String reason, Currency currency, Remaining remaining) {

    /** The order as it is now; its lines keep the numbers that they had. */
    record Remaining(List<InvoiceLine> lines, BigDecimal net, BigDecimal tax, BigDecimal gross) {}

    /** @throws InvalidEventException when something is missing or out of range, or the amounts do not add up */
    static ReducedOrder of(IncomingEvent event) {
        ReducedOrder order = event.as(ReducedOrder.class);
        CancelledOrder.requireReason(event, order.orderId, order.reason);
        try {
            Checks.require(order.currency != null, "currency is missing");
            Checks.require(order.remaining != null, "remaining is missing");
            Remaining remaining = order.remaining;
            InvoiceLine.requireSound(remaining.lines, remaining.net, remaining.tax, remaining.gross);
            List<InvoiceLine> lines = remaining.lines.stream()
                    .map(line -> line.in(order.currency))
                    .toList();
            return new ReducedOrder(
                    order.orderId,
                    order.reason,
                    order.currency,
                    new Remaining(lines, remaining.net, remaining.tax, remaining.gross));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new InvalidEventException(
                    "what remains of order " + event.subject() + " cannot be invoiced: " + e.getMessage(), e);
        }
    }
}
