package dev.erp.chassis.security;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/** The access token of a request (RFC 6750, 2.1): in its Authorization header, and nowhere else. */
public final class BearerToken {

    private static final String SCHEME = "Bearer ";

    private BearerToken() {}

    /**
     * The token, not verified, or null when the request brings no authorization at all.
     *
     * @throws InvalidBearerTokenException when there is another kind of authorization, or more than one
     */
    public static BearerTokenAuthenticationToken of(HttpHeaders headers) {
        List<String> values = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (values.isEmpty()) {
            return null;
        }
        String value = values.getFirst();
        String token = value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? value.substring(SCHEME.length()).strip()
                : "";
        if (values.size() > 1 || token.isEmpty()) {
            throw new InvalidBearerTokenException("not one bearer token");
        }
        return new BearerTokenAuthenticationToken(token);
    }
}
