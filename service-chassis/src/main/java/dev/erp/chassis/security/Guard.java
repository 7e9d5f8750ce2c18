package dev.erp.chassis.security;

import java.util.function.BiConsumer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
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
    private final BiConsumer<ServerWebExchange, Principal> denials;

    /** @param denials is told of each signed-in caller who is refused; must not block or fail */
    Guard(TokenVerifier tokens, HandlerAuthorization authorization, BiConsumer<ServerWebExchange, Principal> denials) {
        this.tokens = tokens;
        this.authorization = authorization;
        this.denials = denials;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        BearerTokenAuthenticationToken token = BearerToken.of(request.getHeaders());
        if (token != null) {
            return tokens.authenticate(token).flatMap(caller -> authorization
                    .allows(exchange, caller)
                    .flatMap(allowed -> allowed ? chain.filter(exchange) : denied(exchange, caller))
                    .contextWrite(ReactiveSecurityContextHolder.withAuthentication(caller)));
        }
        if (isOpen(request.getPath().value())) {
            return chain.filter(exchange);
        }
        return authorization
                .allows(exchange, null)
                .flatMap(allowed -> allowed ? chain.filter(exchange) : Mono.error(unknown()));
    }

    private Mono<Void> denied(ServerWebExchange exchange, Authentication caller) {
        denials.accept(exchange, (Principal) caller.getPrincipal());
        return Mono.error(new AccessDeniedException("denied"));
    }

    private static AuthenticationCredentialsNotFoundException unknown() {
        return new AuthenticationCredentialsNotFoundException("no token");
    }

    private static boolean isOpen(String path) {
        return path.equals(API_DOCUMENT) || path.startsWith(API_DOCUMENT + "/") || path.startsWith(ACTUATOR);
    }
}
