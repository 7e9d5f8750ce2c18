package dev.erp.chassis.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.fabric.Fabric;
import dev.erp.testing.Api;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Tokens;
import dev.erp.testing.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** A token that was revoked is refused at once, wherever it was used before, and no other is. */
@ServiceTest
class RevokedTokensTest {

    @Autowired
    Api api;

    @Autowired
    Environment environment;

    private final UUID user = UUID.randomUUID();

    /** What comes now does not wait for a topic that had to be found first. */
    @BeforeEach
    void listen() {
        UUID somebody = UUID.randomUUID();
        Revoking.upTo(somebody, 1);
        awaitRefused(Tokens.of(somebody, "products:read").mint());
    }

    @Test
    void a_token_that_was_just_used_is_refused_within_a_second_of_its_revocation() {
        String token = Tokens.of(user, "products:read").epoch(3).mint();
        expectAccepted(token);

        Revoking.upTo(user, 4);
        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> expectRefused(token));
    }

    @Test
    void the_epoch_that_was_declared_and_later_ones_are_accepted_and_a_token_without_one_has_0() {
        Revoking.upTo(user, 4);
        awaitRefused(Tokens.of(user, "products:read").epoch(3).mint());

        expectRefused(Tokens.with(user, "products:read"));
        expectRefused(Tokens.of(user, "products:read").epoch(3).client("robot").mint());
        expectAccepted(Tokens.of(user, "products:read").epoch(4).mint());
        expectAccepted(Tokens.of(user, "products:read").epoch(5).mint());
        expectAccepted(Tokens.with(UUID.randomUUID(), "products:read"));
    }

    @Test
    void a_session_is_revoked_and_another_one_of_the_same_user_goes_on() {
        UUID session = UUID.randomUUID();
        String ended =
                Tokens.of(user, "products:read").epoch(9).session(session).mint();
        String other =
                Tokens.of(user, "products:read").session(UUID.randomUUID()).mint();
        expectAccepted(ended);
        expectAccepted(other);

        Revoking.session(session);
        awaitRefused(ended);
        expectRefused(
                Tokens.of(user, "products:read").epoch(10).session(session).mint());
        expectAccepted(other);
    }

    @Test
    void an_instance_that_starts_after_the_revocation_refuses_too_as_soon_as_it_is_ready() {
        Revoking.upTo(user, 4);
        UUID session = UUID.randomUUID();
        Revoking.session(session);

        try (var second = SecondInstance.start(environment)) {
            second.awaitReady();
            expectRefused(second, Tokens.of(user, "products:read").epoch(3).mint());
            expectRefused(
                    second,
                    Tokens.of(user, "products:read").epoch(4).session(session).mint());
            expectAccepted(second, Tokens.of(user, "products:read").epoch(4).mint());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{\"subjectId\":\"USER\"",
                "{\"subjectId\":\"USER\"}",
                "{\"subjectId\":\"USER\",\"epoch\":\"9\"}",
                "{\"subjectId\":\"USER\",\"epoch\":-1}",
                "{\"subjectId\":\"USER\",\"epoch\":1e99}",
                "{\"subjectId\":\"USER\",\"epoch\":9,\"sessionId\":\"USER\"}",
                "{\"subjectId\":{\"epoch\":9}}",
                "[[[[\\u0000"
            })
    void rubbish_revokes_nothing_and_stops_nothing(String body) {
        TestEvent rubbish = Revoking.event(Map.of("subjectId", user, "epoch", 9));
        String key = rubbish.subject().toString();
        Topics.publishRaw(
                rubbish.topic(), key, body.replace("USER", user.toString()).getBytes(), rubbish.headers());

        awaitHeardBehind(key);
        expectAccepted(Tokens.of(user, "products:read").epoch(8).mint());
    }

    @Test
    void a_record_without_value_or_headers_or_of_another_type_revokes_nothing_and_stops_nothing() {
        TestEvent event = Revoking.event(Map.of("subjectId", user, "epoch", 9));
        String key = event.subject().toString();
        byte[] body = ("{\"subjectId\":\"" + user + "\",\"epoch\":9}").getBytes();
        Topics.publishRaw(event.topic(), key, null, event.headers());
        Topics.publishRaw(event.topic(), null, body, Map.of());
        Topics.publishRaw(event.topic(), key, body, Map.of());
        Map<String, String> headers = event.headers();
        headers.put("ce_type", "auth.revocation.proposed.v1");
        Topics.publishRaw(event.topic(), key, body, headers);
        headers.put("ce_type", "x".repeat(2000));
        Topics.publishRaw(event.topic(), key, body, headers);

        awaitHeardBehind(key);
        expectAccepted(Tokens.of(user, "products:read").epoch(8).mint());
    }

    @Test
    void while_kafka_is_away_what_is_known_stays_refused_and_the_rest_works() {
        String revoked = Tokens.of(user, "products:read").epoch(3).mint();
        String right = Tokens.of(user, "products:read").epoch(4).mint();
        Revoking.upTo(user, 4);
        awaitRefused(revoked);

        Fabric.shared().stopKafka();
        try {
            expectRefused(revoked);
            expectAccepted(right);
        } finally {
            Fabric.shared().startKafka();
        }
        Revoking.upTo(user, 5);
        awaitRefused(right);
        expectRefused(revoked);
    }

    @Test
    void a_partition_that_is_added_later_is_heard_too() throws Exception {
        Revoking.upToOnNewPartition(user, 4);
        awaitRefused(Tokens.of(user, "products:read").epoch(3).mint());
    }

    /** A revocation in the same partition. */
    private void awaitHeardBehind(String key) {
        UUID somebody = UUID.randomUUID();
        TestEvent next = Revoking.event(Map.of("subjectId", somebody, "epoch", 1));
        byte[] body = ("{\"subjectId\":\"" + somebody + "\",\"epoch\":1}").getBytes();
        Topics.publishRaw(next.topic(), key, body, next.headers());
        awaitRefused(Tokens.of(somebody, "products:read").mint());
    }

    private void awaitRefused(String token) {
        await().pollInterval(Duration.ofMillis(20)).untilAsserted(() -> expectRefused(token));
    }

    private void expectRefused(String token) {
        Revoking.assertRefused(api.withToken(token).get("/counters?limit=1"));
    }

    private void expectAccepted(String token) {
        api.withToken(token).get("/counters?limit=1").expectStatus().isOk().expectBody();
    }

    private static void expectRefused(SecondInstance instance, String token) {
        Revoking.assertRefused(instance.get("/api/v1/counters?limit=1", token));
    }

    private static void expectAccepted(SecondInstance instance, String token) {
        assertThat(instance.get("/api/v1/counters?limit=1", token)
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value())
                .isEqualTo(200);
    }
}
