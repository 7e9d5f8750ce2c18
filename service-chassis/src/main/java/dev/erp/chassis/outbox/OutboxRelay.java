package dev.erp.chassis.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The only sender of a service's events: reads the outbox, publishes, waits for the broker's acknowledgement, deletes. One relay
 * works per database, whoever holds the advisory lock; the others stand by. An event may be published twice (a crash between
 * acknowledgement and deletion), never lost, and never before an earlier event of its aggregate.
 */
public final class OutboxRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    /** Event consumers stop earlier and start later than the relay. */
    static final int PHASE = Integer.MAX_VALUE - 2000;

    private final OutboxTable table;
    private final Map<String, Object> producerSettings;
    private final String source;
    private final Duration pollInterval;

    private volatile boolean pending;
    private volatile boolean running;
    private volatile boolean leader;
    private volatile Thread thread;

    OutboxRelay(
            OutboxTable table, Map<String, Object> producerSettings, String applicationName, Duration pollInterval) {
        this.table = table;
        this.producerSettings = producerSettings;
        this.source = "/" + applicationName;
        this.pollInterval = pollInterval;
    }

    /** Something was committed to the outbox by this process. Called on event loops: takes no lock. */
    void wake() {
        pending = true;
        LockSupport.unpark(thread);
    }

    /** True while this process holds the lock and publishes. */
    public boolean isLeader() {
        return leader;
    }

    private void run() {
        while (active()) {
            try (var publisher = new EventPublisher(new KafkaProducer<>(producerSettings), source)) {
                while (active()) {
                    lead(publisher);
                }
            } catch (RuntimeException e) {
                LOG.warn("The outbox relay failed and starts again; the events wait in the outbox: {}", e.toString());
                pause(RETRY_INTERVAL);
            }
        }
    }

    private void lead(EventPublisher publisher) {
        try (OutboxTable.Session session = table.open()) {
            while (!session.tryLead()) {
                pause(RETRY_INTERVAL);
                if (!active()) {
                    return;
                }
            }
            leader = true;
            while (active()) {
                relayOnce(session, publisher);
            }
            // what was committed before the stop still goes out, if the broker takes it
            relayOnce(session, publisher);
        } catch (SQLException e) {
            LOG.warn("The outbox relay lost its database; it tries again: {}", e.getMessage());
            pause(RETRY_INTERVAL);
        } finally {
            leader = false;
        }
    }

    private void relayOnce(OutboxTable.Session session, EventPublisher publisher) throws SQLException {
        pending = false;
        Set<UUID> stopped = new HashSet<>();
        List<OutboxTable.Row> batch = session.read(stopped);
        if (batch.isEmpty()) {
            rest();
            return;
        }
        List<Long> acknowledged = publisher.publish(batch, stopped);
        session.delete(acknowledged);
        // aggregates that Kafka refuses may fill whole batches: the others go on behind them
        while (!stopped.isEmpty() && batch.size() == table.batchSize() && !acknowledged.isEmpty() && active()) {
            batch = session.read(stopped);
            acknowledged = publisher.publish(batch, stopped);
            session.delete(acknowledged);
        }
        if (!stopped.isEmpty()) {
            pause(RETRY_INTERVAL);
        }
    }

    private boolean active() {
        return running && !Thread.currentThread().isInterrupted();
    }

    /** Until something is committed, or it is time to look for what others have committed. */
    private void rest() {
        if (running && !pending) {
            LockSupport.parkNanos(this, pollInterval.toNanos());
        }
    }

    /** That long, whatever is committed meanwhile; only a stop cuts it short. */
    private void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); active() && left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
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
            if (!thread.join(STOP_WITHIN)) {
                // Kafka is away: what is in the outbox waits for the next start
                thread.interrupt();
                thread.join(STOP_WITHIN);
            }
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
