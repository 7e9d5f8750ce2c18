package dev.erp.chassis.security;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Lets a request through to its handler if it brings what the handler asks for. One filter in place of the eight that Spring Security
 * would put here for browsers' sessions, logins and logouts: each costs CPU in every request.
 */
final class Guard implements WebFilter {

    private static final String API_DOCUMENT = "/v3/api-docs";
    private static final String ACTUATOR = "/actuator/";

    private final TokenVerifier tokens;
    private final HandlerAuthorization authorization;

    Guard(TokenVerifier tokens, HandlerAuthorization authorization) {
        this.tokens = tokens;
        this.authorization = authorization;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        BearerTokenAuthenticationToken token = BearerToken.of(request.getHeaders());
        if (token != null) {
            return tokens.authenticate(token).flatMap(caller -> authorization
                    .allows(exchange, caller)
                    .flatMap(allowed -> allowed ? chain.filter(exchange) : Mono.error(denied()))
                    .contextWrite(ReactiveSecurityContextHolder.withAuthentication(caller)));
        }
        if (isOpen(request.getPath().value())) {
            return chain.filter(exchange);
        }
        return authorization
                .allows(exchange, null)
                .flatMap(allowed -> allowed ? chain.filter(exchange) : Mono.error(unknown()));
    }

    private static AccessDeniedException denied() {
        return new AccessDeniedException("denied");
    }

    private static AuthenticationCredentialsNotFoundException unknown() {
        return new AuthenticationCredentialsNotFoundException("no token");
    }

    private static boolean isOpen(String path) {
        return path.equals(API_DOCUMENT) || path.startsWith(API_DOCUMENT + "/") || path.startsWith(ACTUATOR);
    }
}
