package dev.erp.chassis.event;

import java.util.Objects;
import java.util.UUID;

/**
 * Where a change comes from: who made it, the business process it belongs to, and the event that caused it.
 *
 * @param correlationId the business process; for everything of one sales order, the order's id
 * @param causationId the event that caused the change, or null when a request did
 * @param traceparent W3C trace context of the cause, or null
 */
public record Origin(Actor actor, UUID correlationId, UUID causationId, String traceparent) {

    public Origin {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(correlationId, "correlationId");
    }
}
