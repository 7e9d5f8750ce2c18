package dev.erp.chassis.security;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/**
 * The topic of revocations as one instance reads it: every partition, from a point in time on, without a group, because every
 * instance must hear everything. For one thread, except {@link #wakeup}.
 */
final class RevocationTopic implements AutoCloseable {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    private final KafkaConsumer<String, byte[]> consumer;

    /** Partitions that are read from where they had to be; all that are assigned, unless the broker went away in between. */
    private final Set<TopicPartition> begun = new HashSet<>();

    /** Where the partitions ended when they were last looked at; null before. */
    private Map<TopicPartition, Long> ends;

    RevocationTopic(Map<String, Object> settings) {
        this.consumer = new KafkaConsumer<>(settings);
    }

    /**
     * Looks for the topic, its partitions and their ends, and begins with those that are new.
     *
     * @param from older records of a new partition are not read
     * @throws org.apache.kafka.common.errors.RetriableException when the broker does not answer in time
     */
    void look(Instant from) {
        Set<TopicPartition> partitions = consumer.partitionsFor(Revocation.TOPIC, ANSWER_WITHIN).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .collect(Collectors.toSet());
        if (!partitions.equals(consumer.assignment())) {
            consumer.assign(partitions);
            begun.retainAll(partitions);
        }
        Map<TopicPartition, Long> found = consumer.endOffsets(partitions, ANSWER_WITHIN);
        Set<TopicPartition> fresh = new HashSet<>(partitions);
        fresh.removeAll(begun);
        if (!fresh.isEmpty()) {
            Map<TopicPartition, OffsetAndTimestamp> begins = consumer.offsetsForTimes(
                    fresh.stream().collect(Collectors.toMap(partition -> partition, _ -> from.toEpochMilli())),
                    ANSWER_WITHIN);
            // nothing so young: from the end as it was before the question, so that nothing falls in between
            fresh.forEach(partition -> consumer.seek(
                    partition,
                    begins.get(partition) == null
                            ? found.get(partition)
                            : begins.get(partition).offset()));
            begun.addAll(fresh);
        }
        ends = found;
    }

    /** Whether there are partitions to read. */
    boolean isThere() {
        return !begun.isEmpty();
    }

    /** Waits for records, {@code POLL} at most. */
    ConsumerRecords<String, byte[]> poll() {
        return isThere() ? consumer.poll(POLL) : ConsumerRecords.empty();
    }

    /** Whether everything was polled that was there at the last look; also when there was no topic. */
    boolean isReadToItsEnd() {
        return ends != null
                && ends.entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey(), ANSWER_WITHIN) >= end.getValue());
    }

    /** Makes the call that is under way, or else the next, fail. For any thread. */
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
    }
}
