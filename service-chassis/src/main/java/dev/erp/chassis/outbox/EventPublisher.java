package dev.erp.chassis.outbox;

import dev.erp.chassis.event.EventHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes batches in waves that hold at most one event of each aggregate, so that an event that Kafka did not take is never
 * overtaken by a later one of its own aggregate. For one thread.
 */
final class EventPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventPublisher.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final Producer<String, byte[]> producer;
    private final String source;

    EventPublisher(Producer<String, byte[]> producer, String source) {
        this.producer = producer;
        this.source = source;
    }

    /**
     * Returns when the broker has taken or refused every event, after 20 s at the latest.
     *
     * @param stopped aggregates whose later events must wait; those that fail now are added
     * @return the positions of what the broker has acknowledged
     */
    List<Long> publish(List<OutboxTable.Row> batch, Set<UUID> stopped) {
        List<Long> acknowledged = new ArrayList<>(batch.size());
        Set<String> unreachable = ConcurrentHashMap.newKeySet();
        for (List<OutboxTable.Row> wave : waves(batch)) {
            boolean[] acked = new boolean[wave.size()];
            for (int i = 0; i < wave.size(); i++) {
                OutboxTable.Row row = wave.get(i);
                // send() blocks for seconds when it does not know the topic: once is enough
                if (!stopped.contains(row.subject()) && !unreachable.contains(row.topic())) {
                    send(row, acked, i, unreachable);
                }
            }
            producer.flush();
            for (int i = 0; i < wave.size(); i++) {
                if (acked[i]) {
                    acknowledged.add(wave.get(i).position());
                } else {
                    stopped.add(wave.get(i).subject());
                }
            }
        }
        return acknowledged;
    }

    private void send(OutboxTable.Row row, boolean[] acked, int i, Set<String> unreachable) {
        var message = new ProducerRecord<>(row.topic(), null, row.subject().toString(), row.payload());
        EventHeaders.write(message.headers(), row, source);
        try {
            // flush() orders the callback's write before our read
            producer.send(message, (metadata, failure) -> {
                if (failure == null) {
                    acked[i] = true;
                } else {
                    refused(row, failure, unreachable);
                }
            });
        } catch (KafkaException e) {
            refused(row, e, unreachable);
        }
    }

    private static void refused(OutboxTable.Row row, Exception failure, Set<String> unreachable) {
        LOG.warn(
                "Kafka did not take event {} of {}; it stays in the outbox: {}",
                row.id(),
                row.topic(),
                failure.toString());
        if (failure instanceof TimeoutException) {
            unreachable.add(row.topic());
        }
    }

    private static List<List<OutboxTable.Row>> waves(List<OutboxTable.Row> batch) {
        Map<UUID, Integer> seen = new HashMap<>();
        List<List<OutboxTable.Row>> waves = new ArrayList<>();
        for (OutboxTable.Row row : batch) {
            int wave = seen.merge(row.subject(), 1, Integer::sum) - 1;
            if (wave == waves.size()) {
                waves.add(new ArrayList<>());
            }
            waves.get(wave).add(row);
        }
        return waves;
    }

    /** What is not acknowledged yet stays in the outbox. */
    @Override
    public void close() {
        try {
            producer.close(CLOSE_WITHIN);
        } catch (KafkaException e) {
            LOG.debug("The producer was closed in the middle of its work", e);
        }
    }
}
