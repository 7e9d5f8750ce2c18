package dev.erp.chassis.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

/** A request with an Idempotency-Key has one effect, however often it is sent. */
@ServiceTest
class IdempotencyTest {

    private static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Test
    void the_same_request_fifty_times_at_once_has_one_effect_and_equal_answers() throws Exception {
        String name = "fifty " + UUID.randomUUID();
        var caller = api.as(Role.ADMIN).with(KEY, UUID.randomUUID().toString());
        Callable<EntityExchangeResult<byte[]>> call = () -> create(caller, name);
        List<EntityExchangeResult<byte[]>> answers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(50)) {
            for (Future<EntityExchangeResult<byte[]>> answer :
                    threads.invokeAll(java.util.Collections.nCopies(50, call))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).extracting(a -> a.getStatus().value()).containsOnly(201);
        assertThat(answers)
                .extracting(a -> new String(a.getResponseBody())
                        + a.getResponseHeaders().getLocation()
                        + a.getResponseHeaders().getETag())
                .containsOnly(new String(answers.getFirst().getResponseBody())
                        + answers.getFirst().getResponseHeaders().getLocation()
                        + "\"1\"");
        assertThat(answers.stream().filter(a -> a.getResponseHeaders().containsHeader(REPLAYED)))
                .hasSize(49);
        assertThat(counters(name)).isEqualTo(1);
    }

    @Test
    void the_same_key_with_another_body_is_refused_and_has_no_effect() {
        String name = UUID.randomUUID().toString();
        var caller = api.as(Role.ADMIN).with(KEY, "other-body");
        create(caller, "first " + name);

        caller.post("/counters", body("second " + name))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("idempotency_key_reused");
        assertThat(counters("second " + name)).isZero();
    }

    @Test
    void the_same_key_on_another_path_is_refused() {
        var caller = api.as(Role.ADMIN).with(KEY, "other-path").with("If-Match", "*");
        create(caller, "path");
        UUID other = Api.idOf(api.as(Role.ADMIN).post("/counters", body("other")));

        caller.post("/counters/" + other + "/add", "{\"by\":1}").expectStatus().isEqualTo(422);
    }

    @Test
    void a_key_belongs_to_its_caller() {
        String name = "two callers " + UUID.randomUUID();
        for (int i = 0; i < 2; i++) {
            var answer = create(api.as(Role.ADMIN, UUID.randomUUID()).with(KEY, "shared"), name);
            assertThat(answer.getResponseHeaders().containsHeader(REPLAYED)).isFalse();
        }
        assertThat(counters(name)).isEqualTo(2);
    }

    @Test
    void a_request_that_failed_can_be_repeated_with_its_key() {
        UUID counter = Api.idOf(api.as(Role.ADMIN).post("/counters", body("repeat")));
        var caller = api.as(Role.ADMIN).with(KEY, "after-failure");
        String path = "/counters/" + counter + "/add";

        caller.with("If-Match", "\"7\"").post(path, "{\"by\":1}").expectStatus().isEqualTo(412);
        caller.with("If-Match", "\"1\"")
                .post(path, "{\"by\":1}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .doesNotExist(REPLAYED);
        caller.with("If-Match", "\"1\"")
                .post(path, "{\"by\":1}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(REPLAYED, "true")
                .expectHeader()
                .valueEquals("ETag", "\"2\"");
        assertThat(database.number("SELECT value FROM counter WHERE id = ?", counter))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "", "tab\tbed", "ümlaut"})
    void a_malformed_key_is_refused(String key) {
        assertMalformed(key);
    }

    @Test
    void a_key_of_more_than_255_characters_is_refused() {
        assertMalformed("k".repeat(256));
        create(api.as(Role.ADMIN).with(KEY, "k".repeat(255)), "long key");
    }

    @Test
    void a_key_is_forgotten_when_it_is_older_than_a_day() {
        var caller = api.as(Role.ADMIN).with(KEY, "old");
        create(caller, "old key");
        assertThat(database.number("SELECT count(*) FROM idempotency_key WHERE key = 'old'"))
                .isEqualTo(1);
        database.update("UPDATE idempotency_key SET created_at = now() - interval '23 hours' WHERE key = 'old'");
        assertThat(create(caller, "old key").getResponseHeaders().containsHeader(REPLAYED))
                .isTrue();

        database.update("UPDATE idempotency_key SET created_at = now() - interval '25 hours' WHERE key = 'old'");
        await().untilAsserted(
                        () -> assertThat(database.number("SELECT count(*) FROM idempotency_key WHERE key = 'old'"))
                                .isZero());
    }

    private void assertMalformed(String key) {
        api.as(Role.ADMIN)
                .with(KEY, key)
                .post("/counters", body("malformed key"))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(KEY)
                .jsonPath("$.errors[0].message")
                .value(message -> assertThat(message.toString()).contains("255"));
    }

    private static EntityExchangeResult<byte[]> create(Api.Caller caller, String name) {
        return caller.post("/counters", body(name))
                .expectStatus()
                .isCreated()
                .expectBody()
                .returnResult();
    }

    private static String body(String name) {
        return "{\"name\":\"" + name.substring(0, Math.min(40, name.length())) + "\",\"value\":1}";
    }

    private long counters(String name) {
        return database.number(
                "SELECT count(*) FROM counter WHERE name = ?", name.substring(0, Math.min(40, name.length())));
    }
}
