package dev.erp.gateway.door;

import dev.erp.chassis.web.Problem;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;

/** Which web apps of other origins may call from a browser (CORS): those that are named, and the gateway's own pages. */
final class CrossOrigin {

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final List<String> REQUEST_HEADERS = List.of(
            "Authorization",
            "Content-Type",
            "Accept",
            "Idempotency-Key",
            "If-Match",
            "If-None-Match",
            "Prefer",
            "X-Reason",
            "traceparent");
    private static final List<String> ANSWER_HEADERS = List.of(
            "ETag",
            "Idempotency-Replayed",
            "Link",
            "Location",
            "Preference-Applied",
            "RateLimit",
            "RateLimit-Policy",
            "Retry-After",
            RequestIds.REQUEST_ID,
            RequestIds.TRACE_ID);

    private final DefaultCorsProcessor processor = new DefaultCorsProcessor();
    private final CorsConfiguration allowed = new CorsConfiguration();
    private final String ownOrigin;

    CrossOrigin(GatewayProperties.Cors settings, String publicUrl) {
        allowed.setAllowedOrigins(settings.allowedOrigins());
        allowed.setAllowCredentials(settings.allowCredentials());
        allowed.setAllowedMethods(METHODS);
        allowed.setAllowedHeaders(REQUEST_HEADERS);
        allowed.setExposedHeaders(ANSWER_HEADERS);
        allowed.setMaxAge(settings.maxAge());
        this.ownOrigin = publicUrl.isBlank() ? null : origin(URI.create(publicUrl));
    }

    /**
     * Writes the headers that let the browser go on.
     *
     * @return whether everything was said: the request was a preflight
     * @throws Problem 403 for an origin that is not allowed
     */
    boolean answer(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        String origin = request.getHeaders().getOrigin();
        // behind a TLS proxy the gateway's own pages look foreign to it
        if (origin == null || origin.equals(ownOrigin) || !isForeign(request)) {
            return false;
        }
        if (!processor.process(allowed, exchange)) {
            throw notAllowed();
        }
        return CorsUtils.isPreFlightRequest(request);
    }

    /** @throws Problem 403 for what is no origin at all: no browser sends it */
    private static boolean isForeign(ServerHttpRequest request) {
        try {
            return CorsUtils.isCorsRequest(request);
        } catch (IllegalArgumentException malformed) {
            throw notAllowed();
        }
    }

    private static Problem notAllowed() {
        return new Problem(
                HttpStatus.FORBIDDEN, "origin_not_allowed", "Web pages of this origin may not do this here.");
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }
}
