package dev.erp.auth.session;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.telemetry.TraceContext;
import dev.erp.chassis.web.ClientAddress;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * Somebody who is not signed in.
 *
 * @param address of the client as the gateway saw it, or null if unknown
 * @param device what the client calls itself (User-Agent), at most {@value #MAX_DEVICE} characters, or null
 * @param traceparent W3C trace context of the request, or null
 */
public record Visitor(String address, String device, String traceparent) {

    /** Who is not known. */
    public static final Actor ANONYMOUS = new Actor("anonymous", "anonymous");

    private static final int MAX_DEVICE = 200;

    public static Visitor of(ServerWebExchange exchange) {
        String agent = exchange.getRequest().getHeaders().getFirst(HttpHeaders.USER_AGENT);
        String device = agent == null || agent.isBlank()
                ? null
                : agent.substring(
                        0, agent.offsetByCodePoints(0, Math.min(agent.codePointCount(0, agent.length()), MAX_DEVICE)));
        return new Visitor(ClientAddress.of(exchange.getRequest()), device, TraceContext.of(exchange));
    }
}
