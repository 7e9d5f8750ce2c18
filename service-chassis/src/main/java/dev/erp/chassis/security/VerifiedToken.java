package dev.erp.chassis.security;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** The authentication of a request whose access token was verified. Permissions are its authorities; the token is not kept. */
final class VerifiedToken extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Principal principal;

    VerifiedToken(Principal principal) {
        super(AuthorityUtils.createAuthorityList(principal.permissions()));
        this.principal = principal;
        setAuthenticated(true);
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public Principal getPrincipal() {
        return principal;
    }

    @Override
    public String getName() {
        return principal.actor().id();
    }
}
