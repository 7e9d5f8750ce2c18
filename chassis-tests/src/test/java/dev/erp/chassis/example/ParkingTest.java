package dev.erp.chassis.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.chassis.event.EventConsumers;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** What cannot be handled is put aside with its reason; nothing else waits for it, and nothing of its aggregate overtakes it. */
@ServiceTest
class ParkingTest {

    private static final String PARKED = "/operations/example/parked-events";

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Autowired
    EventConsumers consumers;

    @Autowired
    Environment environment;

    @AfterEach
    void mend() {
        Hearing.REFUSED.clear();
        Hearing.ENDLESS.clear();
        database.update("DELETE FROM parked_event");
    }

    @Test
    void of_a_set_with_one_poisonous_event_the_others_are_handled_and_it_alone_is_parked_with_its_reason() {
        List<UUID> counters = Stream.generate(UUID::randomUUID).limit(100).toList();
        UUID culprit = counters.get(37);
        Hearing.REFUSED.add(culprit);
        consumers.stop();
        counters.forEach(counter -> Heard.publish(counter, 1));
        consumers.start();

        await().untilAsserted(() -> assertThat(parked(culprit)).isEqualTo(1));
        counters.stream()
                .filter(counter -> !counter.equals(culprit))
                .forEach(counter -> Heard.awaitOnceInOrder(database, counter, 1));
        assertThat(Heard.sequences(database, culprit)).isEmpty();
        assertThat(database.number("SELECT count(*) FROM parked_event")).isEqualTo(1);
        api.with("parked-events:read")
                .get(PARKED)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.items[0].subscription")
                .isEqualTo("tally")
                .jsonPath("$.items[0].subject")
                .isEqualTo(culprit.toString())
                .jsonPath("$.items[0].reason")
                .isEqualTo("heard is refused");
    }

    @Test
    void an_event_that_always_takes_too_long_is_parked_in_the_end_and_the_others_are_handled() {
        UUID endless = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        Hearing.ENDLESS.add(endless);
        consumers.stop();
        Heard.publish(endless, 1);
        Heard.publish(other, 1);
        try (var _ = SecondInstance.start(environment, "erp.db.transaction-limit=500ms")) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(parked(endless)).isEqualTo(1));
            Heard.awaitOnceInOrder(database, other, 1);
        } finally {
            consumers.start();
        }
        assertThat(Heard.sequences(database, endless)).isEmpty();
    }

    @Test
    void later_events_of_a_parked_ones_aggregate_wait_behind_it_and_others_go_on() {
        UUID stuck = park(3);
        UUID other = UUID.randomUUID();
        Heard.publish(other, 1);
        Heard.publish(other, 2);

        Heard.awaitOnceInOrder(database, other, 2);
        // even when the cause is mended: 4 must not overtake 1
        Hearing.REFUSED.clear();
        Heard.publish(stuck, 4);
        await().untilAsserted(() -> assertThat(parked(stuck)).isEqualTo(4));
        assertThat(Heard.sequences(database, stuck)).isEmpty();
    }

    @Test
    void a_replay_handles_the_parked_events_of_an_aggregate_in_their_order_and_the_next_ones_come_through() {
        UUID stuck = park(3);
        Hearing.REFUSED.clear();

        replay(idOf(stuck))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.handled")
                .isEqualTo(3);

        Heard.awaitOnceInOrder(database, stuck, 3);
        assertThat(parked(stuck)).isZero();
        Heard.publish(stuck, 4);
        Heard.awaitOnceInOrder(database, stuck, 4);
    }

    @Test
    void a_replay_is_refused_while_the_cause_persists_and_changes_nothing() {
        UUID stuck = park(2);

        for (int attempt = 0; attempt < 2; attempt++) {
            replay(idOf(stuck))
                    .expectStatus()
                    .isEqualTo(409)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("still_not_handled")
                    .jsonPath("$.detail")
                    .isEqualTo("The event still cannot be handled: heard is refused");
        }
        assertThat(parked(stuck)).isEqualTo(2);
        assertThat(Heard.sequences(database, stuck)).isEmpty();
    }

    @Test
    void a_parked_event_that_comes_again_is_parked_once_and_handled_once() {
        UUID stuck = UUID.randomUUID();
        Hearing.REFUSED.add(stuck);
        var event = Heard.changed(stuck, 1);
        dev.erp.testing.Topics.publish(event);
        dev.erp.testing.Topics.publish(event);
        await().untilAsserted(() -> assertThat(parked(stuck)).isEqualTo(2));
        Hearing.REFUSED.clear();

        replay(idOf(stuck))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.handled")
                .isEqualTo(2);

        assertThat(Heard.sequences(database, stuck)).isEqualTo("1");
    }

    @Test
    void what_is_not_parked_cannot_be_replayed_and_nobody_replays_without_the_permission() {
        replay(UUID.randomUUID()).expectStatus().isNotFound();
        UUID id = idOf(park(1));
        api.with("parked-events:read")
                .post(PARKED + "/" + id + "/replay")
                .expectStatus()
                .isForbidden();
        api.as(Role.VIEWER).get(PARKED).expectStatus().isForbidden();
    }

    @Test
    void the_invariants_say_that_something_is_parked() {
        UUID stuck = park(1);

        api.with("operations:read")
                .get("/operations/example/invariants")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$[?(@.name=='nothing_is_parked')].count")
                .isEqualTo(1)
                .jsonPath("$[?(@.name=='nothing_is_parked')].violations[0]")
                .value(text -> assertThat(text.toString()).contains("tally", "heard is refused"));
        Hearing.REFUSED.clear();
        replay(idOf(stuck)).expectStatus().isOk();
        api.with("operations:read")
                .get("/operations/example/invariants")
                .expectBody()
                .jsonPath("$[?(@.name=='nothing_is_parked')].count")
                .isEqualTo(0);
    }

    /** A counter whose first n events are parked. */
    private UUID park(int events) {
        UUID counter = UUID.randomUUID();
        Hearing.REFUSED.add(counter);
        for (int version = 1; version <= events; version++) {
            Heard.publish(counter, version);
        }
        await().untilAsserted(() -> assertThat(parked(counter)).isEqualTo(events));
        return counter;
    }

    private long parked(UUID counter) {
        return database.number("SELECT count(*) FROM parked_event WHERE subject = ?", counter);
    }

    /** Of the last one parked: a replay begins with the first all the same. */
    private UUID idOf(UUID counter) {
        return (UUID) database.rows("SELECT id FROM parked_event WHERE subject = ? ORDER BY id DESC LIMIT 1", counter)
                .getFirst()
                .get("id");
    }

    private org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec replay(UUID id) {
        return api.with("parked-events:replay").post(PARKED + "/" + id + "/replay");
    }
}
