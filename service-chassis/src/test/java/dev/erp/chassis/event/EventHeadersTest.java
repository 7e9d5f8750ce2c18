package dev.erp.chassis.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CloudEvents in binary mode: what is written is read again, what is not of the kind is refused by name. */
class EventHeadersTest {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private record Event(
            UUID id,
            String type,
            UUID subject,
            long sequence,
            Instant time,
            String actor,
            String actorName,
            UUID correlationId,
            UUID causationId,
            String traceparent,
            String reason,
            String requestId,
            String address)
            implements EventHeaders.Values {}

    @Test
    void what_is_written_is_read_again() {
        Event event = event(new UUID(7, 8), TRACE);
        ConsumerRecord<String, byte[]> message = written(event);

        IncomingEvent read = EventHeaders.read(message);

        assertThat(read.id()).isEqualTo(event.id());
        assertThat(read.type()).isEqualTo(event.type());
        assertThat(read.subject()).isEqualTo(event.subject());
        assertThat(read.sequence()).isEqualTo(3);
        assertThat(read.time()).isEqualTo(event.time());
        assertThat(read.actor()).isEqualTo(new Actor("u-1", "Zoë 李"));
        assertThat(read.correlationId()).isEqualTo(event.correlationId());
        assertThat(read.causationId()).isEqualTo(event.causationId());
        assertThat(read.traceparent()).isEqualTo(TRACE);
        assertThat(header(message, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(message, "ce_source")).isEqualTo("/x-service");
        assertThat(header(message, "content-type")).isEqualTo("application/json");
    }

    @Test
    void reason_request_and_address_go_with_the_event_and_only_the_request_goes_on_with_a_reaction() {
        Instant time = Instant.parse("2026-11-22T14:05:06.123456Z");
        var event = new Event(
                new UUID(1, 2),
                "a.b.c.v1",
                new UUID(3, 4),
                1,
                time,
                "u-1",
                "Zoë 李",
                new UUID(5, 6),
                null,
                TRACE,
                "Käufer hat abgesagt",
                "0193f2c4-c285-71a7",
                "203.0.113.9");

        IncomingEvent read = EventHeaders.read(written(event));

        assertThat(read.circumstances())
                .isEqualTo(new Circumstances("Käufer hat abgesagt", "0193f2c4-c285-71a7", "203.0.113.9"));
        assertThat(read.causes(Actor.service("x-service")).circumstances())
                .isEqualTo(new Circumstances(null, "0193f2c4-c285-71a7", null));
    }

    @Test
    void what_is_not_known_is_left_out() {
        ConsumerRecord<String, byte[]> message = written(event(null, null));

        assertThat(message.headers().lastHeader("ce_causationid")).isNull();
        assertThat(message.headers().lastHeader("traceparent")).isNull();
        assertThat(EventHeaders.read(message).causationId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "rubbish"
            })
    void a_malformed_trace_context_is_dropped_and_the_event_is_read(String traceparent) {
        assertThat(EventHeaders.read(written(event(null, traceparent))).traceparent())
                .isNull();
    }

    @Test
    void of_a_header_that_comes_twice_the_last_one_counts() {
        ConsumerRecord<String, byte[]> message = written(event(null, null));
        message.headers().add("ce_sequence", "9".getBytes(StandardCharsets.UTF_8));

        assertThat(EventHeaders.read(message).sequence()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_type", "ce_subject", "ce_sequence", "ce_time", "ce_actor", "ce_correlationid"})
    void a_missing_header_is_named(String header) {
        ConsumerRecord<String, byte[]> message = written(event(null, null));
        message.headers().remove(header);

        assertThatExceptionOfType(InvalidEventException.class)
                .isThrownBy(() -> EventHeaders.read(message))
                .withMessage("header " + header + " is missing");
    }

    private static Event event(UUID causationId, String traceparent) {
        Instant time = Instant.parse("2026-11-22T14:05:06.123456Z");
        return new Event(
                new UUID(1, 2),
                "a.b.c.v1",
                new UUID(3, 4),
                3,
                time,
                "u-1",
                "Zoë 李",
                new UUID(5, 6),
                causationId,
                traceparent,
                null,
                null,
                null);
    }

    private static ConsumerRecord<String, byte[]> written(Event event) {
        var message = new ConsumerRecord<>("erp.a.b", 0, 0, "k", "{}".getBytes(StandardCharsets.UTF_8));
        EventHeaders.write(message.headers(), event, "/x-service");
        return message;
    }

    private static String header(ConsumerRecord<?, ?> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
