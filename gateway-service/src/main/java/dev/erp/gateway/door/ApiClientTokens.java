package dev.erp.gateway.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.SignedJWT;
import dev.erp.chassis.security.Principal;
import java.text.ParseException;
import java.util.Optional;

/** Which tokens were made for a machine: those that have a claim {@code client_id}. */
final class ApiClientTokens {

    /** By identity: a token that was verified keeps its principal as long as its verification is remembered. */
    private final Cache<Principal, Optional<String>> known =
            Caffeine.newBuilder().weakKeys().build();

    /**
     * The client's id, or null for a user's token.
     *
     * @param caller what this very token was verified to be
     */
    String clientId(Principal caller, String verifiedToken) {
        return known.get(caller, _ -> read(verifiedToken)).orElse(null);
    }

    private static Optional<String> read(String verifiedToken) {
        try {
            return Optional.ofNullable(
                    SignedJWT.parse(verifiedToken).getJWTClaimsSet().getStringClaim("client_id"));
        } catch (ParseException e) {
            throw new IllegalStateException("a token that was verified can be read", e);
        }
    }
}
