package dev.erp.auth.session;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.Circumstances;
import dev.erp.chassis.telemetry.TraceContext;
import dev.erp.chassis.web.RequestCircumstances;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * Somebody who is not signed in.
 *
 * @param address of the client as the gateway saw it, or null if unknown
 * @param device what the client calls itself (User-Agent), at most {@value #MAX_DEVICE} characters, or null
 * @param traceparent W3C trace context of the request, or null
 * @param circumstances of the request, without a reason: nobody has to say why they sign in
 */
public record Visitor(String address, String device, String traceparent, Circumstances circumstances) {

    /** Who is not known. */
    public static final Actor ANONYMOUS = new Actor("anonymous", "anonymous");

    private static final int MAX_DEVICE = 200;

    public static Visitor of(ServerWebExchange exchange) {
        String agent = exchange.getRequest().getHeaders().getFirst(HttpHeaders.USER_AGENT);
        String device = agent == null || agent.isBlank()
                ? null
                : agent.substring(
                        0, agent.offsetByCodePoints(0, Math.min(agent.codePointCount(0, agent.length()), MAX_DEVICE)));
        var circumstances = RequestCircumstances.withoutReason(exchange.getRequest());
        return new Visitor(circumstances.address(), device, TraceContext.of(exchange), circumstances);
    }
}
