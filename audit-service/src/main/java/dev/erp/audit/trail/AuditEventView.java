package dev.erp.audit.trail;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.erp.audit.trail.AuditTrail.Link;
import dev.erp.chassis.event.EventJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.node.ObjectNode;

/**
 * An event of the trail as the API shows it.
 *
 * @param id of the event
 * @param chain and {@code position}: its place in the trail
 * @param before the changed fields as they were, where the event tells
 * @param after the same fields as they are now
 * @param data the event's data, unchanged; missing when it is not JSON
 * @param dataBase64 the event's data when it is not JSON
 * @param hash over this record and the hash of the one before it, in hex
 */
record AuditEventView(
        UUID id,
        int chain,
        long position,
        String topic,
        String type,
        String action,
        Resource resource,
        long sequence,
        Instant occurredAt,
        Instant recordedAt,
        Who actor,
        UUID correlationId,
        UUID causationId,
        String traceId,
        @Schema(type = "object") JsonNode before,
        @Schema(type = "object") JsonNode after,
        @JsonRawValue @Schema(type = "object") String data,
        String dataBase64,
        String hash) {

    /** @param type such as {@code sales-order} */
    record Resource(String type, UUID id) {}

    /** @param id of a user or client, or a service's name */
    record Who(String id, String name) {}

    // amounts and quantities as they were written, not through a double
    private static final ObjectReader JSON =
            EventJson.MAPPER.reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final int TRACE_ID_START = 3;
    private static final int TRACE_ID_END = 35;

    static AuditEventView of(Link link) {
        AuditRecord event = link.event();
        JsonNode json = parse(event);
        JsonNode before = json instanceof ObjectNode object && object.get("before") instanceof ObjectNode changed
                ? changed
                : null;
        return new AuditEventView(
                event.eventId(),
                event.chain(),
                event.position(),
                event.topic(),
                event.type(),
                event.subject().action(),
                new Resource(event.subject().resourceType(), event.subject().id()),
                event.sequence(),
                event.occurredAt(),
                event.recordedAt(),
                new Who(event.actor().id(), event.actor().name()),
                event.correlationId(),
                event.causationId(),
                event.traceparent() == null ? null : event.traceparent().substring(TRACE_ID_START, TRACE_ID_END),
                before,
                before == null ? null : sameFields(before, json),
                json == null ? null : new String(event.data(), StandardCharsets.UTF_8),
                json == null ? Base64.getEncoder().encodeToString(event.data()) : null,
                HexFormat.of().formatHex(link.hash()));
    }

    private static JsonNode parse(AuditRecord event) {
        if (!event.isText()) {
            return null;
        }
        try {
            JsonNode json = JSON.readTree(event.data());
            return json == null || json.isMissingNode() ? null : json;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static ObjectNode sameFields(JsonNode before, JsonNode data) {
        ObjectNode after = EventJson.MAPPER.createObjectNode();
        before.propertyNames().forEach(name -> {
            if (data.has(name)) {
                after.set(name, data.get(name));
            }
        });
        return after;
    }
}
