package dev.erp.chassis.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The revocations that may still matter, in memory: each for longer than a token lives that was issued before it. Asked for every
 * request, and told by {@link RevocationListener}; takes no lock.
 */
public final class Revocations {

    private record Subject(long leastEpoch, Instant until) {}

    /** By the token's {@code sub}. */
    private final Map<String, Subject> subjects = new ConcurrentHashMap<>();

    /** Until when each session is remembered. */
    private final Map<UUID, Instant> sessions = new ConcurrentHashMap<>();

    private final Clock clock;
    private final Duration keep;

    /** @param keep longer than any access token lives, the clock skew that is allowed included */
    Revocations(Clock clock, Duration keep) {
        this.clock = clock;
        this.keep = keep;
    }

    /** Whether a token with these claims counts no more. */
    public boolean refuse(Principal caller) {
        Subject subject = subjects.get(caller.actor().id());
        return subject != null && caller.epoch() < subject.leastEpoch()
                || caller.sessionId() != null && sessions.containsKey(caller.sessionId());
    }

    /** How many are remembered. */
    int size() {
        return subjects.size() + sessions.size();
    }

    /** From when on a topic must be read to know all that may still matter. */
    Instant beginning() {
        return clock.instant().minus(keep);
    }

    /** @param at by auth-service's clock, which is also the one that a token's expiry was taken from */
    void add(Revocation revocation, Instant at) {
        Instant until = until(at);
        if (until.isBefore(clock.instant())) {
            return;
        }
        switch (revocation) {
            // two revocations of a subject may come in any order
            case Revocation.OfSubject(UUID id, long leastEpoch) ->
                subjects.merge(
                        id.toString(),
                        new Subject(leastEpoch, until),
                        (a, b) -> new Subject(Math.max(a.leastEpoch(), b.leastEpoch()), later(a.until(), b.until())));
            case Revocation.OfSession(UUID id) -> sessions.merge(id, until, Revocations::later);
        }
    }

    /** Drops those that no living token can meet. */
    void forget() {
        Instant now = clock.instant();
        subjects.values().removeIf(subject -> subject.until().isBefore(now));
        sessions.values().removeIf(until -> until.isBefore(now));
    }

    /** A time from a wild future would be remembered for ever. */
    private Instant until(Instant at) {
        Instant latest = clock.instant().plus(keep);
        return (at.isAfter(latest) ? latest : at).plus(keep);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
