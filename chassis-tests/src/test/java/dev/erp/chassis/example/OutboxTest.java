package dev.erp.chassis.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.chassis.outbox.OutboxRelay;
import dev.erp.fabric.Fabric;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.ConfigurableEnvironment;

/** What is committed is published: all of it, in order, whatever happens on the way. */
@ServiceTest
class OutboxTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Autowired
    OutboxRelay relay;

    @Autowired
    ConfigurableEnvironment environment;

    @Test
    void events_of_an_aggregate_come_in_order_and_without_a_hole_under_parallel_writers() throws Exception {
        List<UUID> counters = Writers.counters(api, 5);
        try (Writers writers = Writers.start(api, counters, 8)) {
            writers.awaitAccepted(300);
        }
        assertPublishedAsCommitted(counters);
    }

    @Test
    void of_two_relays_one_leads_and_the_other_takes_over_without_loss_or_disorder() throws Exception {
        List<UUID> counters = Writers.counters(api, 5);
        try (var second = SecondInstance.start(environment)) {
            OutboxRelay other = second.bean(OutboxRelay.class);
            await().until(relay::isLeader);
            try (Writers writers = Writers.start(api, counters, 4)) {
                writers.awaitAccepted(50);
                assertThat(other.isLeader()).isFalse();

                relay.stop();
                await().until(other::isLeader);
                writers.awaitAccepted(50);
                assertThat(relay.isLeader()).isFalse();

                relay.start();
                other.stop();
                await().until(relay::isLeader);
                writers.awaitAccepted(50);
            }
        }
        assertPublishedAsCommitted(counters);
    }

    @Test
    void a_relay_that_loses_its_database_connection_again_and_again_loses_no_event() throws Exception {
        List<UUID> counters = Writers.counters(api, 5);
        try (Writers writers = Writers.start(api, counters, 4)) {
            for (int i = 0; i < 5; i++) {
                writers.awaitAccepted(20);
                await().until(relay::isLeader);
                database.rows("""
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                     WHERE application_name = 'outbox-relay' AND datname = current_database()
                    """);
            }
        }
        assertPublishedAsCommitted(counters);
    }

    @Test
    void while_kafka_is_away_commands_are_accepted_and_afterwards_everything_is_published_in_order() throws Exception {
        List<UUID> counters = Writers.counters(api, 5);
        try (Writers writers = Writers.start(api, counters, 4)) {
            writers.awaitAccepted(50);
            Fabric.shared().stopKafka();
            try {
                writers.awaitAccepted(200);
                assertThat(outbox()).isGreaterThan(100);
            } finally {
                Fabric.shared().startKafka();
            }
            writers.awaitAccepted(50);
        }
        assertPublishedAsCommitted(counters);
        await().atMost(TIMEOUT)
                .untilAsserted(() -> counters.forEach(
                        counter -> assertThat(database.number("SELECT heard FROM tally WHERE id = ?", counter))
                                .isEqualTo(version(counter))));
    }

    private void assertPublishedAsCommitted(List<UUID> counters) {
        await("the outbox to be empty").atMost(TIMEOUT).until(() -> outbox() == 0);
        Topics.catchUp();
        for (UUID counter : counters) {
            Set<String> seen = new HashSet<>();
            assertThat(Topics.eventsOf(counter).stream().filter(event -> seen.add(event.id())))
                    .as("events of %s, each at its first delivery", counter)
                    .extracting(RecordedEvent::sequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, version(counter)).boxed().toList());
        }
    }

    private long version(UUID counter) {
        return database.number("SELECT version FROM counter WHERE id = ?", counter);
    }

    private long outbox() {
        return database.number("SELECT count(*) FROM outbox");
    }
}
