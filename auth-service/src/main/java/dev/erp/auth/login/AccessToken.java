package dev.erp.auth.login;

/**
 * What a login answers, in the words of RFC 6750.
 *
 * @param tokenType always Bearer
 * @param expiresIn seconds
 */
record AccessToken(String accessToken, String tokenType, long expiresIn) {

    /** Never shows the token. */
    @Override
    public String toString() {
        return "AccessToken[expiresIn=" + expiresIn + "]";
    }
}
