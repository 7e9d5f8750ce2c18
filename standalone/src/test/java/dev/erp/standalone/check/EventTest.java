package dev.erp.standalone.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTest {
    private static final String ID = "0193a8c0-7c1e-7055-8a4b-5e6f70819299";
    private static final Map<String, String> HEADERS = Map.of(
            "ce_id", ID,
            "ce_type", "sales.order.placed.v1",
            "ce_sequence", "1",
            "ce_correlationid", History.ORDER,
            "ce_time", "2026-11-22T14:05:06.789Z");

    private static ConsumerRecord<String, byte[]> message(Map<String, String> headers, String body) {
        byte[] value = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        var message = new ConsumerRecord<>("erp.sales.order", 0, 0L, History.ORDER, value);
        headers.forEach((name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return message;
    }

    @Test
    void an_event_is_read_from_its_headers_and_its_body() {
        Event event =
                Event.of(message(HEADERS, "{\"number\": \"SO-2026-000017\"}")).orElseThrow();

        assertThat(event.topic()).isEqualTo("erp.sales.order");
        assertThat(event.key()).isEqualTo(History.ORDER);
        assertThat(event.id()).isEqualTo(UUID.fromString(ID));
        assertThat(event.kind()).isEqualTo("sales.order.placed");
        assertThat(event.sequence()).isEqualTo(1);
        assertThat(event.correlationId()).isEqualTo(UUID.fromString(History.ORDER));
        assertThat(event.time()).isEqualTo(Instant.parse("2026-11-22T14:05:06.789Z"));
        assertThat(event.text("number")).isEqualTo("SO-2026-000017");
        assertThat(event.text("missing")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ce_id, 17", "ce_sequence, first", "ce_time, yesterday", "ce_correlationid, nobody"})
    void a_record_with_a_header_that_is_wrong_is_no_event(String header, String text) {
        Map<String, String> headers = new TreeMap<>(HEADERS);
        headers.put(header, text);

        assertThat(Event.of(message(headers, "{}"))).isEmpty();
    }

    @Test
    void a_record_without_headers_a_body_or_json_is_no_event() {
        assertThat(Event.of(message(Map.of(), "{}"))).isEmpty();
        assertThat(Event.of(message(HEADERS, null))).isEmpty();
        assertThat(Event.of(message(HEADERS, "not JSON"))).isEmpty();
    }
}
