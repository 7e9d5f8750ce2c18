package dev.erp.finance.order;

import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.money.Quantity;
import dev.erp.finance.document.Checks;
import java.util.List;
import java.util.UUID;

/** What finance reads of {@code sales.order.shipped.v1}. */
record ShippedOrder(UUID orderId, UUID shipmentId, List<Line> lines) {

    /** @param line number of the line of the order */
    record Line(Integer line, Quantity quantity) {}

    /** @throws InvalidEventException when something is missing or out of range */
    static ShippedOrder of(IncomingEvent event) {
        ShippedOrder order = event.as(ShippedOrder.class);
        try {
            Checks.require(event.subject().equals(order.orderId), "orderId is not the subject of the event");
            Checks.require(order.shipmentId != null, "shipmentId is missing");
            Checks.require(
                    order.lines != null && !order.lines.isEmpty() && order.lines.size() <= Checks.MAX_LINES,
                    "lines are not 1 to " + Checks.MAX_LINES);
            for (Line line : order.lines) {
                Checks.require(
                        line != null && line.line != null && line.line >= 1 && line.line <= Checks.MAX_LINES,
                        "a line has no number from 1 to " + Checks.MAX_LINES);
                Checks.require(
                        line.quantity != null && line.quantity.isPositive(),
                        "lines[" + line.line + "].quantity is not more than 0");
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidEventException(
                    "a shipment of order " + event.subject() + " cannot be noted: " + e.getMessage(), e);
        }
        return order;
    }
}
