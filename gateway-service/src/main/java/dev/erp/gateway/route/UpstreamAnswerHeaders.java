package dev.erp.gateway.route;

import dev.erp.gateway.door.RequestIds;
import dev.erp.gateway.door.SecurityHeaders;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;

/** What clients get to see of a service's headers: those of security, limits and ids are the gateway's own. */
@Component
class UpstreamAnswerHeaders implements HttpHeadersFilter {

    @Override
    public HttpHeaders filter(HttpHeaders headers, ServerWebExchange exchange) {
        // fresh from the service's answer, so it may be changed in place
        SecurityHeaders.NAMES.forEach(headers::remove);
        headers.remove(RequestIds.REQUEST_ID);
        headers.remove(RequestIds.TRACE_ID);
        headers.remove("RateLimit");
        headers.remove("RateLimit-Policy");
        headers.remove(HttpHeaders.SERVER);
        headers.remove(HttpHeaders.PRAGMA);
        headers.remove(HttpHeaders.EXPIRES);
        if (!headers.containsHeader(HttpHeaders.CACHE_CONTROL)) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        return headers;
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.RESPONSE;
    }
}
