package dev.erp.chassis.security;

import dev.erp.chassis.event.EventHeaders;
import dev.erp.chassis.event.IncomingEvent;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tells {@link Revocations} what it hears, on a thread of its own. Every instance hears everything, and again from the beginning when
 * it starts. While Kafka is away, what is known still counts.
 */
final class RevocationListener implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RevocationListener.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration LOOK_FOR_TOPIC_EVERY = Duration.ofMillis(500);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    /** Starts before the web server, and stops after it. */
    private static final int PHASE = Integer.MAX_VALUE - 3000;

    private final Revocations revocations;
    private final Map<String, Object> settings;

    private volatile boolean running;
    private volatile boolean caughtUp;
    private volatile long knownAtNanos = System.nanoTime();
    private volatile RevocationTopic topic;
    private Thread thread;

    private long lookedAtNanos;
    private boolean away;

    RevocationListener(Revocations revocations, Map<String, Object> settings) {
        this.revocations = revocations;
        this.settings = settings;
    }

    /** True once everything was heard that had been declared before; it stays true when Kafka goes away. */
    boolean isCaughtUp() {
        return caughtUp;
    }

    /** For how long a revocation may have been declared without being heard here, seconds; about 2 when all is well. */
    double ageSeconds() {
        return (System.nanoTime() - knownAtNanos) / 1e9;
    }

    private void run() {
        while (running) {
            try (var opened = new RevocationTopic(settings)) {
                topic = opened;
                look();
                while (running) {
                    follow();
                }
            } catch (WakeupException e) {
                LOG.debug("Woken up to stop", e);
            } catch (RuntimeException e) {
                failed(e);
                pause(RETRY_INTERVAL);
            }
        }
    }

    private void follow() {
        if (System.nanoTime() - lookedAtNanos >= LOOK_EVERY.toNanos() || !topic.isThere()) {
            look();
        }
        topic.poll().forEach(this::hear);
        if (!away && topic.isReadToItsEnd()) {
            knownAtNanos = lookedAtNanos;
            caughtUp = true;
        }
        if (!topic.isThere()) {
            pause(LOOK_FOR_TOPIC_EVERY);
        }
    }

    private void look() {
        revocations.forget();
        lookedAtNanos = System.nanoTime();
        try {
            topic.look(revocations.beginning());
            if (away) {
                LOG.info("Revocations are heard again");
            }
            away = false;
        } catch (RetriableException e) {
            failed(e);
        }
    }

    private void failed(RuntimeException failure) {
        if (!away) {
            LOG.warn("Revocations cannot be heard right now; those that are known still count: {}", failure.toString());
        }
        away = true;
    }

    private void hear(ConsumerRecord<String, byte[]> message) {
        try {
            String type = EventHeaders.type(message);
            if (type == null || type.equals(Revocation.TYPE)) {
                IncomingEvent event = EventHeaders.read(message);
                revocations.add(Revocation.of(event), event.time());
            }
        } catch (RuntimeException e) {
            // whatever is wrong with this one, the next ones count
            LOG.warn(
                    "The record at {}-{}@{} is no revocation and is skipped: {}",
                    message.topic(),
                    message.partition(),
                    message.offset(),
                    e.getMessage());
        }
    }

    private void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); running && left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
        }
    }

    @Override
    public void start() {
        running = true;
        caughtUp = false;
        thread = Thread.ofPlatform().name("revocations").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        RevocationTopic open = topic;
        if (open != null) {
            open.wakeup();
        }
        LockSupport.unpark(thread);
        try {
            thread.join(STOP_WITHIN);
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
