package dev.erp.auth.session;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A login that goes on. Its refresh tokens are one family: each is good for one refresh, and one that comes again, by whomever, ends
 * the session, because nobody can tell the thief from the owner (RFC 9700, 4.14.2).
 *
 * @param address of the last use, or null if unknown
 * @param device what the client called itself at the last use, or null
 * @param expiresAt however much it is used
 * @param endedAt null while it goes on
 */
record Session(
        UUID id,
        UUID userId,
        long version,
        String address,
        String device,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        Instant endedAt) {

    /** What a refresh token is good for. */
    enum Verdict {
        REFRESH,
        /** The session has ended, or has expired. */
        OVER,
        /** Somebody has used this token before. */
        REUSED
    }

    /** @param usedAt when the token was used, or null */
    Verdict judge(Instant usedAt, Instant now, Duration idle) {
        if (endedAt != null || !now.isBefore(expiresAt) || !now.isBefore(lastUsedAt.plus(idle))) {
            return Verdict.OVER;
        }
        return usedAt == null ? Verdict.REFRESH : Verdict.REUSED;
    }
}
