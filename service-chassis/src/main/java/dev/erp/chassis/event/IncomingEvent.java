package dev.erp.chassis.event;

import java.time.Instant;
import java.util.UUID;
import tools.jackson.core.JacksonException;

/**
 * An event as it was read from Kafka: the CloudEvents headers, checked, and the body, not parsed yet.
 *
 * @param sequence version of the aggregate after the change; 1 is its first event
 * @param body the event's data as JSON, never null
 */
public record IncomingEvent(
        UUID id,
        String type,
        UUID subject,
        long sequence,
        Instant time,
        Actor actor,
        UUID correlationId,
        UUID causationId,
        String traceparent,
        byte[] body,
        Source source,
        Circumstances circumstances) {

    /** One of which nothing more is known. */
    public IncomingEvent(
            UUID id,
            String type,
            UUID subject,
            long sequence,
            Instant time,
            Actor actor,
            UUID correlationId,
            UUID causationId,
            String traceparent,
            byte[] body,
            Source source) {
        this(
                id,
                type,
                subject,
                sequence,
                time,
                actor,
                correlationId,
                causationId,
                traceparent,
                body,
                source,
                Circumstances.NONE);
    }

    /** The record it came in. */
    public record Source(String topic, int partition, long offset) {}

    /**
     * Parses the body. Unknown fields are ignored: adding a field is not a breaking change.
     *
     * @throws InvalidEventException when the body is not what the type promises
     */
    public <T> T as(Class<T> type) {
        try {
            T data = EventJson.MAPPER.readValue(body, type);
            if (data == null) {
                throw new InvalidEventException("the data of " + this.type + " " + id + " is null");
            }
            return data;
        } catch (JacksonException e) {
            throw new InvalidEventException("the data of " + this.type + " " + id + " does not fit at " + place(e), e);
        }
    }

    /** {@code /lines/3/quantity}; Jackson's own message would name Java classes. */
    private static String place(JacksonException e) {
        StringBuilder place = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            place.append('/').append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName());
        }
        return place.isEmpty() ? "its beginning" : place.toString();
    }

    /** The same event, in the span that handles it. */
    IncomingEvent within(String newTraceparent) {
        return new IncomingEvent(
                id,
                type,
                subject,
                sequence,
                time,
                actor,
                correlationId,
                causationId,
                newTraceparent,
                body,
                source,
                circumstances);
    }

    /** The origin of a change that this service makes because of this event. */
    public Origin causes(Actor service) {
        return new Origin(service, correlationId, id, traceparent, circumstances.ofReaction());
    }
}
