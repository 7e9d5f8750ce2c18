package dev.erp.chassis.security;

import org.springframework.security.core.Authentication;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Asks the handler method that a request would reach for its {@link Permission}. Default deny: a method that has none, and is not
 * {@link Public}, is closed to everybody. A path that leads nowhere is let through to its 404, for those who are signed in.
 */
final class HandlerAuthorization {

    private final RequestMappingHandlerMapping handlers;

    HandlerAuthorization(RequestMappingHandlerMapping handlers) {
        this.handlers = handlers;
    }

    /** @param caller null when nobody is signed in */
    Mono<Boolean> allows(ServerWebExchange exchange, Authentication caller) {
        return handlers.getHandler(exchange)
                // a wrong method or media type has its own problem, for those who are signed in
                .onErrorResume(e -> Mono.just(e))
                .defaultIfEmpty("none")
                .map(handler -> decide(handler, caller));
    }

    private static boolean decide(Object handler, Authentication caller) {
        if (!(handler instanceof HandlerMethod method)) {
            return caller != null;
        }
        if (method.hasMethodAnnotation(Public.class)) {
            return true;
        }
        Permission permission = method.getMethodAnnotation(Permission.class);
        return permission != null && caller != null && hasOneOf(permission, caller);
    }

    private static boolean hasOneOf(Permission permission, Authentication caller) {
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
