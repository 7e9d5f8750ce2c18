package dev.erp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.fabric.Fabric;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/**
 * The topics of this JVM's broker. Everything that anybody publishes on {@code erp.*} is recorded from the first record on;
 * tests look at it, wait for it, and publish events of other services by hand.
 */
public final class Topics {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int PARTITIONS = 6;

    private static Recorder recorder;
    private static KafkaProducer<String, byte[]> producer;
    private static final Set<String> created = new HashSet<>();
    private static final Set<String> rawRecords = new HashSet<>();
    private static int checked;

    private Topics() {}

    static synchronized void start() {
        if (recorder == null) {
            recorder = Recorder.start(Fabric.shared().kafkaBootstrap());
        }
    }

    /** All events about one aggregate so far, in the order of their topic. */
    public static List<RecordedEvent> eventsOf(UUID subject) {
        return recorder().eventsOf(subject.toString());
    }

    /** All events of one type so far. */
    public static List<RecordedEvent> eventsOfType(String type) {
        return recorder().events().stream().filter(e -> type.equals(e.type())).toList();
    }

    /** Everything recorded so far, rubbish included. */
    public static List<RecordedEvent> all() {
        return recorder().events();
    }

    /** Waits for the first event of a type about an aggregate. */
    public static RecordedEvent await(String type, UUID subject) {
        return awaitAll(type, subject, 1).getFirst();
    }

    /** Waits until there are at least so many events of a type about an aggregate. */
    public static List<RecordedEvent> awaitAll(String type, UUID subject, int count) {
        return Awaitility.await(count + " x " + type + " about " + subject)
                .atMost(TIMEOUT)
                .until(
                        () -> eventsOf(subject).stream()
                                .filter(e -> type.equals(e.type()))
                                .toList(),
                        found -> found.size() >= count);
    }

    /**
     * Waits until the types of the events about an aggregate, in order and on this topic, are exactly these. It cannot see what
     * is still to come: end a test that must prove an absence with an event that is published after it.
     */
    public static void awaitExactly(String topic, UUID subject, String... types) {
        Awaitility.await("the events on " + topic + " about " + subject)
                .atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(eventsOf(subject).stream().filter(e -> topic.equals(e.topic())))
                        .extracting(RecordedEvent::type)
                        .containsExactly(types));
    }

    /** Returns when everything that was on the topics at the time of the call is recorded. */
    public static void catchUp() {
        recorder().catchUp(TIMEOUT);
    }

    /**
     * Publishes an event of another service and waits for the broker.
     *
     * @throws AssertionError when the event would break its contract: no consumer should be tested with a lie
     */
    public static void publish(TestEvent event) {
        assertThat(Contracts.errors(event.type(), event.json().getBytes(StandardCharsets.UTF_8)))
                .as("the hand-made " + event.type())
                .isEmpty();
        send(event.toRecord());
    }

    /** As {@link #publish(TestEvent)}, with the topic taken from the type. */
    public static void publish(String type, UUID subject, long sequence, Object data) {
        publish(TestEvent.of(type, subject, sequence, data));
    }

    /** Publishes anything, right or wrong: rubbish bytes, a null value, hostile headers. It is not held against a contract. */
    public static void publishRaw(String topic, String key, byte[] value, Map<String, String> headers) {
        RecordMetadata metadata = send(TestEvent.record(topic, key, value, headers));
        synchronized (Topics.class) {
            rawRecords.add(position(metadata.topic(), metadata.partition(), metadata.offset()));
        }
    }

    /** The events that no test class has checked yet, without those that were published raw. */
    static synchronized List<RecordedEvent> uncheckedEvents() {
        List<RecordedEvent> all = recorder().events();
        List<RecordedEvent> unchecked = all.subList(checked, all.size()).stream()
                .filter(e -> !rawRecords.contains(position(e.topic(), e.partition(), e.offset())))
                .toList();
        checked = all.size();
        return unchecked;
    }

    private static String position(String topic, int partition, long offset) {
        return topic + "-" + partition + "@" + offset;
    }

    private static synchronized Recorder recorder() {
        start();
        return recorder;
    }

    private static synchronized RecordMetadata send(ProducerRecord<String, byte[]> record) {
        if (created.add(record.topic())) {
            Recorder.createTopic(Fabric.shared().kafkaBootstrap(), record.topic(), PARTITIONS);
        }
        if (producer == null) {
            producer = new KafkaProducer<>(
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            Fabric.shared().kafkaBootstrap(),
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            ProducerConfig.LINGER_MS_CONFIG,
                            0),
                    new StringSerializer(),
                    new ByteArraySerializer());
        }
        try {
            return producer.send(record).get();
        } catch (Exception e) {
            throw new IllegalStateException("cannot publish to " + record.topic(), e);
        }
    }
}
