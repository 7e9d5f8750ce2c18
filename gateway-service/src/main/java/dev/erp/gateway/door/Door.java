package dev.erp.gateway.door;

import dev.erp.chassis.security.BearerToken;
import dev.erp.chassis.security.Principal;
import dev.erp.chassis.security.TokenVerifier;
import java.net.InetAddress;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * What every request meets first, in one filter, because each one more costs CPU in every request: security headers, CORS, the
 * size of the body, the access token, the rate limit. Whatever is below {@code /api/v1} needs a valid token, except login; what
 * the caller may do with it, the services decide, who check the token again.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class Door implements WebFilter {

    private final TokenVerifier tokens;
    private final ClientAddress addresses;
    private final CrossOrigin crossOrigin;
    private final BodyLimit bodyLimit;
    private final RateLimits limits;
    private final boolean tls;

    Door(TokenVerifier tokens, GatewayProperties properties) {
        this.tokens = tokens;
        this.addresses = new ClientAddress(properties.trustedProxies());
        this.crossOrigin = new CrossOrigin(properties.cors(), properties.publicUrl());
        this.bodyLimit = new BodyLimit(properties.maxBodyBytes());
        this.limits = new RateLimits(properties.rateLimit());
        this.tls = properties.tls();
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        HttpHeaders answer = exchange.getResponse().getHeaders();
        // not decoded: the routes look at the same text, so no path can mean one thing here and another there
        String path = request.getPath().value();
        SecurityHeaders.write(answer, ApiPaths.isPage(path), tls);
        if (crossOrigin.answer(exchange)) {
            return Mono.empty();
        }
        InetAddress address = addresses.find(exchange);
        if (path.equals(ApiPaths.LOGIN) && request.getMethod() == HttpMethod.POST) {
            limits.requireForLogin(address, answer);
            return bodyLimit.enforce(exchange, chain);
        }
        if (!path.startsWith(ApiPaths.API)) {
            limits.requireForAnonymous(address, answer);
            return bodyLimit.enforce(exchange, chain);
        }
        return tokens.authenticate(required(BearerToken.of(request.getHeaders())))
                // guessing tokens costs more than having one
                .doOnError(AuthenticationException.class, e -> limits.requireForAnonymous(address, answer))
                .flatMap(caller -> {
                    var principal = (Principal) caller.getPrincipal();
                    limits.requireForUser(principal.actor().id(), answer);
                    return bodyLimit.enforce(exchange, chain);
                });
    }

    private static BearerTokenAuthenticationToken required(BearerTokenAuthenticationToken token) {
        if (token == null) {
            throw new AuthenticationCredentialsNotFoundException("no token");
        }
        return token;
    }
}
