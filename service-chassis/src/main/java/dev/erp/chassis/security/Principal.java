package dev.erp.chassis.security;

import dev.erp.chassis.event.Actor;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Who a verified access token speaks for.
 *
 * @param tokenId the token's jti
 * @param issuedAt when the token was issued
 * @param epoch counts the changes of what the subject may do, 0 if the token does not say; see {@link Revocations}
 * @param sessionId the session that the token belongs to, or null
 * @param clientId the API client, or null for people
 */
public record Principal(
        Actor actor,
        Set<String> roles,
        Set<String> permissions,
        String tokenId,
        Instant issuedAt,
        long epoch,
        UUID sessionId,
        String clientId) {}
