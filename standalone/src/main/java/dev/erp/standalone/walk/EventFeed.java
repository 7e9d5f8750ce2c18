package dev.erp.standalone.walk;

import dev.erp.standalone.check.Event;
import dev.erp.standalone.check.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The events that come from now on, as a subscriber in another system would hear them. */
final class EventFeed implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final CountDownLatch listening = new CountDownLatch(1);
    private volatile boolean closed;

    /** @param heard called on the feed's own thread */
    EventFeed(String kafka, Consumer<Event> heard) {
        Thread.ofPlatform().name("event-feed").daemon().start(() -> run(kafka, heard));
    }

    private void run(String kafka, Consumer<Event> heard) {
        try (var consumer = Topics.consumer(kafka)) {
            List<TopicPartition> partitions = Topics.partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position); // seeking is lazy; asking for the position does it
            listening.countDown();
            while (!closed) {
                consumer.poll(POLL).forEach(message -> Event.of(message).ifPresent(heard));
            }
        }
    }

    /** Returns when no event that happens from now on can be missed. */
    EventFeed awaitListening() throws InterruptedException {
        listening.await();
        return this;
    }

    @Override
    public void close() {
        closed = true; // the thread is a daemon and ends within one poll; nobody needs to wait for that
    }
}
