package dev.erp.audit.dashboard;

import dev.erp.chassis.event.EventJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * An event as the dashboard takes it from the trail.
 *
 * @param kind the type without its version: {@code sales.order.placed}
 */
record Heard(String topic, String kind, UUID subject, long sequence, Instant time, JsonNode data) {

    /** @throws tools.jackson.core.JacksonException when the data is no JSON */
    static Heard of(String topic, String type, UUID subject, long sequence, Instant time, String data) {
        int version = type.lastIndexOf(".v");
        return new Heard(
                topic,
                version < 0 ? type : type.substring(0, version),
                subject,
                sequence,
                time,
                EventJson.MAPPER.readTree(data));
    }

    /** What happened: the last part of the kind. */
    String action() {
        return kind.substring(kind.lastIndexOf('.') + 1);
    }

    boolean has(String field) {
        return data.hasNonNull(field);
    }

    String text(String field) {
        return data.path(field).asString("");
    }

    /** @throws NumberFormatException when it is there and no number */
    BigDecimal number(String field, BigDecimal otherwise) {
        return has(field) ? new BigDecimal(text(field)) : otherwise;
    }

    /** A date, or the day (UTC) of a time; that of the event if it is missing. */
    LocalDate day(String field) {
        String text = text(field);
        if (text.isEmpty()) {
            return LocalDate.ofInstant(time, ZoneOffset.UTC);
        }
        return text.length() == 10 ? LocalDate.parse(text) : LocalDate.ofInstant(Instant.parse(text), ZoneOffset.UTC);
    }
}
