package dev.erp.chassis.event;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;

/**
 * A span for each handled event whose trace is sampled, so that one trace leads from the request through Kafka to the last
 * service. An event that is not sampled costs one look at one character. For one set, on one thread at a time.
 */
final class HandlingSpans {

    private final Tracer tracer;
    private final String subscription;
    private final List<Span> open = new ArrayList<>(0);

    HandlingSpans(Tracer tracer, String subscription) {
        this.tracer = tracer;
        this.subscription = subscription;
    }

    /** The set, its sampled events with the traceparent of their new span: what they cause is its child. */
    List<IncomingEvent> start(List<IncomingEvent> set) {
        List<IncomingEvent> traced = set;
        for (int i = 0; i < set.size(); i++) {
            IncomingEvent event = set.get(i);
            if (isSampled(event.traceparent())) {
                if (traced == set) {
                    traced = new ArrayList<>(set);
                }
                traced.set(i, event.within(start(event)));
            }
        }
        return traced;
    }

    void end() {
        open.forEach(Span::end);
    }

    void fail(Throwable failure) {
        open.forEach(span -> span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName())
                .end());
    }

    private String start(IncomingEvent event) {
        Span span = tracer.spanBuilder("handle " + event.type())
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(Context.root().with(Span.wrap(parent(event.traceparent()))))
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", event.source().topic())
                .setAttribute("messaging.consumer.group.name", subscription)
                .setAttribute("messaging.message.id", event.id().toString())
                .startSpan();
        open.add(span);
        SpanContext context = span.getSpanContext();
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }

    /** {@code 00-<32 hex>-<16 hex>-<flags>}, checked by {@link EventHeaders}; the lowest bit of the flags says sampled. */
    private static boolean isSampled(String traceparent) {
        return traceparent != null && (Character.digit(traceparent.charAt(54), 16) & 1) == 1;
    }

    private static SpanContext parent(String traceparent) {
        return SpanContext.createFromRemoteParent(
                traceparent.substring(3, 35),
                traceparent.substring(36, 52),
                TraceFlags.fromHex(traceparent, 53),
                TraceState.getDefault());
    }
}
