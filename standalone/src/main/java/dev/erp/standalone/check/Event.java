package dev.erp.standalone.check;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A public event as it stands on its topic.
 *
 * @param topic such as {@code erp.sales.order}
 * @param key of the record: the aggregate
 * @param id of the event; an event delivered twice has the same
 * @param type such as {@code sales.order.placed.v1}
 * @param sequence version of the aggregate, from 1
 * @param correlationId the business process; null when missing
 * @param time when it happened
 * @param data the body
 */
public record Event(
        String topic,
        String key,
        UUID id,
        String type,
        long sequence,
        UUID correlationId,
        Instant time,
        JsonNode data) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Empty when the record is no event of ours: anybody may write rubbish to a topic. */
    public static Optional<Event> of(ConsumerRecord<String, byte[]> message) {
        try {
            String correlation = header(message, "ce_correlationid");
            return Optional.of(new Event(
                    message.topic(),
                    message.key(),
                    UUID.fromString(header(message, "ce_id")),
                    header(message, "ce_type"),
                    Long.parseLong(header(message, "ce_sequence")),
                    correlation.isEmpty() ? null : UUID.fromString(correlation),
                    Instant.parse(header(message, "ce_time")),
                    JSON.readTree(message.value())));
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }

    private static String header(ConsumerRecord<String, byte[]> message, String name) {
        Header header = message.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** {@code sales.order.placed} of {@code sales.order.placed.v1}. */
    public String kind() {
        int version = type.lastIndexOf(".v");
        return version < 0 ? type : type.substring(0, version);
    }

    /** A field of the data as text; empty when it is missing. */
    String text(String field) {
        return data.path(field).asString("");
    }
}
