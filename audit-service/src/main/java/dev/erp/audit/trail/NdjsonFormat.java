package dev.erp.audit.trail;

import dev.erp.audit.trail.AuditTrail.Link;
import dev.erp.chassis.event.EventJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** One JSON document per line, each with one member that says what it is, or a record. */
final class NdjsonFormat implements ExportFormat {

    static final String FORMAT = "erp-audit-export-1";
    private static final HexFormat HEX = HexFormat.of();

    private record Header(String export, Instant exportedAt, boolean whole) {}

    private record End(long records, List<Head> heads) {

        private record Head(int chain, long position, String hash) {}
    }

    @Override
    public boolean isCsv() {
        return false;
    }

    @Override
    public void begin(ByteArrayOutputStream out, Instant at, boolean whole) {
        line(out, new Header(FORMAT, at, whole));
    }

    @Override
    public void seal(ByteArrayOutputStream out, String kind, Map<String, Object> fields) {
        line(out, Map.of(kind, fields));
    }

    @Override
    public void record(ByteArrayOutputStream out, Link link) {
        AuditRecord event = link.event();
        try (JsonGenerator json = EventJson.MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberProperty("chain", event.chain());
            json.writeNumberProperty("position", event.position());
            json.writeStringProperty("id", event.eventId().toString());
            json.writeStringProperty("topic", event.topic());
            json.writeStringProperty("type", event.type());
            json.writeStringProperty("action", event.subject().action());
            json.writeStringProperty("resourceType", event.subject().resourceType());
            json.writeStringProperty("resourceId", event.subject().id().toString());
            json.writeNumberProperty("sequence", event.sequence());
            json.writeStringProperty("occurredAt", event.occurredAt().toString());
            json.writeStringProperty("recordedAt", event.recordedAt().toString());
            json.writeStringProperty("actor", event.actor().id());
            json.writeStringProperty("actorName", event.actor().name());
            json.writeStringProperty("correlationId", event.correlationId().toString());
            optional(json, "causationId", event.causationId());
            optional(json, "traceparent", event.traceparent());
            optional(json, "reason", event.circumstances().reason());
            optional(json, "requestId", event.circumstances().requestId());
            optional(json, "address", event.circumstances().address());
            json.writeNumberProperty("layout", event.layout());
            if (event.isText()) {
                json.writeStringProperty("data", new String(event.data(), StandardCharsets.UTF_8));
            } else {
                json.writeName("dataBase64");
                json.writeBinary(event.data());
            }
            json.writeStringProperty("previousHash", HEX.formatHex(link.previousHash()));
            json.writeStringProperty("hash", HEX.formatHex(link.hash()));
            json.writeEndObject();
        }
        out.write('\n');
    }

    @Override
    public void end(ByteArrayOutputStream out, long records, List<Checkpoint.Head> heads) {
        List<End.Head> ends = heads.stream()
                .map(head -> new End.Head(head.chain(), head.position(), HEX.formatHex(head.hash())))
                .toList();
        line(out, Map.of("end", new End(records, ends)));
    }

    private static void optional(JsonGenerator json, String name, Object value) {
        if (value != null) {
            json.writeStringProperty(name, value.toString());
        }
    }

    private static void line(ByteArrayOutputStream out, Object content) {
        out.writeBytes(EventJson.MAPPER.writeValueAsBytes(content));
        out.write('\n');
    }
}
