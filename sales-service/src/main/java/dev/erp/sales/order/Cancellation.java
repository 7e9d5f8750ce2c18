package dev.erp.sales.order;

import dev.erp.chassis.web.Problem;
import dev.erp.sales.order.Quantities.Entry;
import dev.erp.sales.order.Quantities.Kind;
import dev.erp.sales.order.SalesOrder.Change;
import dev.erp.sales.order.SalesOrder.Effect;
import dev.erp.sales.order.SalesOrder.Happening;
import dev.erp.sales.order.SalesOrder.Line;
import dev.erp.sales.order.SalesOrder.Status;
import dev.erp.sales.order.SalesOrderEvent.Remaining;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Cancelling an order, wholly or in part, as far as the goods allow. */
final class Cancellation {

    private Cancellation() {}

    /**
     * Everything that has not left.
     *
     * @param requested what is on shipments that inventory has not answered yet
     * @param step what the timeline calls it, or null for the usual
     * @throws Problem 409 when there is nothing to cancel, or a shipment is under way
     */
    static List<Change> whole(
            SalesOrder order, List<Line> lines, PerLine requested, String reason, String step, Instant at) {
        requireOpen(order);
        if (!requested.isZero()) {
            throw Problem.conflict(
                    "shipment_under_way",
                    "A shipment of sales order " + order.number()
                            + " is under way. What it does not take can be cancelled when inventory has answered.");
        }
        PerLine all = order.status() == Status.QUOTATION
                ? new PerLine(lines.stream().map(Line::quantity).toList())
                : order.quantities().unshipped();
        return of(order, lines, all, reason, step, at);
    }

    /** @throws Problem 409 as above, 422 when more is to be cancelled than has not left and is not about to */
    static List<Change> part(
            SalesOrder order, List<Line> lines, PerLine requested, List<LineRequest> parts, String reason, Instant at) {
        requireOpen(order);
        if (order.status() == Status.QUOTATION) {
            throw Problem.conflict(
                    "order_is_quotation",
                    "Sales order " + order.number() + " is a quotation: change it, or cancel the whole of it.");
        }
        PerLine most = order.quantities().unshipped().minus(requested);
        return of(
                order,
                lines,
                LineRequest.resolve(
                        parts, lines, most, "more_than_unshipped", "so much is neither shipped nor about to be"),
                reason,
                null,
                at);
    }

    private static void requireOpen(SalesOrder order) {
        Status status = order.status();
        if (status.isClosed() && status != Status.COMPLETED) {
            throw Problem.conflict(
                    status == Status.REJECTED ? "order_is_rejected" : "order_is_cancelled",
                    "Sales order " + order.number() + " is " + status.code() + " and cannot be cancelled.");
        }
        if (status == Status.COMPLETED || status == Status.SHIPPED) {
            throw Problem.conflict(
                    "order_is_shipped", "Sales order " + order.number() + " is shipped. A return takes goods back.");
        }
    }

    private static List<Change> of(
            SalesOrder order, List<Line> lines, PerLine quantities, String reason, String step, Instant at) {
        Entry entry = Entry.of(Kind.CANCELLED, quantities);
        Quantities left = order.quantities().and(entry);
        if (left.status() == Status.CANCELLED) {
            var event = new SalesOrderEvent.Cancelled(order.id(), order.number(), reason, at, order.wasConfirmed());
            // what is invoiced is owed until finance has undone it
            BigDecimal owed = order.invoiceId() == null ? BigDecimal.ZERO : order.owed();
            return List.of(order.after(
                    new Happening(step == null ? "cancelled" : step, at, reason, null),
                    new Effect(entry, event, null, order.invoiceId(), owed)));
        }
        Remaining remaining = SalesOrderEvent.remaining(left.live(), lines, order.currency());
        var event = new SalesOrderEvent.Reduced(
                order.id(),
                order.number(),
                reason,
                at,
                LineQuantity.of(quantities, lines),
                order.currency(),
                remaining);
        Change reduced = order.after(
                new Happening(step == null ? "reduced" : step, at, reason, null),
                new Effect(
                        entry,
                        event,
                        null,
                        order.invoiceId(),
                        order.invoiceId() == null ? remaining.gross() : order.owed()));
        return Decisions.withConsequences(order, reduced, lines);
    }
}
