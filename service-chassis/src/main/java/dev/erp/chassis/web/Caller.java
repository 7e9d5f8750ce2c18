package dev.erp.chassis.web;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.Circumstances;
import dev.erp.chassis.event.Origin;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who calls and how: an argument of any handler method.
 *
 * @param idempotencyKey the request's Idempotency-Key, if it has one
 * @param patience how long the caller is ready to wait for an outcome ({@code Prefer: wait=N}, at most 10 s); zero if not
 * @param traceparent W3C trace context of the request, or null
 * @param circumstances of the request: the reason it gives, its id, the client's address
 */
public record Caller(
        Actor actor,
        Set<String> permissions,
        Optional<IdempotencyKey> idempotencyKey,
        Duration patience,
        String traceparent,
        Circumstances circumstances) {

    public boolean may(String permission) {
        return permissions.contains(permission);
    }

    /** The origin of a change that this request makes; it starts, or goes on with, this business process. */
    public Origin inProcess(UUID correlationId) {
        return new Origin(actor, correlationId, null, traceparent, circumstances);
    }
}
