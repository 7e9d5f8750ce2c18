package dev.erp.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An event of another service, made by hand: {@code Topics.publish(TestEvent.of("sales.order.placed.v1", orderId, 1, data))}.
 * The same object published twice is one event delivered twice.
 *
 * @param sequence version of the aggregate, from 1
 * @param correlationId the business process; for what belongs to a sales order, the order's id
 * @param causationId the event that caused it, or null
 * @param data JSON as a String, or anything that Jackson writes
 */
public record TestEvent(
        UUID id,
        String type,
        UUID subject,
        long sequence,
        Instant time,
        UUID correlationId,
        UUID causationId,
        Object data) {

    static final String ACTOR = "test";

    /** With a new id, now, correlated to its own subject. */
    public static TestEvent of(String type, UUID subject, long sequence, Object data) {
        return new TestEvent(UUID.randomUUID(), type, subject, sequence, Instant.now(), subject, null, data);
    }

    public TestEvent withId(UUID newId) {
        return new TestEvent(newId, type, subject, sequence, time, correlationId, causationId, data);
    }

    public TestEvent at(Instant newTime) {
        return new TestEvent(id, type, subject, sequence, newTime, correlationId, causationId, data);
    }

    public TestEvent correlatedTo(UUID process) {
        return new TestEvent(id, type, subject, sequence, time, process, causationId, data);
    }

    public TestEvent causedBy(UUID event) {
        return new TestEvent(id, type, subject, sequence, time, correlationId, event, data);
    }

    /** {@code erp.<context>.<aggregate>}, taken from the type. */
    public String topic() {
        String[] parts = type.split("\\.");
        return "erp." + parts[0] + "." + parts[1];
    }

    String json() {
        return data instanceof String json ? json : Contracts.JSON.writeValueAsString(data);
    }

    /** The CloudEvents headers, to be spoiled by tests of hostile records. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id.toString());
        headers.put("ce_source", "/" + type.split("\\.")[0] + "-service");
        headers.put("ce_type", type);
        headers.put("ce_subject", subject.toString());
        headers.put("ce_time", time.toString());
        headers.put("content-type", "application/json");
        headers.put("ce_sequence", Long.toString(sequence));
        headers.put("ce_actor", ACTOR);
        headers.put("ce_actorname", ACTOR);
        headers.put("ce_correlationid", correlationId.toString());
        if (causationId != null) {
            headers.put("ce_causationid", causationId.toString());
        }
        return headers;
    }

    ProducerRecord<String, byte[]> toRecord() {
        return record(topic(), subject.toString(), json().getBytes(StandardCharsets.UTF_8), headers());
    }

    static ProducerRecord<String, byte[]> record(String topic, String key, byte[] value, Map<String, String> headers) {
        var record = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, text) ->
                record.headers().add(name, text == null ? null : text.getBytes(StandardCharsets.UTF_8)));
        return record;
    }
}
