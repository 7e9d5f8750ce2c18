package dev.erp.sales.order;

import dev.erp.chassis.web.Problem;
import dev.erp.sales.order.SalesOrder.Change;
import dev.erp.sales.order.SalesOrder.Happening;
import dev.erp.sales.order.SalesOrder.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What people do about an order that asks for attention. */
final class Attending {

    private Attending() {}

    /**
     * Whoever has not answered is asked once more. The order asks for attention until the answer is there.
     *
     * @param open shipments that inventory has not answered
     * @throws Problem 409 {@code nothing_to_retry}
     */
    static List<Change> retry(SalesOrder order, List<Line> lines, List<Shipment> open, String reason, Instant at) {
        if (order.attention() == null
                || !order.attention().nextActions(order.quantities()).contains("retry")) {
            throw Problem.conflict(
                    "nothing_to_retry",
                    "Sales order " + order.number() + " waits for nothing that can be asked for again.");
        }
        Happening what = new Happening("retried", at, reason, null);
        return switch (order.attention().about()) {
            case RESERVATION ->
                List.of(asked(
                        order,
                        what,
                        new SalesOrderEvent.ReservationRequested(
                                SalesOrderEvent.Document.left(order, lines), order.terms())));
            case INVOICE ->
                List.of(asked(
                        order, what, new SalesOrderEvent.Confirmed(SalesOrderEvent.Document.left(order, lines), at)));
            case STOCK -> throw new IllegalStateException("what was lost cannot be asked for again");
            case SHIPMENT -> {
                List<Change> changes = new ArrayList<>();
                for (Shipment shipment : open) {
                    SalesOrder last =
                            changes.isEmpty() ? order : changes.getLast().order();
                    changes.add(asked(last, what, Shipping.requested(order, lines, shipment)));
                }
                yield changes;
            }
        };
    }

    private static Change asked(SalesOrder order, Happening what, SalesOrderEvent event) {
        return order.after(
                what, new SalesOrder.Effect(null, event, order.attention(), order.invoiceId(), order.owed()));
    }

    /**
     * Nobody waits any more: what has not left is cancelled.
     *
     * @throws Problem 409 {@code nothing_to_abandon}
     */
    static List<Change> abandon(SalesOrder order, List<Line> lines, PerLine requested, String reason, Instant at) {
        if (order.attention() == null
                || !order.attention().nextActions(order.quantities()).contains("abandon")) {
            throw Problem.conflict(
                    "nothing_to_abandon", "Sales order " + order.number() + " waits for nothing that can be given up.");
        }
        return Cancellation.whole(order, lines, requested, reason, "abandoned", at);
    }
}
