package dev.erp.auth.token;

/**
 * An access token, in the words of RFC 6749.
 *
 * @param tokenType always Bearer
 * @param expiresIn seconds
 */
public record AccessToken(String accessToken, String tokenType, long expiresIn) {

    /** Never shows the token. */
    @Override
    public String toString() {
        return "AccessToken[expiresIn=" + expiresIn + "]";
    }
}
