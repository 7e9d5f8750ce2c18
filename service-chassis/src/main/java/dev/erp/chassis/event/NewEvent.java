package dev.erp.chassis.event;

import dev.erp.chassis.persistence.Ids;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * An event that is about to be written to the outbox, together with the state it tells about.
 *
 * @param topic {@code erp.<context>.<aggregate>}
 * @param type {@code <context>.<aggregate>.<past participle>.v1}
 * @param subject the aggregate; also the record's key on Kafka
 * @param sequence version of the aggregate after the change, contiguous from 1; taken under the aggregate's row lock
 * @param data the body: a record, or a {@link String} that already is JSON and is sent as it is
 */
public record NewEvent(
        UUID id, String topic, String type, UUID subject, long sequence, Instant time, Origin origin, Object data) {

    public NewEvent {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(data, "data");
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence of " + type + " must be 1 or more, is " + sequence);
        }
    }

    public static NewEvent of(
            String topic, String type, UUID subject, long sequence, Instant time, Origin origin, Object data) {
        return new NewEvent(Ids.next(), topic, type, subject, sequence, time, origin, data);
    }
}
