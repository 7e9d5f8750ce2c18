package dev.erp.auth.login;

import dev.erp.chassis.telemetry.TraceContext;
import org.springframework.web.server.ServerWebExchange;

/**
 * Somebody who is not signed in.
 *
 * @param address of the client as the gateway saw it, or null if unknown
 * @param traceparent W3C trace context of the request, or null
 */
record Visitor(String address, String traceparent) {

    static Visitor of(ServerWebExchange exchange) {
        return new Visitor(ClientAddress.of(exchange.getRequest()), TraceContext.of(exchange));
    }
}
