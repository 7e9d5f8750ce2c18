package dev.erp.audit.trail;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.Circumstances;
import dev.erp.chassis.event.IncomingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;

/**
 * One event at its place in the trail.
 *
 * @param chain the Kafka partition it came from
 * @param position within the chain, from 1 without gaps
 * @param occurredAt microseconds, as PostgreSQL keeps them
 * @param data the body as it came, byte for byte
 * @param circumstances of the request, where the event tells
 * @param layout which fields the hash covers, and how: see {@link HashChain}
 * @param isText whether the body is kept as text; else as bytes, because it is not UTF-8 or holds a NUL
 */
record AuditRecord(
        int chain,
        long position,
        UUID eventId,
        String topic,
        String type,
        Subject subject,
        long sequence,
        Instant occurredAt,
        Instant recordedAt,
        Actor actor,
        UUID correlationId,
        UUID causationId,
        String traceparent,
        Circumstances circumstances,
        int layout,
        byte[] data,
        boolean isText) {

    /** What PostgreSQL, and people, can make something of. Whatever is outside is kept at the border rather than lost. */
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    /**
     * What happened to what: {@code placed} to a {@code sales-order}.
     *
     * @param action the type's past participle, or the whole type when it is not built like ours
     */
    record Subject(String action, String resourceType, UUID id) {

        static Subject of(String topic, String type, UUID id) {
            String[] parts = type.split("\\.", -1);
            if (parts.length == 4 && parts[3].startsWith("v")) {
                return new Subject(parts[2], parts[0] + "-" + parts[1], id);
            }
            return new Subject(type, topic.replaceFirst("^erp\\.", "").replace('.', '-'), id);
        }
    }

    static AuditRecord of(IncomingEvent event, long position, Instant recordedAt) {
        return new AuditRecord(
                event.source().partition(),
                position,
                event.id(),
                event.source().topic(),
                event.type(),
                Subject.of(event.source().topic(), event.type(), event.subject()),
                event.sequence(),
                within(event.time()),
                recordedAt,
                event.actor(),
                event.correlationId(),
                event.causationId(),
                event.traceparent(),
                event.circumstances(),
                HashChain.LAYOUT,
                event.body(),
                isText(event.body()));
    }

    private static Instant within(Instant time) {
        if (time.isBefore(EARLIEST)) {
            return EARLIEST;
        }
        return time.isAfter(LATEST) ? LATEST : time.truncatedTo(ChronoUnit.MICROS);
    }

    /** UTF-8 without NUL, which PostgreSQL's text cannot hold. Decoding puts U+FFFD where the bytes are malformed. */
    static boolean isText(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (text.indexOf('\0') >= 0) {
            return false;
        }
        return text.indexOf('\uFFFD') < 0 || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), body);
    }
}
