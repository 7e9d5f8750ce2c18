package dev.erp.auth.throttle;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.persistence.Ids;
import java.time.Instant;
import java.util.UUID;

/**
 * Somebody guesses, and has to wait from now on.
 *
 * @param scope of the limit
 * @param failures in a row
 * @param address of the client, or null if unknown
 */
record Throttled(String scope, int failures, String address) {

    /** Each is an aggregate of its own. */
    NewEvent published(Instant at) {
        UUID id = Ids.next();
        var origin = new Origin(new Actor("anonymous", "anonymous"), id, null, null);
        return NewEvent.of("erp.auth.session", "auth.session.throttled.v1", id, 1, at, origin, this);
    }
}
