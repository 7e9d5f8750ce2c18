package dev.erp.auth.login;

import static dev.erp.auth.People.PASSWORD;
import static dev.erp.auth.People.loginFrom;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.auth.AuthTest;
import dev.erp.auth.People;
import dev.erp.auth.People.Person;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Guessing is slowed down until it is hopeless, and nobody is locked out by what others do (security check 29). */
@AuthTest
class LoginLimitTest {

    private static final String WRONG = "a wrong password";

    @Autowired
    private Api api;

    @Autowired
    private Database database;

    @Autowired
    private MeterRegistry meters;

    @Test
    void check_29_after_five_failures_the_next_has_to_wait_and_so_has_the_right_password() {
        Person person = People.with(api, "viewer");
        String address = People.address();
        double before = meters.counter("erp.auth.throttled", "scope", "login-account-at-address")
                .count();
        fail(6, address, person.username());

        tooMany(loginFrom(address, api, person.username(), WRONG));
        tooMany(loginFrom(address, api, person.username(), PASSWORD));

        assertThat(meters.counter("erp.auth.throttled", "scope", "login-account-at-address")
                                .count()
                        - before)
                .isEqualTo(2);
        Awaitility.await().untilAsserted(() -> assertThat(Topics.eventsOfType("auth.session.throttled.v1"))
                .filteredOn(event -> event.data().path("address").asString("").equals(address))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.data().get("scope").asString()).isEqualTo("login-account-at-address");
                    assertThat(event.data().get("failures").asInt()).isEqualTo(6);
                }));
    }

    @Test
    void check_29_an_unknown_user_is_limited_like_a_known_one() {
        String address = People.address();
        String nobody = "nobody-" + UUID.randomUUID();
        fail(6, address, nobody);

        tooMany(loginFrom(address, api, nobody, WRONG));
    }

    @Test
    void when_the_wait_is_over_the_right_password_opens_and_the_failures_are_forgotten() {
        Person person = People.with(api, "viewer");
        String address = People.address();
        fail(6, address, person.username());
        Awaitility.await().untilAsserted(() -> loginFrom(address, api, person.username(), PASSWORD)
                .expectStatus()
                .isOk());

        fail(5, address, person.username());
        loginFrom(address, api, person.username(), PASSWORD).expectStatus().isOk();
    }

    @Test
    void check_29_guesses_from_many_addresses_do_not_lock_out_a_user_where_they_are_known() {
        Person person = People.with(api, "viewer");
        String home = People.address();
        loginFrom(home, api, person.username(), PASSWORD).expectStatus().isOk();
        fail(1, person.username(), 21);

        // guesses from yet another address have to wait
        tooMany(loginFrom(People.address(), api, person.username(), WRONG));
        loginFrom(home, api, person.username(), PASSWORD).expectStatus().isOk();
    }

    @Test
    void check_29_a_guesser_in_the_office_does_not_lock_out_those_who_work_there() {
        Person colleague = People.with(api, "viewer");
        String office = People.address();
        loginFrom(office, api, colleague.username(), PASSWORD).expectStatus().isOk();
        for (int i = 0; i < 51; i++) {
            fail(1, office, "guess-" + UUID.randomUUID());
        }

        tooMany(loginFrom(office, api, "guess-" + UUID.randomUUID(), WRONG));
        loginFrom(office, api, colleague.username(), PASSWORD).expectStatus().isOk();
    }

    @Test
    void many_right_logins_at_once_have_not_to_wait() throws Exception {
        Person person = People.with(api, "viewer");
        try (var clients = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> logins =
                    Collections.nCopies(100, () -> People.login(api, person.username(), PASSWORD)
                            .expectBody()
                            .returnResult()
                            .getStatus()
                            .value());
            for (Future<Integer> status : clients.invokeAll(logins)) {
                assertThat(status.get()).isEqualTo(200);
            }
        }
    }

    @Test
    void neighbours_in_one_ipv6_network_are_one_address() {
        String network =
                "2001:db8:ffff:" + Integer.toHexString(UUID.randomUUID().hashCode() & 0xffff);
        String nobody = "nobody-" + UUID.randomUUID();
        for (int i = 1; i <= 6; i++) {
            fail(1, network + "::" + i, nobody);
        }

        tooMany(loginFrom(network + "::7", api, nobody, WRONG));
    }

    @Test
    void what_was_typed_as_a_name_is_not_kept_in_the_clear() {
        String typed = "my secret password " + UUID.randomUUID();
        fail(1, People.address(), typed.substring(0, 40));

        assertThat(database.number("SELECT count(*) FROM attempt WHERE encode(key, 'escape') LIKE '%secret%'"))
                .isZero();
    }

    private void fail(int times, String address, String username) {
        for (int i = 0; i < times; i++) {
            loginFrom(address, api, username, WRONG).expectStatus().isUnauthorized();
        }
    }

    /** From so many addresses, once each. */
    private void fail(int times, String username, int addresses) {
        for (int i = 0; i < addresses; i++) {
            fail(times, People.address(), username);
        }
    }

    private static void tooMany(ResponseSpec answer) {
        answer.expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .value("Retry-After", seconds -> assertThat(Integer.parseInt(seconds))
                        .isBetween(1, 900))
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("too_many_attempts");
    }
}
