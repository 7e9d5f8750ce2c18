package dev.erp.chassis.security;

import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import reactor.core.publisher.Mono;

/**
 * Asks the handler method that a request would reach for its {@link Permission}. Default deny: a method that has none, and is not
 * {@link Public}, is closed to everybody. A path that leads nowhere is let through to its 404, for those who are signed in.
 */
final class HandlerAuthorization implements ReactiveAuthorizationManager<AuthorizationContext> {

    private static final AuthorizationDecision GRANTED = new AuthorizationDecision(true);
    private static final AuthorizationDecision DENIED = new AuthorizationDecision(false);

    private final RequestMappingHandlerMapping handlers;

    HandlerAuthorization(RequestMappingHandlerMapping handlers) {
        this.handlers = handlers;
    }

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> authentication, AuthorizationContext context) {
        return handlers.getHandler(context.getExchange())
                // a wrong method or media type has its own problem, for those who are signed in
                .onErrorResume(e -> Mono.just(e))
                .defaultIfEmpty("none")
                .flatMap(handler -> decide(handler, authentication));
    }

    private static Mono<AuthorizationResult> decide(Object handler, Mono<Authentication> authentication) {
        if (!(handler instanceof HandlerMethod method)) {
            return authentication.<AuthorizationResult>map(a -> GRANTED).defaultIfEmpty(DENIED);
        }
        if (method.hasMethodAnnotation(Public.class)) {
            return Mono.just(GRANTED);
        }
        Permission permission = method.getMethodAnnotation(Permission.class);
        if (permission == null) {
            return Mono.just(DENIED);
        }
        return authentication
                .<AuthorizationResult>map(caller -> allows(permission, caller) ? GRANTED : DENIED)
                .defaultIfEmpty(DENIED);
    }

    private static boolean allows(Permission permission, Authentication caller) {
        if (!(caller.getPrincipal() instanceof Principal principal)) {
            return false;
        }
        for (String allowed : permission.value()) {
            if (allowed.equals(Permission.SIGNED_IN) || principal.permissions().contains(allowed)) {
                return true;
            }
        }
        return false;
    }
}
