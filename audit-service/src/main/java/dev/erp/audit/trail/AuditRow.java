package dev.erp.audit.trail;

import dev.erp.audit.trail.AuditRecord.Subject;
import dev.erp.audit.trail.AuditTrail.Link;
import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.Circumstances;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.UUID;

/** Reads rows of the table {@code audit_event}. */
final class AuditRow {

    /** The columns that {@link #link} needs. */
    static final String COLUMNS = """
            chain, position, event_id AS id, topic, type, action, resource_type, resource_id, sequence, occurred_at, recorded_at,
            actor, actor_name, correlation_id, causation_id, traceparent, reason, request_id, address, layout, data, data_bytes,
            previous_hash, hash
            """;

    private AuditRow() {}

    static Link link(Readable row) {
        String text = row.get("data", String.class);
        byte[] data = text == null ? row.get("data_bytes", byte[].class) : text.getBytes(StandardCharsets.UTF_8);
        AuditRecord event = new AuditRecord(
                row.get("chain", Integer.class),
                row.get("position", Long.class),
                row.get("id", UUID.class),
                row.get("topic", String.class),
                row.get("type", String.class),
                new Subject(
                        row.get("action", String.class),
                        row.get("resource_type", String.class),
                        row.get("resource_id", UUID.class)),
                row.get("sequence", Long.class),
                row.get("occurred_at", OffsetDateTime.class).toInstant(),
                row.get("recorded_at", OffsetDateTime.class).toInstant(),
                new Actor(row.get("actor", String.class), row.get("actor_name", String.class)),
                row.get("correlation_id", UUID.class),
                row.get("causation_id", UUID.class),
                row.get("traceparent", String.class),
                new Circumstances(
                        row.get("reason", String.class),
                        row.get("request_id", String.class),
                        row.get("address", String.class)),
                row.get("layout", Integer.class),
                data,
                text != null);
        return new Link(event, row.get("previous_hash", byte[].class), row.get("hash", byte[].class));
    }
}
