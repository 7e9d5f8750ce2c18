package dev.erp.chassis.event;

import dev.erp.chassis.persistence.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

/** The events that could not be handled, with the reason, whole: as they came, so that a replay handles exactly them. */
final class ParkedEvents {

    private static final int MAX_REASON_LENGTH = 1000;
    /** A larger body is cut away: it can be read from Kafka at the noted offset. */
    private static final int MAX_BODY_BYTES = 1 << 20;

    private static final String INSERT = """
            INSERT INTO parked_event (id, subscription, subject, event_id, topic, partition, "offset", key, headers, body,
                                      reason, parked_at)
            SELECT :id, :subscription, :subject, :eventId, :topic, :partition, :offset, :key, :headers::jsonb, :body,
                   :reason, :now
            """;

    private final DatabaseClient database;
    private final Clock clock;

    ParkedEvents(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @param event what the record said, or null when it could not be read: then nothing waits behind it */
    Mono<Void> park(String subscription, ConsumerRecord<String, byte[]> message, IncomingEvent event, String reason) {
        return bind(database.sql(INSERT + " ON CONFLICT DO NOTHING"), subscription, message, event, reason)
                .fetch()
                .rowsUpdated()
                .then();
    }

    /**
     * Parks events behind an earlier one of their aggregate, if that is still there: its row is locked, so a replay has either not
     * begun or has ended.
     */
    Mono<Void> parkBehind(
            String subscription,
            List<IncomingEvent> waiting,
            List<IncomingEvent> set,
            List<ConsumerRecord<String, byte[]>> sources) {
        return Flux.fromIterable(waiting)
                .concatMap(event -> bind(
                                database.sql(INSERT + """
                                                   WHERE EXISTS (SELECT FROM parked_event
                                                                  WHERE subscription = :subscription AND subject = :subject
                                                                    FOR KEY SHARE)
                                                  ON CONFLICT (subscription, topic, partition, "offset")
                                                  DO UPDATE SET reason = parked_event.reason
                                                  """),
                                subscription,
                                sources.get(set.indexOf(event)),
                                event,
                                "waits behind an earlier event of its aggregate")
                        .fetch()
                        .rowsUpdated())
                .flatMap(rows -> rows == 1 ? Mono.empty() : Mono.error(new Transience.StillWaitingException()))
                .then();
    }

    /** What an operator has to know to mend the cause. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof InvalidEventException)) {
            cause = cause.getCause();
        }
        return cause instanceof InvalidEventException
                ? cause.getMessage()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    /** Everything parked for this aggregate in arrival order (ids are UUIDv7), locked until the transaction ends. */
    Flux<Parked> lockWaiting(String subscription, UUID subject) {
        return database.sql(SELECT + """
             WHERE subscription = :subscription AND subject = :subject
             ORDER BY id
               FOR UPDATE
            """)
                .bind("subscription", subscription)
                .bind("subject", subject)
                .map(ParkedEvents::parked)
                .all();
    }

    Mono<Parked> find(UUID id) {
        return database.sql(SELECT + " WHERE id = :id")
                .bind("id", id)
                .map(ParkedEvents::parked)
                .one();
    }

    Mono<Void> forget(UUID id) {
        return database.sql("DELETE FROM parked_event WHERE id = :id")
                .bind("id", id)
                .fetch()
                .rowsUpdated()
                .then();
    }

    private static final String SELECT = """
            SELECT id, subscription, subject, topic, partition, "offset", key, headers::text AS headers, body
              FROM parked_event
            """;

    /** A parked record, as it came. */
    record Parked(UUID id, String subscription, UUID subject, ConsumerRecord<String, byte[]> message) {}

    private static Parked parked(io.r2dbc.spi.Readable row) {
        RecordHeaders headers = new RecordHeaders();
        EventJson.MAPPER
                .readValue(row.get("headers", String.class), new TypeReference<Map<String, String>>() {})
                .forEach((name, value) -> headers.add(name, Base64.getDecoder().decode(value)));
        byte[] key = row.get("key", byte[].class);
        var message = new ConsumerRecord<>(
                row.get("topic", String.class),
                row.get("partition", Integer.class),
                row.get("offset", Long.class),
                ConsumerRecord.NO_TIMESTAMP,
                TimestampType.NO_TIMESTAMP_TYPE,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key == null ? null : new String(key, StandardCharsets.UTF_8),
                row.get("body", byte[].class),
                headers,
                java.util.Optional.empty());
        return new Parked(
                row.get("id", UUID.class),
                row.get("subscription", String.class),
                row.get("subject", UUID.class),
                message);
    }

    private GenericExecuteSpec bind(
            GenericExecuteSpec statement,
            String subscription,
            ConsumerRecord<String, byte[]> message,
            IncomingEvent event,
            String reason) {
        GenericExecuteSpec bound = statement
                .bind("id", Ids.next())
                .bind("subscription", subscription)
                .bind("topic", message.topic())
                .bind("partition", message.partition())
                .bind("offset", message.offset())
                .bind("headers", headers(message))
                .bind("reason", printable(reason))
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC));
        bound = bindOrNull(bound, "subject", event == null ? null : event.subject(), UUID.class);
        bound = bindOrNull(bound, "eventId", event == null ? null : event.id(), UUID.class);
        bound = bindOrNull(
                bound,
                "key",
                message.key() == null ? null : message.key().getBytes(StandardCharsets.UTF_8),
                byte[].class);
        byte[] body = message.value() == null || message.value().length > MAX_BODY_BYTES ? null : message.value();
        return bindOrNull(bound, "body", body, byte[].class);
    }

    private static String headers(ConsumerRecord<?, ?> message) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : message.headers()) {
            // bounded: a hostile record may carry thousands
            if (header.value() != null && header.value().length <= 4096 && headers.size() < 64) {
                headers.put(printable(header.key()), Base64.getEncoder().encodeToString(header.value()));
            }
        }
        return EventJson.MAPPER.writeValueAsString(headers);
    }

    private static String printable(String text) {
        String clean = text.replace('\0', ' ');
        return clean.length() > MAX_REASON_LENGTH ? clean.substring(0, MAX_REASON_LENGTH) : clean;
    }

    private static <T> GenericExecuteSpec bindOrNull(
            GenericExecuteSpec statement, String name, T value, Class<T> type) {
        return value == null ? statement.bindNull(name, type) : statement.bind(name, value);
    }
}
