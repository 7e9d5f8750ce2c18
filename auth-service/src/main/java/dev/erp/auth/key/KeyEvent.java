package dev.erp.auth.key;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import java.time.Instant;
import java.util.UUID;

/**
 * A key took a step of its life; never the key itself.
 *
 * @param before null for a new key
 */
record KeyEvent(String kid, String status, Before before) {

    record Before(String status) {}

    NewEvent published(UUID key, long version, Instant at, Actor actor) {
        var origin = new Origin(actor, key, null, null);
        return NewEvent.of("erp.auth.key", "auth.key.status-changed.v1", key, version, at, origin, this);
    }
}
