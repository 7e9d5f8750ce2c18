package dev.erp.chassis.event;

import java.util.Objects;
import java.util.UUID;

/**
 * Where a change comes from: who made it, why, the business process it belongs to, and the event that caused it.
 *
 * @param correlationId the business process; for everything of one sales order, the order's id
 * @param causationId the event that caused the change, or null when a request did
 * @param traceparent W3C trace context of the cause, or null
 * @param circumstances of the request
 */
public record Origin(
        Actor actor, UUID correlationId, UUID causationId, String traceparent, Circumstances circumstances) {

    public Origin {
        Objects.requireNonNull(actor, "actor");
        Objects.requireNonNull(correlationId, "correlationId");
        Objects.requireNonNull(circumstances, "circumstances");
    }

    /** Of a change that no request made, or one that nothing more is known of. */
    public Origin(Actor actor, UUID correlationId, UUID causationId, String traceparent) {
        this(actor, correlationId, causationId, traceparent, Circumstances.NONE);
    }

    /** The same cause, of something that belongs to another business process. */
    public Origin within(UUID process) {
        return new Origin(actor, process, causationId, traceparent, circumstances);
    }
}
