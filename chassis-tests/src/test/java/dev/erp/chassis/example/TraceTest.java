package dev.erp.chassis.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One trace leads from the request through the outbox and Kafka to what is caused far behind. */
@ServiceTest
class TraceTest {

    private static final AttributeKey<String> GROUP = AttributeKey.stringKey("messaging.consumer.group.name");

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Autowired
    Spans spans;

    @AfterEach
    void mend() {
        Hearing.REFUSED.clear();
        // the database is shared with the other classes of this context
        database.update("DELETE FROM parked_event");
    }

    @Test
    void an_event_carries_the_trace_of_the_request_and_handling_it_is_a_span_whose_child_it_causes() {
        String trace = newTraceId();
        UUID counter = createEcho(trace, "01");
        RecordedEvent created = Topics.await("example.counter.created.v1", counter);
        RecordedEvent echo = echoOf(created);

        assertThat(created.traceparent()).startsWith("00-" + trace + "-").endsWith("-01");
        SpanData handling = awaitHandling(trace, "echo");
        assertThat(handling.getName()).isEqualTo("handle example.counter.created.v1");
        assertThat(handling.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(handling.getParentSpanId()).isEqualTo(spanOf(created.traceparent()));
        assertThat(echo.traceparent()).isEqualTo("00-" + trace + "-" + handling.getSpanId() + "-01");
        assertThat(awaitHandling(trace, "tally").getParentSpanId()).isEqualTo(spanOf(created.traceparent()));
        await().untilAsserted(() -> assertThat(spans.ofTrace(trace))
                .as("the request's own span")
                .anyMatch(span -> span.getKind() == SpanKind.SERVER));
    }

    @Test
    void a_trace_that_is_not_sampled_is_passed_on_and_makes_no_span() {
        String trace = newTraceId();
        UUID counter = createEcho(trace, "00");
        RecordedEvent created = Topics.await("example.counter.created.v1", counter);

        assertThat(created.traceparent()).startsWith("00-" + trace + "-").endsWith("-00");
        assertThat(echoOf(created).traceparent()).isEqualTo(created.traceparent());
        assertThat(spans.ofTrace(trace)).isEmpty();
    }

    @Test
    void the_span_of_an_event_that_cannot_be_handled_says_so() {
        String trace = newTraceId();
        var event = Heard.changed(UUID.randomUUID(), 1);
        var headers = event.headers();
        headers.put("traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
        Hearing.REFUSED.add(event.subject());
        Topics.publishRaw(
                Counters.TOPIC,
                event.subject().toString(),
                new tools.jackson.databind.json.JsonMapper().writeValueAsBytes(event.data()),
                headers);

        SpanData handling = awaitHandling(trace, "tally");
        assertThat(handling.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(handling.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        // else it would be parked after the clean-up
        await().until(() ->
                database.number("SELECT count(*) FROM parked_event WHERE subject = ?", event.subject()) == 1);
    }

    @Test
    void a_problem_names_the_trace() {
        String trace = newTraceId();
        traced(trace, "01")
                .get("/counters/" + UUID.randomUUID())
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.traceId")
                .isEqualTo(trace);
    }

    private UUID createEcho(String trace, String flags) {
        return Api.idOf(traced(trace, flags).post("/counters", "{\"name\":\"echo\",\"value\":1}"));
    }

    private Api.Caller traced(String trace, String flags) {
        return api.as(Role.ADMIN).with("traceparent", "00-" + trace + "-00f067aa0ba902b7-" + flags);
    }

    private static RecordedEvent echoOf(RecordedEvent cause) {
        return await().until(
                        () -> Topics.eventsOfType(Hearing.ECHOED).stream()
                                .filter(echo -> cause.id().equals(echo.causationId()))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .get();
    }

    private SpanData awaitHandling(String trace, String subscription) {
        return await().until(
                        () -> spans.ofTrace(trace).stream()
                                .filter(span ->
                                        subscription.equals(span.getAttributes().get(GROUP)))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .get();
    }

    private static String spanOf(String traceparent) {
        return traceparent.substring(36, 52);
    }

    private static String newTraceId() {
        byte[] bytes = new byte[16];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
