package dev.erp.audit.dashboard;

import dev.erp.audit.dashboard.ReplayTable.Part;
import dev.erp.chassis.event.EventHeaders;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.event.KafkaSettings;
import dev.erp.chassis.persistence.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;

/**
 * Fills a dashboard from the topics, from their first record to where they ended when it was begun. What came later it takes from the
 * trail; what it meets twice has a sequence that is not new. How far it has come is committed with the sums, as for the trail: whatever
 * crashes, it goes on there.
 */
@Component
final class TopicReplay implements DisposableBean {

    /**
     * What the topics have.
     *
     * @param whole whether they still have all records that they ever had
     */
    record Reach(List<Part> parts, boolean whole) {

        static final Reach NONE = new Reach(List.of(), false);
    }

    private record Polled(List<Heard> events, long unreadable, List<Part> parts, Instant newest) {}

    private static final Logger LOG = LoggerFactory.getLogger(TopicReplay.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_AT_ONCE = 2_000;
    private static final int LIMIT_MS = 10_000;

    private final ReplayTable table;
    private final Transactions transactions;
    private final Projector projector;
    private final DashboardTables tables;
    private final KafkaSettings kafka;
    /** Open as long as there is something to read. Only one step is made at a time. */
    private KafkaConsumer<String, byte[]> consumer;

    TopicReplay(
            ReplayTable table,
            Transactions transactions,
            Projector projector,
            DashboardTables tables,
            KafkaSettings kafka) {
        this.table = table;
        this.transactions = transactions;
        this.projector = projector;
        this.tables = tables;
        this.kafka = kafka;
    }

    /** Where the topics begin and end now. Of topics that cannot be reached: nothing. */
    Mono<Reach> reach() {
        return Mono.fromCallable(this::look)
                .subscribeOn(Schedulers.boundedElastic())
                .onErrorResume(e -> {
                    LOG.warn("The topics cannot be reached: {}", e.toString());
                    return Mono.just(Reach.NONE);
                });
    }

    private Reach look() {
        try (var looking = open()) {
            List<TopicPartition> partitions = looking.listTopics().entrySet().stream()
                    .filter(topic -> projector.hears(topic.getKey()))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            Map<TopicPartition, Long> begins = looking.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = looking.endOffsets(partitions);
            List<Part> parts = partitions.stream()
                    .map(one -> new Part(one.topic(), one.partition(), begins.get(one), ends.get(one)))
                    .toList();
            return new Reach(parts, !parts.isEmpty() && parts.stream().allMatch(part -> part.next() == 0));
        }
    }

    /**
     * Takes up the records of one poll, in a transaction of its own.
     *
     * @return how many; 0 when the topics have been read, or another instance is at it
     */
    Mono<Long> step(int generation) {
        return table.open(generation)
                .flatMap(parts -> parts.isEmpty() ? Mono.fromRunnable(this::close) : step(generation, parts))
                .subscribeOn(Schedulers.boundedElastic())
                .defaultIfEmpty(0L);
    }

    private Mono<Long> step(int generation, List<Part> parts) {
        return Mono.fromCallable(() -> poll(parts))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(polled -> transactions.run(projector
                        .locked(generation)
                        .flatMap(_ -> table.open(generation))
                        // another instance may have been faster
                        .filter(parts::equals)
                        .flatMap(_ -> take(generation, polled))));
    }

    private Mono<Long> take(int generation, Polled polled) {
        return projector
                .fold(generation, polled.events)
                .flatMap(skipped -> tables.note(generation, polled.newest, skipped + polled.unreadable))
                .then(Mono.defer(() -> table.advance(generation, polled.parts)))
                .thenReturn(polled.events.size() + polled.unreadable);
    }

    private synchronized Polled poll(List<Part> parts) {
        if (consumer == null) {
            consumer = open();
        }
        Map<TopicPartition, Part> wanted = new HashMap<>();
        parts.forEach(part -> wanted.put(new TopicPartition(part.topic(), part.partition()), part));
        if (!consumer.assignment().equals(wanted.keySet())) {
            consumer.assign(wanted.keySet());
            wanted.forEach((partition, part) -> consumer.seek(partition, part.next()));
        }
        wanted.forEach((partition, part) -> {
            // what was read ahead stays, unless the transaction failed or another instance has come further
            if (consumer.position(partition) != part.next()) {
                consumer.seek(partition, part.next());
            }
        });
        List<Heard> events = new ArrayList<>();
        long unreadable = 0;
        Instant newest = Instant.EPOCH;
        for (ConsumerRecord<String, byte[]> found : consumer.poll(PATIENCE)) {
            if (found.offset()
                    >= wanted.get(new TopicPartition(found.topic(), found.partition()))
                            .end()) {
                continue;
            }
            try {
                IncomingEvent event = EventHeaders.read(found);
                events.add(heard(event));
                newest = newest.isBefore(event.time()) ? event.time() : newest;
            } catch (InvalidEventException | JacksonException e) {
                unreadable++;
            }
        }
        List<Part> reached = parts.stream()
                .map(part -> part.reached(consumer.position(new TopicPartition(part.topic(), part.partition()))))
                .toList();
        return new Polled(events, unreadable, reached, newest);
    }

    private static Heard heard(IncomingEvent event) {
        return Heard.of(
                event.source().topic(),
                event.type(),
                event.subject(),
                event.sequence(),
                event.time(),
                new String(event.body(), StandardCharsets.UTF_8));
    }

    private KafkaConsumer<String, byte[]> open() {
        Map<String, Object> settings = kafka.follower("dashboard");
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MS);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MS / 2);
        return new KafkaConsumer<>(settings);
    }

    private synchronized void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }

    @Override
    public void destroy() {
        close();
    }
}
