package dev.erp.auth.session;

import dev.erp.auth.token.AccessToken;
import dev.erp.auth.token.Secret;
import java.util.UUID;

/**
 * What a login or a refresh answers.
 *
 * @param tokenType always Bearer
 * @param expiresIn seconds until the access token expires
 * @param refreshToken good for one refresh
 * @param refreshExpiresIn seconds until the session ends, if it is used before it has been idle for too long
 */
public record SessionTokens(
        String accessToken,
        String tokenType,
        long expiresIn,
        String refreshToken,
        long refreshExpiresIn,
        UUID sessionId) {

    static SessionTokens of(AccessToken access, Secret refresh, long refreshExpiresIn, UUID sessionId) {
        return new SessionTokens(
                access.accessToken(),
                access.tokenType(),
                access.expiresIn(),
                refresh.text(),
                refreshExpiresIn,
                sessionId);
    }

    /** Never shows a token. */
    @Override
    public String toString() {
        return "SessionTokens[" + sessionId + "]";
    }
}
