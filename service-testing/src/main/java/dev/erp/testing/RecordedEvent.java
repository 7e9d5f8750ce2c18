package dev.erp.testing;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.databind.JsonNode;

/**
 * A record as it lay on a topic, nothing checked yet.
 *
 * @param key the record's key, or null
 * @param headers by name, as UTF-8 text; of a header that comes twice the last one
 * @param body the record's value, or null
 */
public record RecordedEvent(
        String topic, int partition, long offset, String key, Map<String, String> headers, byte[] body) {

    static RecordedEvent of(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : record.headers()) {
            byte[] value = header.value();
            headers.put(header.key(), value == null ? null : new String(value, StandardCharsets.UTF_8));
        }
        return new RecordedEvent(
                record.topic(), record.partition(), record.offset(), record.key(), headers, record.value());
    }

    public String id() {
        return headers.get("ce_id");
    }

    public String type() {
        return headers.get("ce_type");
    }

    public String subject() {
        return headers.get("ce_subject");
    }

    public String actor() {
        return headers.get("ce_actor");
    }

    public String correlationId() {
        return headers.get("ce_correlationid");
    }

    public String causationId() {
        return headers.get("ce_causationid");
    }

    public String traceparent() {
        return headers.get("traceparent");
    }

    /** Version of the aggregate after the event. */
    public long sequence() {
        return Long.parseLong(headers.get("ce_sequence"));
    }

    /** The body as JSON; fails on rubbish. */
    public JsonNode data() {
        return Contracts.JSON.readTree(body);
    }

    @Override
    public String toString() {
        String data = body == null ? "null" : new String(body, StandardCharsets.UTF_8);
        return "%s %s #%s %s".formatted(type(), subject(), headers.get("ce_sequence"), data);
    }
}
