package dev.erp.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Hears on {@code erp.sales.order} how each order ends, from the moment of its construction. */
final class OrderEnds implements AutoCloseable {
    private static final String TOPIC = "erp.sales.order";

    private final KafkaConsumer<String, Void> consumer;
    private final Thread thread;
    private volatile Sagas sagas;
    private volatile boolean running = true;
    private volatile RuntimeException failure;

    OrderEnds(String bootstrap) {
        // no group: every partition from its end on. No bodies: the key and the type say enough.
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000,
                        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                        1),
                new StringDeserializer(),
                (topic, body) -> null);
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeking is lazy; from here on nothing is missed
        thread = Thread.ofPlatform().name("order-ends").start(() -> {
            try {
                hear();
            } catch (RuntimeException e) {
                failure = e;
            }
        });
    }

    /** From now on all ends are told to {@code job}. */
    void tell(Sagas job) {
        sagas = job;
    }

    /** @throws IOException when the ends cannot be heard any more: what was counted since then is worth nothing */
    void requireHearing() throws IOException {
        if (failure != null) {
            throw new IOException("The ends of orders cannot be heard: " + failure, failure);
        }
    }

    private void hear() {
        while (running) {
            var records = consumer.poll(Duration.ofMillis(200));
            long now = System.nanoTime();
            Sagas job = sagas;
            if (job != null) {
                records.forEach(record -> hear(record, now, job));
            }
        }
        consumer.close();
    }

    private static void hear(ConsumerRecord<String, Void> record, long now, Sagas job) {
        switch (type(record)) {
            case "sales.order.invoiced.v1" -> job.ended(UUID.fromString(record.key()), now, true);
            case "sales.order.rejected.v1" -> job.ended(UUID.fromString(record.key()), now, false);
            default -> {}
        }
    }

    private static String type(ConsumerRecord<String, Void> record) {
        Header type = record.headers().lastHeader("ce_type");
        return type == null ? "" : new String(type.value(), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
