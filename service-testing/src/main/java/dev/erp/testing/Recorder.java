package dev.erp.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads all {@code erp.*} topics from their beginning, on a thread of its own; topics that appear later are found. */
final class Recorder {

    private static final Duration POLL = Duration.ofMillis(20);
    // a record ends the wait at once; asking all partitions again and again keeps the broker from its work
    private static final Duration WAIT_FOR_RECORDS = Duration.ofMillis(250);
    private static final long LOOK_FOR_TOPICS_EVERY_MS = 250;

    private final List<RecordedEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, List<RecordedEvent>> bySubject = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    private final String bootstrap;

    private Recorder(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    static Recorder start(String bootstrap) {
        var recorder = new Recorder(bootstrap);
        Thread.ofPlatform().daemon().name("test-recorder").start(recorder::run);
        return recorder;
    }

    /** A snapshot, in the order in which the records were read; within a partition that is their order. */
    List<RecordedEvent> events() {
        return List.copyOf(events);
    }

    /** Those about one aggregate, in the same order. */
    List<RecordedEvent> eventsOf(String subject) {
        return List.copyOf(bySubject.getOrDefault(subject, List.of()));
    }

    /** Returns when everything that is on the topics now has been read. */
    void catchUp(Duration timeout) {
        try (KafkaConsumer<String, byte[]> looking = consumer()) {
            Map<TopicPartition, Long> ends = looking.endOffsets(partitions(looking));
            await("the recorder to have read everything")
                    .atMost(timeout)
                    .pollInterval(POLL)
                    .until(() -> ends.entrySet().stream()
                            .allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue()));
        }
    }

    private void run() {
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            long lookedAtNanos = 0;
            while (true) {
                if (System.nanoTime() - lookedAtNanos > TimeUnit.MILLISECONDS.toNanos(LOOK_FOR_TOPICS_EVERY_MS)) {
                    assignNewTopics(consumer);
                    lookedAtNanos = System.nanoTime();
                }
                if (consumer.assignment().isEmpty()) {
                    TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
                    continue;
                }
                for (ConsumerRecord<String, byte[]> record : consumer.poll(WAIT_FOR_RECORDS)) {
                    add(RecordedEvent.of(record));
                    positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(RecordedEvent event) {
        events.add(event);
        if (event.subject() != null) {
            bySubject
                    .computeIfAbsent(event.subject(), _ -> Collections.synchronizedList(new ArrayList<>()))
                    .add(event);
        }
    }

    private static void assignNewTopics(KafkaConsumer<String, byte[]> consumer) {
        try {
            Set<TopicPartition> partitions = partitions(consumer);
            if (!consumer.assignment().containsAll(partitions)) {
                partitions.addAll(consumer.assignment());
                consumer.assign(partitions);
            }
        } catch (KafkaException _) {
            // the broker is down, perhaps because a test stopped it; look again later
        }
    }

    private static Set<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        return consumer.listTopics(Duration.ofSeconds(5)).entrySet().stream()
                .filter(topic -> topic.getKey().startsWith("erp."))
                .flatMap(topic -> topic.getValue().stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        (int) WAIT_FOR_RECORDS.toMillis()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Creates a topic, or leaves the one that is there as it is. */
    static void createTopic(String bootstrap, String topic, int partitions) {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("cannot create " + topic, e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
