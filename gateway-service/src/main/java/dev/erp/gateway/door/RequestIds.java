package dev.erp.gateway.door;

import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.telemetry.TraceContext;
import dev.erp.gateway.accesslog.AccessEntry;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * By what a request is found again: an id of the gateway's own (a client's could name somebody else's request, or nothing at all)
 * and its trace. Both are in its answer, whatever that says, and in the access log.
 */
public final class RequestIds {

    /** On every answer, and on the request as services get it. */
    public static final String REQUEST_ID = "X-Request-Id";

    /** On every answer. Services get the trace as {@code traceparent}. */
    public static final String TRACE_ID = "X-Trace-Id";

    private RequestIds() {}

    static String next() {
        return Ids.next().toString();
    }

    static void give(ServerWebExchange exchange) {
        String requestId = next();
        String traceId = TraceContext.traceId(exchange);
        HttpHeaders answer = exchange.getResponse().getHeaders();
        answer.set(REQUEST_ID, requestId);
        if (traceId != null) {
            answer.set(TRACE_ID, traceId);
        }
        AccessEntry entry = AccessEntry.of(exchange);
        if (entry != null) {
            entry.identify(requestId, traceId);
        }
    }

    /** The id that was given to this exchange. */
    public static String of(ServerWebExchange exchange) {
        return exchange.getResponse().getHeaders().getFirst(REQUEST_ID);
    }
}
