package dev.erp.standalone.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The public topics, read as any other system could. */
public final class Topics {
    private static final Duration POLL = Duration.ofMillis(200);

    private Topics() {}

    /**
     * A consumer without a group: it leaves no trace.
     *
     * @param bootstrap servers
     */
    public static KafkaConsumer<String, byte[]> consumer(String bootstrap) {
        Map<String, Object> configuration = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5_000,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                20,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed");
        return new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer());
    }

    /** All partitions of all public topics, without the dead letters. */
    public static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        return consumer.listTopics().entrySet().stream()
                .filter(topic ->
                        topic.getKey().startsWith("erp.") && !topic.getKey().endsWith(".parked"))
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    /**
     * Everything from the beginning up to the end as it is now. Events of one aggregate come in their order.
     *
     * @param event gets every event, duplicates included
     * @param rubbish gets every record that is no event
     * @return the ends up to which it was read
     */
    static Map<TopicPartition, Long> readAll(
            String bootstrap, Consumer<Event> event, Consumer<ConsumerRecord<String, byte[]>> rubbish) {
        try (var consumer = consumer(bootstrap)) {
            List<TopicPartition> partitions = partitions(consumer);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                    long end = ends.get(new TopicPartition(message.topic(), message.partition()));
                    if (message.offset() < end) {
                        Optional<Event> parsed = Event.of(message);
                        parsed.ifPresentOrElse(event, () -> rubbish.accept(message));
                    }
                }
            }
            return ends;
        }
    }
}
