package dev.erp.chassis.security;

import dev.erp.chassis.event.Actor;
import java.time.Instant;
import java.util.Set;

/**
 * Who a verified access token speaks for.
 *
 * @param tokenId the token's jti
 * @param issuedAt when the token was issued; older ones can be refused after a revocation
 */
public record Principal(Actor actor, Set<String> roles, Set<String> permissions, String tokenId, Instant issuedAt) {}
