package dev.erp.chassis.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** What Kafka refuses is not overtaken by what comes after it in its aggregate, and holds up nobody else. */
class EventPublisherTest {

    private static final UUID A = new UUID(0, 1);
    private static final UUID B = new UUID(0, 2);

    private final List<String> asked = new ArrayList<>();
    private Function<String, RuntimeException> refusal = event -> null;
    private final EventPublisher publisher = new EventPublisher(new Refusing(), "/x-service");

    @Test
    void events_of_an_aggregate_are_sent_one_after_the_other() {
        assertThat(publish(row(1, A, "t"), row(2, B, "t"), row(3, A, "t"), row(4, A, "t")))
                .containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
        assertThat(asked).containsSubsequence("1", "3", "4");
    }

    @Test
    void an_aggregate_stops_at_its_first_failure_and_the_others_go_on() {
        refusal = event -> event.equals("3") ? new RecordTooLargeException() : null;
        Set<UUID> stopped = new HashSet<>();

        List<Long> acknowledged = publisher.publish(
                List.of(row(1, A, "t"), row(2, B, "t"), row(3, A, "t"), row(4, A, "t"), row(5, B, "t")), stopped);

        assertThat(acknowledged).containsExactlyInAnyOrder(1L, 2L, 5L);
        assertThat(asked).doesNotContain("4");
        assertThat(stopped).containsExactly(A);
    }

    @Test
    void an_aggregate_that_was_stopped_before_is_not_sent() {
        Set<UUID> stopped = new HashSet<>(Set.of(A));

        assertThat(publisher.publish(List.of(row(1, A, "t"), row(2, B, "t")), stopped))
                .containsExactly(2L);
        assertThat(asked).containsExactly("2");
    }

    @Test
    void a_topic_that_cannot_be_reached_is_asked_once_for_a_batch_and_other_topics_go_on() {
        refusal = event -> Long.parseLong(event) <= 100 ? new TimeoutException("no such topic") : null;
        List<OutboxTable.Row> batch = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            batch.add(row(i, new UUID(1, i), "gone"));
        }
        batch.add(row(101, B, "t"));

        assertThat(publisher.publish(batch, new HashSet<>())).containsExactly(101L);
        assertThat(asked).containsExactly("1", "101");
    }

    private List<Long> publish(OutboxTable.Row... rows) {
        return publisher.publish(List.of(rows), new HashSet<>());
    }

    private static OutboxTable.Row row(long position, UUID subject, String topic) {
        return new OutboxTable.Row(
                position,
                new UUID(9, position),
                topic,
                subject,
                "a.b.c.v1",
                Long.toString(position).getBytes(StandardCharsets.UTF_8),
                position,
                Instant.EPOCH,
                "u",
                "U",
                subject,
                null,
                null,
                null,
                null,
                null);
    }

    /** Answers at once; the record's value is the position in the outbox. */
    private final class Refusing extends MockProducer<String, byte[]> {

        Refusing() {
            super(true, null, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> message, Callback callback) {
            String event = new String(message.value(), StandardCharsets.UTF_8);
            asked.add(event);
            RuntimeException failure = refusal.apply(event);
            if (failure == null) {
                return super.send(message, callback);
            }
            callback.onCompletion(null, failure);
            return null;
        }
    }
}
