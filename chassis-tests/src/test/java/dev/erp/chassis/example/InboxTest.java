package dev.erp.chassis.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.chassis.persistence.Ids;
import dev.erp.fabric.Fabric;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An event has its effect once and in its order, however often it comes and whatever is away meanwhile. */
@ServiceTest
class InboxTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Test
    void events_that_come_one_to_five_times_and_interleaved_have_the_effect_of_one_delivery() {
        List<UUID> counters = ids(10);
        int versions = 10;
        deliveries(counters, versions, new Random(42)).forEach(Topics::publish);

        counters.forEach(counter -> Heard.awaitOnceInOrder(database, counter, versions));
        assertNothingIsParked();
    }

    @Test
    void an_event_that_comes_twice_in_one_set_counts_once() {
        UUID counter = UUID.randomUUID();
        TestEvent event = Heard.changed(counter, 1);
        Stream.of(event, event, Heard.changed(counter, 2), event).forEach(Topics::publish);

        Heard.awaitOnceInOrder(database, counter, 2);
    }

    @Test
    void what_was_handled_longer_ago_than_kafka_keeps_it_is_forgotten() {
        UUID notByAge = new UUID(0x4000L, 1L << 63);
        database.update(
                "INSERT INTO inbox (event_id, subscription) VALUES (?, 'tally'), (?, 'tally'), (?, 'tally')",
                notByAge,
                Ids.firstOf(Instant.now().minus(31, ChronoUnit.DAYS)),
                Ids.firstOf(Instant.now().minus(29, ChronoUnit.DAYS)));
        UUID before = Ids.firstOf(Instant.now().minus(30, ChronoUnit.DAYS));

        await().untilAsserted(() -> assertThat(database.rows("SELECT event_id FROM inbox WHERE event_id < ?", before))
                .filteredOn(row -> ((UUID) row.get("event_id")).version() == 7)
                .isEmpty());
        assertThat(database.number("SELECT count(*) FROM inbox WHERE event_id = ?", notByAge))
                .isEqualTo(1);
        assertThat(database.number(
                        "SELECT count(*) FROM inbox WHERE event_id BETWEEN ? AND ?",
                        before,
                        Ids.firstOf(Instant.now().minus(28, ChronoUnit.DAYS))))
                .isEqualTo(1);
    }

    @Test
    void while_postgresql_is_away_nothing_is_parked_and_afterwards_everything_is_handled_in_order() {
        List<UUID> counters = ids(5);
        publishVersions(counters, 1, 10);
        Fabric.shared().stopPostgres();
        try {
            publishVersions(counters, 11, 20);
            api.as(Role.ADMIN)
                    .post("/counters", "{\"name\":\"not now\",\"value\":1}")
                    .expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .exists("Retry-After")
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("unavailable");
        } finally {
            Fabric.shared().startPostgres();
        }
        publishVersions(counters, 21, 30);

        counters.forEach(counter -> Heard.awaitOnceInOrder(database, counter, 30));
        assertNothingIsParked();
        Api.idOf(api.as(Role.ADMIN).post("/counters", "{\"name\":\"now\",\"value\":1}"));
    }

    private static void publishVersions(List<UUID> counters, int first, int last) {
        for (int version = first; version <= last; version++) {
            for (UUID counter : counters) {
                Heard.publish(counter, version);
            }
        }
    }

    /** First deliveries in order; after its first an event may come again at any time, as after a rebalance. */
    private static List<TestEvent> deliveries(List<UUID> counters, int versions, Random random) {
        List<List<TestEvent>> delivered = new ArrayList<>();
        counters.forEach(counter -> delivered.add(new ArrayList<>()));
        List<TestEvent> deliveries = new ArrayList<>();
        while (delivered.stream().anyMatch(events -> events.size() < versions)) {
            int i = random.nextInt(counters.size());
            List<TestEvent> known = delivered.get(i);
            if (known.size() < versions && random.nextInt(3) == 0) {
                known.add(Heard.changed(counters.get(i), known.size() + 1));
                deliveries.add(known.getLast());
            } else if (!known.isEmpty()) {
                TestEvent again = known.get(random.nextInt(known.size()));
                if (deliveries.stream().filter(again::equals).count() < 5) {
                    deliveries.add(again);
                }
            }
        }
        return deliveries;
    }

    private void assertNothingIsParked() {
        assertThat(database.rows("SELECT * FROM parked_event")).isEmpty();
    }

    private static List<UUID> ids(int count) {
        return Stream.generate(UUID::randomUUID).limit(count).toList();
    }
}
