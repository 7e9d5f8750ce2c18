package dev.erp.auth.token;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.persistence.Ids;
import java.time.Instant;
import java.util.UUID;

/**
 * Takes access tokens back before they expire: every service and every gateway hears it and refuses them. Either those of a subject
 * (user or API client) that were made in an earlier epoch, or those of one session.
 *
 * @param epoch tokens with a lower one are refused
 */
public record RevocationEvent(UUID subjectId, Long epoch, UUID sessionId) {

    public static final String TOPIC = "erp.auth.revocation";

    public static RevocationEvent ofOlderTokens(UUID subjectId, long epoch) {
        return new RevocationEvent(subjectId, epoch, null);
    }

    public static RevocationEvent ofSession(UUID sessionId) {
        return new RevocationEvent(null, null, sessionId);
    }

    /** Each is an aggregate of its own. */
    public NewEvent published(Instant at, Origin origin) {
        return NewEvent.of(TOPIC, "auth.revocation.declared.v1", Ids.next(), 1, at, origin, this);
    }
}
