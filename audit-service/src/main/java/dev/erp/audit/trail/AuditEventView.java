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
import org.jspecify.annotations.Nullable;
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
 * @param summary what happened, to what and by whom, in one sentence
 * @param requestId of the request that everything began with
 * @param address of the client, where a request did it
 * @param reason that the client gave ({@code X-Reason})
 * @param before the changed fields as they were, where the event tells
 * @param after the same fields as they are now
 * @param data the event's data, unchanged; missing when it is not JSON
 * @param dataBase64 the event's data when it is not JSON
 * @param hash over this record and the hash of the one before it, in hex
 */
@Schema(name = "AuditEvent")
record AuditEventView(
        @Schema(example = "0193f2c4-c285-71a7-9dcc-90d08e73e10a")
        UUID id,

        @Schema(example = "0") int chain,
        @Schema(example = "1842") long position,
        @Schema(example = "erp.sales.customer") String topic,
        @Schema(example = "sales.customer.updated.v1") String type,
        @Schema(example = "updated") String action,

        @Schema(example = "Sales customer C-000017 updated by Sam Okafor: Agreed on the phone")
        String summary,

        Resource resource,
        @Schema(example = "2") long sequence,
        @Schema(example = "2026-11-02T09:15:04.218313Z") Instant occurredAt,
        @Schema(example = "2026-11-02T09:15:04.391027Z") Instant recordedAt,
        Who actor,

        @Schema(example = "0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01") @Nullable
        UUID correlationId,

        @Nullable UUID causationId,

        @Schema(example = "4bf92f3577b34da6a3ce929d0e0e4736") @Nullable
        String traceId,

        @Schema(example = "0193f2c4-c285-71a7-9dcc-90d08e73e10b") @Nullable
        String requestId,

        @Schema(example = "203.0.113.9") @Nullable String address,

        @Schema(example = "Agreed on the phone") @Nullable String reason,

        @Schema(example = "{\"paymentTermDays\": 30}", implementation = Object.class) @Nullable
        JsonNode before,

        @Schema(example = "{\"paymentTermDays\": 14}", implementation = Object.class) @Nullable
        JsonNode after,

        @Schema(
                example = "{\"customerId\": \"0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01\", \"number\": \"C-000017\","
                        + " \"name\": \"Café Morgenrot\", \"currency\": \"EUR\", \"paymentTermDays\": 14,"
                        + " \"status\": \"active\", \"before\": {\"paymentTermDays\": 30}}",
                implementation = Object.class)
        @JsonRawValue
        @Nullable
        String data,

        @Nullable String dataBase64,

        @Schema(example = "5f1c8a0e4b7d2c9635a1e8f07b6d4c2a91e3f5d8b7c6a4029d1e8f3b5a7c6d40")
        String hash) {

    /** @param type such as {@code sales-order} */
    @Schema(name = "AuditedResource")
    record Resource(
            @Schema(example = "customer") String type,

            @Schema(example = "0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01")
            UUID id) {}

    /** @param id of a user or client, or a service's name */
    @Schema(name = "AuditActor")
    record Who(
            @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07")
            String id,

            @Schema(example = "Sam Okafor") @Nullable String name) {}

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
                Story.of(event, json),
                new Resource(event.subject().resourceType(), event.subject().id()),
                event.sequence(),
                event.occurredAt(),
                event.recordedAt(),
                new Who(event.actor().id(), event.actor().name()),
                event.correlationId(),
                event.causationId(),
                event.traceparent() == null ? null : event.traceparent().substring(TRACE_ID_START, TRACE_ID_END),
                event.circumstances().requestId(),
                event.circumstances().address(),
                event.circumstances().reason(),
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
