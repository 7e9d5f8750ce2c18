package dev.erp.auth.session;

import static dev.erp.auth.People.PASSWORD;
import static dev.erp.auth.People.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.auth.AuthTest;
import dev.erp.auth.People;
import dev.erp.auth.People.Person;
import dev.erp.auth.token.Secret;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.Topics;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Refresh tokens and the ends of sessions (security checks 16 to 23). */
@AuthTest
class SessionTest {

    private static final String TOPIC = "erp.auth.session";

    @Autowired
    private Api api;

    @Autowired
    private Database database;

    @Test
    void check_16_a_refresh_token_is_good_once() {
        Map<String, Object> first = People.session(api, People.with(api, "viewer"));

        Map<String, Object> second =
                body(refresh(first).expectStatus().isOk().expectHeader().valueEquals("Cache-Control", "no-store"));

        assertThat(second).containsEntry("sessionId", first.get("sessionId")).containsEntry("expiresIn", 600);
        assertThat(second.get("refreshToken")).isNotEqualTo(first.get("refreshToken"));
        assertThat(second.get("accessToken")).isNotEqualTo(first.get("accessToken"));
        refresh(second).expectStatus().isOk();
    }

    @Test
    void check_17_of_fifty_at_once_exactly_one_succeeds() throws Exception {
        Map<String, Object> session = People.session(api, People.with(api, "viewer"));

        List<Integer> statuses = atOnce(50, () -> status(refresh(session)));

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(49);
    }

    @Test
    void check_18_and_19_a_token_that_comes_again_ends_the_session_even_at_once() {
        Person person = People.with(api, "viewer");
        Map<String, Object> first = People.session(api, person);
        Map<String, Object> second = body(refresh(first).expectStatus().isOk());

        refused(refresh(first));

        // the thief's and the owner's token alike
        refused(refresh(second));
        UUID session = UUID.fromString((String) first.get("sessionId"));
        Topics.awaitExactly(
                TOPIC, session, "auth.session.logged-in.v1", "auth.session.refresh-reused.v1", "auth.session.ended.v1");
        RecordedEvent ended = Topics.await("auth.session.ended.v1", session);
        assertThat(ended.sequence()).isEqualTo(3);
        assertThat(ended.data().get("reason").asString()).isEqualTo("refresh_reused");
        assertThat(ended.data().get("userId").asString()).isEqualTo(person.id().toString());
        People.awaitRevocation("sessionId", session);
    }

    @Test
    void check_20_a_session_ends_when_it_is_old_or_was_idle() {
        Map<String, Object> idle = People.session(api, People.with(api, "viewer"));
        Map<String, Object> old = People.session(api, People.with(api, "viewer"));
        database.update(
                "UPDATE session SET last_used_at = now() - interval '7 days' WHERE id = ?::uuid",
                idle.get("sessionId"));
        database.update("UPDATE session SET expires_at = now() WHERE id = ?::uuid", old.get("sessionId"));

        refused(refresh(idle));
        refused(refresh(old));
    }

    @Test
    void check_20_a_refresh_does_not_put_off_the_end_of_a_session() {
        Map<String, Object> session = People.session(api, People.with(api, "viewer"));
        database.update(
                "UPDATE session SET expires_at = now() + interval '1 hour' WHERE id = ?::uuid",
                session.get("sessionId"));

        Map<String, Object> refreshed = body(refresh(session).expectStatus().isOk());

        assertThat((Integer) refreshed.get("refreshExpiresIn")).isBetween(3500, 3600);
    }

    @Test
    void check_21_only_a_hash_of_a_refresh_token_is_stored_and_the_token_has_256_random_bits() {
        Map<String, Object> session = People.session(api, People.with(api, "viewer"));
        String token = (String) session.get("refreshToken");

        // 43 letters of 6 bits
        assertThat(token).matches("erp_rt_[A-Za-z0-9_-]{43}");
        List<Map<String, Object>> rows =
                database.rows("SELECT hash FROM refresh_token WHERE session_id = ?::uuid", session.get("sessionId"));
        assertThat(rows).singleElement().satisfies(row -> assertThat((byte[]) row.get("hash"))
                .isEqualTo(Secret.hash(token)));
        assertThat(database.number(
                        "SELECT count(*) FROM outbox WHERE payload LIKE '%' || ? || '%'", token.substring(7)))
                .isZero();
    }

    @Test
    void check_22_logging_out_ends_the_session_and_no_other() {
        Person person = People.with(api, "viewer");
        Map<String, Object> left = People.session(api, person);
        Map<String, Object> kept = People.session(api, person);

        logout(left).expectStatus().isNoContent();

        refused(refresh(left));
        refresh(kept).expectStatus().isOk();
        UUID session = UUID.fromString((String) left.get("sessionId"));
        assertThat(Topics.await("auth.session.ended.v1", session)
                        .data()
                        .get("reason")
                        .asString())
                .isEqualTo("logged_out");
        People.awaitRevocation("sessionId", session);
    }

    @Test
    void check_22_logging_out_twice_or_with_rubbish_is_no_error() {
        Map<String, Object> session = People.session(api, People.with(api, "viewer"));

        logout(session).expectStatus().isNoContent();
        logout(session).expectStatus().isNoContent();
        logout(Map.of("refreshToken", "erp_rt_rubbish")).expectStatus().isNoContent();

        Topics.awaitExactly(
                TOPIC,
                UUID.fromString((String) session.get("sessionId")),
                "auth.session.logged-in.v1",
                "auth.session.ended.v1");
    }

    @Test
    void check_22_logging_out_everywhere_ends_all_and_begins_a_new_epoch() throws Exception {
        Person person = People.with(api, "viewer");
        Map<String, Object> one = People.session(api, person);
        Map<String, Object> two = People.session(api, person);

        api.as(Role.VIEWER, person.id()).delete("/auth/sessions").expectStatus().isNoContent();

        refused(refresh(one));
        refused(refresh(two));
        assertThat(People.awaitRevocation("subjectId", person.id())
                        .data()
                        .get("epoch")
                        .asInt())
                .isEqualTo(1);
        assertThat(epoch(People.session(api, person))).isEqualTo(1);
    }

    @Test
    void check_23_when_the_answer_to_a_refresh_is_lost_the_next_try_ends_the_session_and_a_login_begins_another() {
        Person person = People.with(api, "viewer");
        Map<String, Object> session = People.session(api, person);
        // answered, but the answer never arrives
        refresh(session).expectStatus().isOk();

        refused(refresh(session));

        assertThat(People.session(api, person).get("sessionId")).isNotEqualTo(session.get("sessionId"));
    }

    @Test
    void check_6_an_access_token_is_no_refresh_token_and_the_reverse() {
        Map<String, Object> session = People.session(api, People.with(api, "viewer"));

        refused(refresh(Map.of("refreshToken", ((String) session.get("accessToken")).substring(0, 200))));
        api.withToken((String) session.get("refreshToken"))
                .get("/auth/me")
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void a_user_sees_their_own_sessions_with_device_and_address_and_nobody_elses() {
        Person person = People.with(api, "viewer");
        String address = People.address();
        Map<String, Object> session = body(api.anonymous()
                .with("X-Forwarded-For", address)
                .with("User-Agent", "Browser/1.0")
                .post("/auth/login", Map.of("username", person.username(), "password", PASSWORD))
                .expectStatus()
                .isOk());
        People.session(api, People.with(api, "viewer"));

        Map<String, Object> list = body(api.as(Role.VIEWER, person.id()).get("/auth/sessions"));

        assertThat((List<?>) list.get("items")).singleElement().satisfies(item -> {
            Map<?, ?> own = (Map<?, ?>) item;
            assertThat(own.get("id")).isEqualTo(session.get("sessionId"));
            assertThat(own.get("device")).isEqualTo("Browser/1.0");
            assertThat(own.get("address")).isEqualTo(address);
            assertThat(own.get("current")).isEqualTo(false);
        });
    }

    @Test
    void check_25_somebody_elses_session_is_not_found_and_goes_on() {
        Map<String, Object> session = People.session(api, People.with(api, "viewer"));

        api.as(Role.ADMIN)
                .delete("/auth/sessions/" + session.get("sessionId"))
                .expectStatus()
                .isNotFound();

        refresh(session).expectStatus().isOk();
    }

    @Test
    void a_user_ends_one_of_their_sessions() {
        Person person = People.with(api, "viewer");
        Map<String, Object> session = People.session(api, person);

        api.as(Role.VIEWER, person.id())
                .delete("/auth/sessions/" + session.get("sessionId"))
                .expectStatus()
                .isNoContent();

        refused(refresh(session));
    }

    @Test
    void a_refresh_brings_the_rights_of_today() throws Exception {
        Person person = People.with(api, "viewer");
        Map<String, Object> session = People.session(api, person);
        api.as(Role.ADMIN)
                .patch("/users/" + person.id(), "*", Map.of("roles", List.of("sales_rep")))
                .expectStatus()
                .isOk();

        Map<String, Object> refreshed = body(refresh(session).expectStatus().isOk());

        assertThat(People.parse((String) refreshed.get("accessToken"))
                        .getJWTClaimsSet()
                        .getStringListClaim("roles"))
                .containsExactly("sales_rep");
        assertThat(epoch(refreshed)).isEqualTo(1);
    }

    private static long epoch(Map<String, Object> tokens) throws ParseException {
        return People.parse((String) tokens.get("accessToken"))
                .getJWTClaimsSet()
                .getLongClaim("epoch");
    }

    private ResponseSpec refresh(Map<String, Object> session) {
        return api.anonymous()
                .with("X-Forwarded-For", People.address())
                .post("/auth/refresh", Map.of("refreshToken", session.get("refreshToken")));
    }

    private ResponseSpec logout(Map<String, ?> session) {
        return api.anonymous().post("/auth/logout", Map.of("refreshToken", session.get("refreshToken")));
    }

    private static void refused(ResponseSpec answer) {
        answer.expectStatus().isUnauthorized().expectBody().jsonPath("$.code").isEqualTo("invalid_refresh_token");
    }

    private static int status(ResponseSpec answer) {
        return answer.expectBody().returnResult().getStatus().value();
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        try (var threads = Executors.newFixedThreadPool(times)) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(java.util.Collections.nCopies(times, call))) {
                results.add(result.get());
            }
            return results;
        }
    }
}
