package dev.erp.chassis.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.fabric.Fabric;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Tokens;
import dev.erp.testing.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Who is refused what goes into the trail, without flooding it and without anybody waiting for it. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class DeniedAccessTest {

    private static final String COUNTER = "{\"name\":\"a\",\"value\":1}";

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Autowired
    MeterRegistry registry;

    private final UUID user = UUID.randomUUID();

    @Test
    void a_denied_call_is_told_of_once_with_who_what_and_which_permission() {
        deny("/counters?name=secret");

        RecordedEvent event = awaitDenied(user, 1).getFirst();
        assertThat(event.topic()).isEqualTo("erp.security.access");
        assertThat(event.actor()).isEqualTo(user.toString());
        assertThat(event.sequence()).isEqualTo(1);
        assertThat(event.correlationId()).isEqualTo(event.subject());
        assertThat(event.traceparent()).isNotNull();
        assertThat(event.data())
                .hasToString("{\"method\":\"POST\",\"path\":\"/api/v1/counters\","
                        + "\"required\":[\"products:write\"],\"address\":\"127.0.0.1\"}");
    }

    @Test
    void ten_in_a_row_at_one_endpoint_make_one_event_and_all_are_counted() {
        double before = registry.counter("erp.security.denied").count();
        for (int i = 0; i < 10; i++) {
            deny("/counters/" + UUID.randomUUID() + "/add");
        }
        assertThat(registry.counter("erp.security.denied").count() - before).isEqualTo(10);

        deny("/counters");
        UUID other = UUID.randomUUID();
        deny("/counters", other);
        awaitDenied(other, 1);
        assertThat(awaitDenied(user, 2))
                .extracting(event -> event.data().get("path").asString())
                .containsExactlyInAnyOrder("/api/v1/counters/{id}/add", "/api/v1/counters");
    }

    @Test
    void at_an_endpoint_that_is_closed_to_everybody_no_permission_would_have_sufficed() {
        api.withToken(Tokens.with(user, "products:read"))
                .get("/counters/forgotten")
                .expectStatus()
                .isForbidden();

        assertThat(awaitDenied(user, 1).getFirst().data())
                .hasToString("{\"method\":\"GET\",\"path\":\"/api/v1/counters/forgotten\","
                        + "\"required\":[],\"address\":\"127.0.0.1\"}");
    }

    @Test
    void the_refusal_comes_while_kafka_is_away_and_is_told_of_afterwards() {
        Fabric.shared().stopKafka();
        try {
            deny("/counters");
        } finally {
            Fabric.shared().startKafka();
        }
        awaitDenied(user, 1);
    }

    @Test
    void the_refusal_does_not_wait_for_the_outbox() throws Exception {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE");
            long start = System.nanoTime();
            deny("/counters");
            // a lock is waited for ten seconds
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            connection.rollback();
        }
        awaitDenied(user, 1);
    }

    @Test
    void what_cannot_be_written_is_logged_and_the_refusal_stands(CapturedOutput output) {
        database.update(
                "ALTER TABLE outbox ADD CONSTRAINT nothing_denied CHECK (type NOT LIKE 'security.%') NOT VALID");
        try {
            deny("/counters");
            await().untilAsserted(() -> assertThat(output)
                    .contains("That " + user + " was denied POST /api/v1/counters could not be written"));
        } finally {
            database.update("ALTER TABLE outbox DROP CONSTRAINT nothing_denied");
        }
    }

    private void deny(String path) {
        deny(path, user);
    }

    private void deny(String path, UUID caller) {
        api.withToken(Tokens.with(caller, "products:read"))
                .post(path, COUNTER)
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("access_denied");
    }

    /** What was told of a caller, once there is so much of it. */
    private static List<RecordedEvent> awaitDenied(UUID caller, int count) {
        await().until(() -> denied(caller).size() >= count);
        Topics.catchUp();
        assertThat(denied(caller)).hasSize(count);
        return denied(caller);
    }

    private static List<RecordedEvent> denied(UUID caller) {
        return Topics.eventsOfType("security.access.denied.v1").stream()
                .filter(event -> caller.toString().equals(event.actor()))
                .toList();
    }
}
