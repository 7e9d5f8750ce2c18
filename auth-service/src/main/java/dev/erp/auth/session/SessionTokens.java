package dev.erp.auth.session;

import dev.erp.auth.token.AccessToken;
import dev.erp.auth.token.Secret;
import io.swagger.v3.oas.annotations.media.Schema;
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
        @Schema(example = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJl")
        String accessToken,

        @Schema(example = "Bearer") String tokenType,
        @Schema(example = "300") long expiresIn,

        @Schema(example = "erp_rt_Zm9yLWRvY3VtZW50YXRpb24tb25seS1ub3QtYS10b2tlbg")
        String refreshToken,

        @Schema(example = "2592000") long refreshExpiresIn,

        @Schema(example = "0193f2c4-b174-7096-8cbb-8fcf7d62d009")
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
