package dev.erp.chassis.telemetry;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;
import org.springframework.web.server.ServerWebExchange;

/**
 * The W3C trace context of a request. It is taken from the exchange, not from the thread: keeping the thread's up to date costs every
 * operator of every request (see docs/adr/0009).
 */
public final class TraceContext {

    private TraceContext() {}

    /** {@code 00-<trace id>-<span id>-<flags>} of the request's own span, or null when nobody traces. */
    public static String of(ServerWebExchange exchange) {
        io.micrometer.tracing.TraceContext context = context(exchange);
        return context == null
                ? null
                : "00-" + context.traceId() + "-" + context.spanId()
                        + (Boolean.TRUE.equals(context.sampled()) ? "-01" : "-00");
    }

    /** The trace id alone, or null when nobody traces. */
    public static String traceId(ServerWebExchange exchange) {
        io.micrometer.tracing.TraceContext context = context(exchange);
        return context == null ? null : context.traceId();
    }

    private static io.micrometer.tracing.TraceContext context(ServerWebExchange exchange) {
        ServerRequestObservationContext observation = ServerRequestObservationContext.findCurrent(
                        exchange.getAttributes())
                .orElse(null);
        TracingObservationHandler.TracingContext tracing =
                observation == null ? null : observation.get(TracingObservationHandler.TracingContext.class);
        Span span = tracing == null ? null : tracing.getSpan();
        return span == null || span.context().traceId().isEmpty() ? null : span.context();
    }
}
