package dev.erp.chassis.security;

import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/** The token is right in itself, but was revoked before it expired. */
public final class RevokedTokenException extends InvalidBearerTokenException {

    private static final long serialVersionUID = 1L;

    RevokedTokenException() {
        super("revoked");
    }
}
