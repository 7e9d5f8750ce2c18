package dev.erp.audit.trail;

import dev.erp.audit.trail.AuditRecord.Subject;
import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.Circumstances;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.Map;
import java.util.UUID;

/** Rows of the trail, read from outside. */
final class Rows {

    private Rows() {}

    static AuditRecord of(Map<String, Object> row) {
        String text = (String) row.get("data");
        return new AuditRecord(
                ((Number) row.get("chain")).intValue(),
                (Long) row.get("position"),
                (UUID) row.get("event_id"),
                (String) row.get("topic"),
                (String) row.get("type"),
                new Subject(
                        (String) row.get("action"), (String) row.get("resource_type"), (UUID) row.get("resource_id")),
                (Long) row.get("sequence"),
                ((Timestamp) row.get("occurred_at")).toInstant(),
                ((Timestamp) row.get("recorded_at")).toInstant(),
                new Actor((String) row.get("actor"), (String) row.get("actor_name")),
                (UUID) row.get("correlation_id"),
                (UUID) row.get("causation_id"),
                (String) row.get("traceparent"),
                new Circumstances(
                        (String) row.get("reason"), (String) row.get("request_id"), (String) row.get("address")),
                ((Number) row.get("layout")).intValue(),
                text == null ? (byte[]) row.get("data_bytes") : text.getBytes(StandardCharsets.UTF_8),
                text != null);
    }
}
