package dev.erp.chassis.outbox;

import dev.erp.chassis.event.EventHeaders;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/**
 * The only sender of a service's events: reads the outbox, publishes, waits for the broker's acknowledgement, deletes. One relay
 * works per database, whoever holds the advisory lock; the others stand by. An event may be published twice (a crash between
 * acknowledgement and deletion), never lost, and never before an earlier event of its aggregate.
 */
public final class OutboxRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);
    /** Event consumers stop earlier and start later than the relay. */
    static final int PHASE = Integer.MAX_VALUE - 2000;

    private final OutboxTable table;
    private final Map<String, Object> producerSettings;
    private final String source;
    private final Duration pollInterval;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();

    private boolean pending;
    private volatile boolean running;
    private volatile boolean leader;
    private Thread thread;

    OutboxRelay(
            OutboxTable table, Map<String, Object> producerSettings, String applicationName, Duration pollInterval) {
        this.table = table;
        this.producerSettings = producerSettings;
        this.source = "/" + applicationName;
        this.pollInterval = pollInterval;
    }

    /** Something was committed to the outbox by this process. */
    void wake() {
        lock.lock();
        try {
            pending = true;
            woken.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the relay once the current transaction, if there is one, has committed. */
    Mono<Void> wakeAfterCommit() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(OutboxRelay.this::wake);
                    }
                }))
                .then()
                .onErrorResume(org.springframework.transaction.NoTransactionException.class, e -> {
                    wake();
                    return Mono.empty();
                });
    }

    /** True while this process holds the lock and publishes. */
    public boolean isLeader() {
        return leader;
    }

    private void run() {
        while (running) {
            try (Producer<String, byte[]> producer = new KafkaProducer<>(producerSettings)) {
                while (running) {
                    lead(producer);
                }
            } catch (RuntimeException e) {
                LOG.warn("The outbox relay cannot reach Kafka; the events wait in the outbox: {}", e.toString());
                rest(RETRY_INTERVAL);
            }
        }
    }

    private void lead(Producer<String, byte[]> producer) {
        try (OutboxTable.Session session = table.open()) {
            while (running && !session.tryLead()) {
                rest(RETRY_INTERVAL);
            }
            leader = running;
            while (running) {
                relayOnce(session, producer);
            }
            // what was committed before the stop still goes out, if the broker takes it
            relayOnce(session, producer);
        } catch (SQLException e) {
            LOG.warn("The outbox relay lost its database; it tries again: {}", e.getMessage());
            rest(RETRY_INTERVAL);
        } finally {
            leader = false;
        }
    }

    private void relayOnce(OutboxTable.Session session, Producer<String, byte[]> producer) throws SQLException {
        lock.lock();
        try {
            pending = false;
        } finally {
            lock.unlock();
        }
        List<OutboxTable.Row> batch = session.read();
        if (batch.isEmpty()) {
            rest(pollInterval);
            return;
        }
        List<Long> acknowledged = publish(batch, producer);
        session.delete(acknowledged);
        if (acknowledged.size() < batch.size()) {
            rest(RETRY_INTERVAL);
        }
    }

    /**
     * Publishes in waves that hold at most one event of each aggregate, so that a failed event is never overtaken by a later one of its
     * own aggregate; the aggregate stops at its first failure.
     */
    private List<Long> publish(List<OutboxTable.Row> batch, Producer<String, byte[]> producer) {
        List<Long> acknowledged = new ArrayList<>(batch.size());
        Set<UUID> stopped = new HashSet<>();
        for (List<OutboxTable.Row> wave : waves(batch)) {
            boolean[] acked = new boolean[wave.size()];
            for (int i = 0; i < wave.size(); i++) {
                if (!stopped.contains(wave.get(i).subject())) {
                    send(producer, wave.get(i), acked, i);
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

    private void send(Producer<String, byte[]> producer, OutboxTable.Row row, boolean[] acked, int i) {
        var message = new ProducerRecord<>(row.topic(), null, row.subject().toString(), row.payload());
        EventHeaders.write(message.headers(), row, source);
        try {
            // flush() orders the callback's write before our read
            producer.send(message, (metadata, failure) -> {
                if (failure == null) {
                    acked[i] = true;
                } else {
                    LOG.warn(
                            "Kafka did not take event {} of {}; it stays in the outbox: {}",
                            row.id(),
                            row.topic(),
                            failure.toString());
                }
            });
        } catch (org.apache.kafka.common.KafkaException e) {
            LOG.warn(
                    "Event {} of {} cannot be sent now; it stays in the outbox: {}",
                    row.id(),
                    row.topic(),
                    e.toString());
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

    private void rest(Duration atMost) {
        lock.lock();
        try {
            if (running && !pending) {
                woken.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().name("outbox-relay").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        wake();
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
