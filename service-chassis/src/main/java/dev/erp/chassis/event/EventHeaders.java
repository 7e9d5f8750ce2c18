package dev.erp.chassis.event;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * CloudEvents 1.0, binary mode, on Kafka records. Read and written by hand as bytes: no header can name a Java type, so none can
 * make one be built.
 */
public final class EventHeaders {

    private static final int MAX_HEADER_BYTES = 1024;

    private EventHeaders() {}

    /** What goes into the headers. */
    public interface Values {
        UUID id();

        String type();

        UUID subject();

        long sequence();

        Instant time();

        String actor();

        String actorName();

        UUID correlationId();

        UUID causationId();

        String traceparent();

        String reason();

        String requestId();

        String address();
    }

    /** @param source the producing service, as in {@code /sales-service} */
    public static void write(Headers headers, Values event, String source) {
        put(headers, "ce_specversion", "1.0");
        put(headers, "ce_id", event.id().toString());
        put(headers, "ce_source", source);
        put(headers, "ce_type", event.type());
        put(headers, "ce_subject", event.subject().toString());
        put(headers, "ce_time", event.time().toString());
        put(headers, "content-type", "application/json");
        put(headers, "ce_sequence", Long.toString(event.sequence()));
        put(headers, "ce_actor", event.actor());
        put(headers, "ce_actorname", event.actorName());
        put(headers, "ce_correlationid", event.correlationId().toString());
        if (event.causationId() != null) {
            put(headers, "ce_causationid", event.causationId().toString());
        }
        putIfKnown(headers, "traceparent", event.traceparent());
        putIfKnown(headers, "ce_reason", event.reason());
        putIfKnown(headers, "ce_requestid", event.requestId());
        putIfKnown(headers, "ce_address", event.address());
    }

    /**
     * The type of a record, or null if it has none: enough to know whether a subscription wants it.
     *
     * @throws InvalidEventException when the header is no text of a sane length
     */
    public static String type(ConsumerRecord<?, ?> message) {
        return text(message.headers(), "ce_type");
    }

    /** @throws InvalidEventException naming the header that is missing or malformed */
    public static IncomingEvent read(ConsumerRecord<String, byte[]> message) {
        Headers headers = message.headers();
        if (message.value() == null) {
            throw new InvalidEventException("the record has no value");
        }
        return new IncomingEvent(
                uuid(headers, "ce_id"),
                required(headers, "ce_type"),
                uuid(headers, "ce_subject"),
                sequence(headers),
                time(headers),
                new Actor(required(headers, "ce_actor"), required(headers, "ce_actorname")),
                uuid(headers, "ce_correlationid"),
                text(headers, "ce_causationid") == null ? null : uuid(headers, "ce_causationid"),
                traceparent(headers),
                message.value(),
                new IncomingEvent.Source(message.topic(), message.partition(), message.offset()),
                circumstances(headers));
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void putIfKnown(Headers headers, String name, String value) {
        if (value != null) {
            put(headers, name, value);
        }
    }

    private static Circumstances circumstances(Headers headers) {
        String reason = text(headers, "ce_reason");
        String requestId = text(headers, "ce_requestid");
        String address = text(headers, "ce_address");
        return reason == null && requestId == null && address == null
                ? Circumstances.NONE
                : new Circumstances(reason, requestId, address);
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            return null;
        }
        if (header.value().length > MAX_HEADER_BYTES) {
            throw new InvalidEventException("header " + name + " is longer than " + MAX_HEADER_BYTES + " bytes");
        }
        String text = new String(header.value(), StandardCharsets.UTF_8);
        if (text.indexOf('\0') >= 0) {
            throw new InvalidEventException("header " + name + " has a NUL");
        }
        return text;
    }

    private static String required(Headers headers, String name) {
        String text = text(headers, name);
        if (text == null || text.isBlank()) {
            throw new InvalidEventException("header " + name + " is missing");
        }
        return text;
    }

    private static UUID uuid(Headers headers, String name) {
        String text = required(headers, name);
        // UUID.fromString alone would take "1-1-1-1-1"
        if (text.length() != 36) {
            throw new InvalidEventException("header " + name + " is no UUID");
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new InvalidEventException("header " + name + " is no UUID", e);
        }
    }

    private static long sequence(Headers headers) {
        String text = required(headers, "ce_sequence");
        if (!text.matches("[1-9]\\d{0,17}")) {
            throw new InvalidEventException("header ce_sequence is no number from 1 on");
        }
        return Long.parseLong(text);
    }

    private static Instant time(Headers headers) {
        try {
            return Instant.parse(required(headers, "ce_time"));
        } catch (DateTimeException e) {
            throw new InvalidEventException("header ce_time is no RFC 3339 time in UTC", e);
        }
    }

    /** A malformed trace context is dropped, as W3C Trace Context asks for. */
    private static String traceparent(Headers headers) {
        String text = text(headers, "traceparent");
        return text != null && text.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}") ? text : null;
    }
}
