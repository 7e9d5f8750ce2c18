package dev.erp.auth.token;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * An access token, in the words of RFC 6749.
 *
 * @param tokenType always Bearer
 * @param expiresIn seconds
 */
public record AccessToken(
        @Schema(example = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJleGFtcGxlIn0.c2lnbmF0dXJl")
        String accessToken,

        @Schema(example = "Bearer") String tokenType,
        @Schema(example = "300") long expiresIn) {

    /** Never shows the token. */
    @Override
    public String toString() {
        return "AccessToken[expiresIn=" + expiresIn + "]";
    }
}
