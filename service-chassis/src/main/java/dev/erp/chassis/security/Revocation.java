package dev.erp.chassis.security;

import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What auth-service declares: which tokens count no more, although they have not expired. */
sealed interface Revocation {

    String TOPIC = "erp.auth.revocation";
    String TYPE = "auth.revocation.declared.v1";

    /** The largest number that every reader of JSON can hold exactly: 2^53 - 1. */
    long MAX_EPOCH = (1L << 53) - 1;

    /** Tokens of this subject with an epoch lower than this one. */
    record OfSubject(UUID subjectId, long leastEpoch) implements Revocation {}

    /** All tokens of this session. */
    record OfSession(UUID sessionId) implements Revocation {}

    /** @throws InvalidEventException when the event says neither, or both, or nonsense */
    static Revocation of(IncomingEvent event) {
        JsonNode data = event.as(JsonNode.class);
        boolean ofSession = data.has("sessionId");
        if (ofSession == (data.has("subjectId") || data.has("epoch"))) {
            throw new InvalidEventException("a revocation is of a subject or of a session");
        }
        return ofSession
                ? new OfSession(uuid(data, "sessionId"))
                : new OfSubject(uuid(data, "subjectId"), epoch(data.path("epoch")));
    }

    private static UUID uuid(JsonNode data, String name) {
        JsonNode value = data.path(name);
        // UUID.fromString alone would take "1-1-1-1-1"
        if (value.isString() && value.asString().length() == 36) {
            try {
                return UUID.fromString(value.asString());
            } catch (IllegalArgumentException e) {
                throw new InvalidEventException(name + " is no UUID", e);
            }
        }
        throw new InvalidEventException(name + " is no UUID");
    }

    private static long epoch(JsonNode value) {
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.asLong() < 0
                || value.asLong() > MAX_EPOCH) {
            throw new InvalidEventException("epoch is no whole number from 0 to " + MAX_EPOCH);
        }
        return value.asLong();
    }
}
