package dev.erp.finance.order;

import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import java.util.UUID;

/** What finance reads of {@code sales.order.cancelled.v1}. */
record CancelledOrder(UUID orderId, String reason, Boolean wasConfirmed) {

    private static final int MAX_REASON = 500;

    /** @throws InvalidEventException when something is missing or out of range */
    static CancelledOrder of(IncomingEvent event) {
        CancelledOrder order = event.as(CancelledOrder.class);
        requireReason(event, order.orderId, order.reason);
        if (order.wasConfirmed == null) {
            throw new InvalidEventException("wasConfirmed is missing in " + event.id());
        }
        return order;
    }

    /** What every event that takes something back from an order has. */
    static void requireReason(IncomingEvent event, UUID orderId, String reason) {
        if (!event.subject().equals(orderId)) {
            throw new InvalidEventException("orderId is not the subject of " + event.id());
        }
        if (reason == null || reason.length() > MAX_REASON || reason.indexOf('\0') >= 0) {
            throw new InvalidEventException(
                    "the reason of " + event.id() + " is not up to " + MAX_REASON + " characters without NUL");
        }
    }
}
