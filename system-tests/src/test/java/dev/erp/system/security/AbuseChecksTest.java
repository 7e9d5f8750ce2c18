package dev.erp.system.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.standalone.api.ApiClient;
import dev.erp.system.Answer;
import dev.erp.system.Door;
import dev.erp.system.Person;
import dev.erp.system.Person.Session;
import dev.erp.system.RunningSystem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Guessing, asking for too much, and other people's keys (checks 29 to 32). */
class AbuseChecksTest {

    private static final String WRONG = "a wrong password";
    private static final String ID = UUID.randomUUID().toString();

    private static ApiClient admin;

    @BeforeAll
    static void begin() {
        admin = RunningSystem.get().admin();
    }

    @Test
    void check_29_guesses_at_an_account_from_one_address_have_to_wait() {
        Person person = Person.with(admin, "viewer");
        try (Door door = Door.fromElsewhere()) {
            IntStream.range(0, 6)
                    .forEach(_ -> assertThat(person.login(door, WRONG).status()).isEqualTo(401));

            hasToWait(person.login(door, WRONG));
            hasToWait(person.login(door, person.password()));
        }
    }

    @Test
    void check_29_an_address_that_tries_one_name_after_another_has_to_wait() {
        try (Door door = Door.fromElsewhere()) {
            List<Answer> answers = IntStream.range(0, 40)
                    .mapToObj(_ -> new Person("", "guess-" + UUID.randomUUID(), "").login(door, WRONG))
                    .toList();

            assertThat(answers.getFirst().status()).isEqualTo(401);
            assertThat(answers.getLast().status()).isEqualTo(429);
            assertThat(answers.getLast().header("Retry-After")).matches("[1-9][0-9]*");
        }
    }

    @Test
    void check_29_nobody_is_locked_out_by_guesses_from_elsewhere() {
        Person person = Person.with(admin, "viewer");
        try (Door home = Door.fromElsewhere()) {
            person.session(home);
            for (int i = 0; i < 22; i++) {
                try (Door elsewhere = Door.fromElsewhere()) {
                    person.login(elsewhere, WRONG);
                }
            }
            try (Door elsewhere = Door.fromElsewhere()) {
                hasToWait(person.login(elsewhere, WRONG));
            }
            Session.of(person.login(home, person.password()));
        }
    }

    @Test
    void check_29_an_unknown_user_and_a_wrong_password_get_the_same_answer_after_the_same_work() {
        Person known = Person.with(admin, "viewer");
        List<Long> wrongPassword = new ArrayList<>();
        List<Long> unknownUser = new ArrayList<>();
        try (Door door = Door.fromElsewhere()) {
            for (int i = 0; i < 5; i++) {
                Answer wrong = timed(wrongPassword, door, known);
                Answer unknown = timed(unknownUser, door, new Person("", "unknown-" + UUID.randomUUID(), ""));

                assertThat(unknown.status()).isEqualTo(wrong.status()).isEqualTo(401);
                for (String field : List.of("type", "title", "status", "detail", "code", "instance")) {
                    assertThat(unknown.json().path(field))
                            .as(field)
                            .isEqualTo(wrong.json().path(field));
                }
            }
        }
        // without the hash one of them would be a hundred times as fast as the other
        assertThat((double) Collections.min(unknownUser) / Collections.min(wrongPassword))
                .isBetween(0.33, 3.0);
    }

    static Stream<Arguments> tooMuch() {
        return Stream.of(
                Arguments.of(
                        "a body", 413, "/customers", "{\"name\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}", "1048576"),
                Arguments.of("depth", 400, "/customers", "[".repeat(1_000) + "]".repeat(1_000), "body"),
                Arguments.of(
                        "a list",
                        400,
                        "/sales-orders",
                        "{\"customerId\":\"%s\",\"lines\":[%s]}"
                                .formatted(
                                        ID,
                                        String.join(
                                                ",",
                                                Collections.nCopies(
                                                        1_001, "{\"productId\":\"%s\",\"quantity\":1}".formatted(ID)))),
                        "lines"),
                Arguments.of(
                        "a text",
                        400,
                        "/customers",
                        "{\"name\":\"%s\",\"currency\":\"EUR\"}".formatted("x".repeat(10_000)),
                        "name"),
                Arguments.of(
                        "a number",
                        400,
                        "/sales-orders",
                        "{\"customerId\":\"%s\",\"lines\":[{\"productId\":\"%s\",\"quantity\":1%s}]}"
                                .formatted(ID, ID, "0".repeat(40)),
                        "quantity"),
                Arguments.of("a password", 400, "/users", """
                                {"username":"long","displayName":"Long","password":"%s","roles":[]}
                                """.formatted("é".repeat(37)), "72 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooMuch")
    void check_30_what_is_too_much_is_refused_with_its_name_and_limit(
            String what, int status, String path, String body, String named) {
        try (Door door = Door.fromElsewhere()) {
            Answer answer = door.call("POST", "/api/v1" + path)
                    .token(admin.token())
                    .json(body)
                    .send();

            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.body()).contains(named);
            assertThat(answer.code()).isNotEmpty();
        }
    }

    @Test
    void check_30_a_page_has_its_limit_too() {
        try (Door door = Door.fromElsewhere()) {
            Answer answer = door.call("GET", "/api/v1/products?limit=100000")
                    .token(admin.token())
                    .send();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("errors").toString()).contains("\"field\":\"limit\"", "200");
        }
    }

    @Test
    void check_31_who_asks_too_often_is_told_when_to_come_back() {
        try (Door door = Door.fromElsewhere()) {
            List<Answer> answers = IntStream.range(0, 200)
                    .mapToObj(_ -> door.call("GET", "/api/v1/products").send())
                    .toList();

            assertThat(answers.getFirst().status()).isEqualTo(401);
            assertThat(answers)
                    .filteredOn(answer -> answer.status() == 429)
                    .isNotEmpty()
                    .allSatisfy(answer -> {
                        assertThat(answer.code()).isEqualTo("rate_limited");
                        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
                        assertThat(answer.header("RateLimit")).contains("r=0");
                    });
        }
    }

    @Test
    void check_32_an_idempotency_key_is_its_callers_own() {
        String key = UUID.randomUUID().toString();
        try (Door door = Door.fromElsewhere()) {
            String mine = Person.with(admin, "sales_rep").session(door).accessToken();
            String theirs = Person.with(admin, "sales_rep").session(door).accessToken();

            Answer first = customer(door, mine, key, "Mine");
            Answer again = customer(door, mine, key, "Mine");
            Answer others = customer(door, theirs, key, "Theirs");

            assertThat(first.status()).as(first.body()).isEqualTo(201);
            assertThat(again.text("id")).isEqualTo(first.text("id"));
            assertThat(others.status()).as(others.body()).isEqualTo(201);
            assertThat(others.text("id")).isNotEqualTo(first.text("id"));
            assertThat(others.body()).doesNotContain("Mine");
        }
    }

    private static Answer customer(Door door, String token, String key, String name) {
        return door.call("POST", "/api/v1/customers")
                .token(token)
                .header("Idempotency-Key", key)
                .fields(Map.of("name", name, "currency", "EUR"))
                .send();
    }

    private static Answer timed(List<Long> nanos, Door door, Person person) {
        long begun = System.nanoTime();
        Answer answer = person.login(door, WRONG);
        nanos.add(System.nanoTime() - begun);
        return answer;
    }

    private static void hasToWait(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(429);
        assertThat(answer.code()).isEqualTo("too_many_attempts");
        assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
    }
}
