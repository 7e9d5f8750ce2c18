package dev.erp.gateway.door;

import dev.erp.chassis.security.BearerToken;
import dev.erp.chassis.security.Principal;
import dev.erp.chassis.security.TokenVerifier;
import dev.erp.gateway.accesslog.AccessEntry;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
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
 * What every request meets first, in one filter, because each one more costs CPU in every request: its id, security headers, CORS,
 * the size of the body, the access token, the rate limit. Whatever is below {@code /api/v1} needs a valid token, except what those
 * need who have none yet; what the caller may do with it, the services decide, who check the token again.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
class Door implements WebFilter, DisposableBean {

    private final TokenVerifier tokens;
    private final ClientAddress addresses;
    private final CrossOrigin crossOrigin;
    private final BodyLimit bodyLimit;
    private final SharedBuckets shared;
    private final RateLimits limits;
    private final boolean tls;

    Door(TokenVerifier tokens, GatewayProperties properties, Environment environment, MeterRegistry meters) {
        this.tokens = tokens;
        this.addresses = new ClientAddress(properties.trustedProxies());
        this.crossOrigin = new CrossOrigin(properties.cors(), properties.publicUrl());
        this.bodyLimit = new BodyLimit(properties.maxBodyBytes());
        GatewayProperties.RateLimit rates = properties.rateLimit();
        this.shared =
                rates.redisUrl().isBlank() ? null : new SharedBuckets(rates.redisUrl(), rates.redisTimeout(), meters);
        this.limits = new RateLimits(rates, shared);
        this.tls = properties.tls() || OwnCertificate.isGiven(environment);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        HttpHeaders answer = exchange.getResponse().getHeaders();
        // not decoded: the routes look at the same text, so no path can mean one thing here and another there
        String path = request.getPath().value();
        RequestIds.give(exchange);
        SecurityHeaders.write(answer, ApiPaths.isPage(path), tls);
        InetAddress address = addresses.find(exchange);
        AccessEntry entry = AccessEntry.of(exchange);
        if (entry != null) {
            entry.cameFrom(address);
        }
        if (crossOrigin.answer(exchange)) {
            return Mono.empty();
        }
        if (!path.startsWith(ApiPaths.API)) {
            return limits.admitAnonymous(address, answer, () -> bodyLimit.enforce(exchange, chain));
        }
        if (request.getMethod() == HttpMethod.POST && limits.isOpen(path)) {
            return limits.admitToOpen(path, address, answer, () -> bodyLimit.enforce(exchange, chain));
        }
        BearerTokenAuthenticationToken token;
        try {
            token = required(BearerToken.of(request.getHeaders()));
        } catch (AuthenticationException e) {
            return limits.admitAnonymous(address, answer, () -> Mono.error(e));
        }
        return tokens.authenticate(token)
                // guessing tokens costs more than having one
                .onErrorResume(
                        AuthenticationException.class, e -> limits.admitAnonymous(address, answer, () -> Mono.error(e)))
                .flatMap(caller -> {
                    var principal = (Principal) caller.getPrincipal();
                    String clientId = principal.clientId();
                    if (entry != null) {
                        entry.spokeFor(principal.actor().id(), clientId);
                    }
                    return limits.admitCaller(principal, clientId, answer, () -> bodyLimit.enforce(exchange, chain));
                });
    }

    @Override
    public void destroy() {
        if (shared != null) {
            shared.close();
        }
    }

    private static BearerTokenAuthenticationToken required(BearerTokenAuthenticationToken token) {
        if (token == null) {
            throw new AuthenticationCredentialsNotFoundException("no token");
        }
        return token;
    }
}
