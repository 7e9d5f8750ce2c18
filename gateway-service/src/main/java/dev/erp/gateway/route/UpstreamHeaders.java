package dev.erp.gateway.route;

import dev.erp.gateway.door.ClientAddress;
import dev.erp.gateway.door.RequestIds;
import java.util.Locale;
import java.util.Set;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/**
 * What services get to see: no header with which a client could pretend to be somebody or to come from somewhere. What the gateway
 * says itself is {@code X-Forwarded-For}, the client's address, and {@code X-Request-Id}.
 */
@Component
class UpstreamHeaders implements HttpHeadersFilter, Ordered {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private static final Set<String> NEVER = Set.of(
            "forwarded",
            "x-request-id",
            "x-correlation-id",
            "x-real-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "x-originating-ip",
            "x-remote-ip",
            "x-remote-addr",
            "true-client-ip",
            "cf-connecting-ip",
            "fastly-client-ip",
            "x-original-url",
            "x-rewrite-url",
            "x-http-method-override",
            "x-http-method",
            "x-method-override",
            "proxy-authorization",
            "cookie");

    private static final Set<String> NEVER_WITH_PREFIX =
            Set.of("x-forwarded-", "x-user-", "x-auth-", "x-authenticated-", "x-envoy-", "x-ms-client-");

    @Override
    public HttpHeaders filter(HttpHeaders headers, ServerWebExchange exchange) {
        HttpHeaders kept = new HttpHeaders();
        headers.forEach((name, values) -> {
            if (isKept(name.toLowerCase(Locale.ROOT))) {
                kept.addAll(name, values);
            }
        });
        String address = ClientAddress.of(exchange);
        if (address != null) {
            kept.set(FORWARDED_FOR, address);
        }
        kept.set(RequestIds.REQUEST_ID, RequestIds.of(exchange));
        return kept;
    }

    private static boolean isKept(String name) {
        char first = name.isEmpty() ? 0 : name.charAt(0);
        // most headers are none of these, and cost one comparison
        if (first != 'x' && first != 'f' && first != 't' && first != 'c' && first != 'p') {
            return true;
        }
        return !NEVER.contains(name)
                && (first != 'x' || NEVER_WITH_PREFIX.stream().noneMatch(name::startsWith));
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.REQUEST;
    }

    /** Last: a filter of Spring Cloud Gateway removes X-Forwarded-*. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
