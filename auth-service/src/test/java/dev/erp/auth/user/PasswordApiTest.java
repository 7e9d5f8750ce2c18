package dev.erp.auth.user;

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
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@AuthTest
class PasswordApiTest {

    private static final String NEW = "another battery for the horse";

    @Autowired
    private Api api;

    @Autowired
    private Database database;

    @Test
    void check_22_a_new_password_ends_the_sessions_and_takes_the_tokens_back() {
        Person person = People.with(api, "viewer");
        Map<String, Object> session = People.session(api, person);

        change(person, PASSWORD, NEW).expectStatus().isNoContent();

        People.login(api, person.username(), PASSWORD).expectStatus().isUnauthorized();
        People.login(api, person.username(), NEW).expectStatus().isOk();
        refresh(session).expectStatus().isUnauthorized();
        People.awaitRevocation("subjectId", person.id());
        Topics.awaitExactly("erp.auth.user", person.id(), "auth.user.created.v1", "auth.user.password-changed.v1");
        RecordedEvent changed = Topics.await("auth.user.password-changed.v1", person.id());
        assertThat(changed.data().get("how").asString()).isEqualTo("changed");
        assertThat(changed.actor()).isEqualTo(person.id().toString());
    }

    @Test
    void the_old_password_is_asked_and_a_good_new_one() {
        Person person = People.with(api, "viewer");

        change(person, "a wrong password", NEW)
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("wrong_password")
                .jsonPath("$.errors[0].field")
                .isEqualTo("currentPassword");
        change(person, PASSWORD, "password1234")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("newPassword");
        People.login(api, person.username(), PASSWORD).expectStatus().isOk();
    }

    @Test
    void a_one_time_token_sets_a_new_password_once() {
        Person person = People.with(api, "viewer");
        Map<String, Object> session = People.session(api, person);
        Map<String, Object> issued = issue(person);
        String token = (String) issued.get("resetToken");

        // the old one is good until the token is used
        People.login(api, person.username(), PASSWORD).expectStatus().isOk();
        reset(token, NEW).expectStatus().isNoContent();

        People.login(api, person.username(), NEW).expectStatus().isOk();
        People.login(api, person.username(), PASSWORD).expectStatus().isUnauthorized();
        refresh(session).expectStatus().isUnauthorized();
        notGood(reset(token, "yet another battery of horses"));
        Topics.awaitExactly(
                "erp.auth.user",
                person.id(),
                "auth.user.created.v1",
                "auth.user.password-reset-issued.v1",
                "auth.user.password-changed.v1");
    }

    @Test
    void a_bad_new_password_does_not_use_up_the_token() {
        Person person = People.with(api, "viewer");
        String token = (String) issue(person).get("resetToken");

        reset(token, "short").expectStatus().isBadRequest();

        reset(token, NEW).expectStatus().isNoContent();
    }

    @Test
    void a_newer_token_takes_the_place_of_an_older_one_and_an_expired_one_is_refused() {
        Person person = People.with(api, "viewer");
        String first = (String) issue(person).get("resetToken");
        String second = (String) issue(person).get("resetToken");

        notGood(reset(first, NEW));
        database.update("UPDATE password_reset SET expires_at = now() WHERE user_id = ?", person.id());
        notGood(reset(second, NEW));
        notGood(reset("erp_pr_rubbish", NEW));
    }

    @Test
    void only_a_hash_of_the_token_is_stored_and_events_do_not_have_it() {
        Person person = People.with(api, "viewer");
        String token = (String) issue(person).get("resetToken");

        assertThat(database.rows("SELECT hash FROM password_reset WHERE user_id = ?", person.id()))
                .singleElement()
                .satisfies(row -> assertThat((byte[]) row.get("hash")).isEqualTo(Secret.hash(token)));
        assertThat(Topics.await("auth.user.password-reset-issued.v1", person.id())
                        .data()
                        .toString())
                .doesNotContain(token);
        assertThat(database.number(
                        "SELECT count(*) FROM idempotency_key WHERE body LIKE '%' || ? || '%'", token.substring(7)))
                .isZero();
    }

    @Test
    void only_who_may_write_users_issues_a_token() {
        Person person = People.with(api, "viewer");

        api.as(Role.HR_MANAGER)
                .post("/users/" + person.id() + "/password-reset")
                .expectStatus()
                .isForbidden();
        api.as(Role.ADMIN)
                .post("/users/" + UUID.randomUUID() + "/password-reset")
                .expectStatus()
                .isNotFound();
    }

    @Test
    void nobody_issues_a_token_for_somebody_who_may_do_more_than_they() {
        Person admin = People.with(api, "admin");
        Person viewer = People.with(api, "viewer");
        Api.Caller clerk = api.with(Stream.concat(Stream.of("users:write"), Role.VIEWER.permissions().stream())
                .toArray(String[]::new));

        clerk.post("/users/" + admin.id() + "/password-reset")
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("beyond_own_rights");
        assertThat(database.number("SELECT count(*) FROM password_reset WHERE user_id = ?", admin.id()))
                .isZero();
        clerk.post("/users/" + viewer.id() + "/password-reset").expectStatus().isOk();
    }

    @Test
    void a_hash_of_an_older_cost_is_made_anew_at_the_next_login() {
        Person person = People.with(api, "viewer");
        var cheap = new BCryptPasswordEncoder(AuthTest.BCRYPT_COST - 1);
        database.update("UPDATE app_user SET password_hash = ? WHERE id = ?", cheap.encode(PASSWORD), person.id());

        People.login(api, person.username(), PASSWORD).expectStatus().isOk();

        assertThat((String) database.rows("SELECT password_hash FROM app_user WHERE id = ?", person.id())
                        .getFirst()
                        .get("password_hash"))
                .startsWith("$2a$05$");
        People.login(api, person.username(), PASSWORD).expectStatus().isOk();
    }

    private ResponseSpec change(Person person, String current, String next) {
        return api.as(Role.VIEWER, person.id())
                .post("/auth/password", Map.of("currentPassword", current, "newPassword", next));
    }

    private Map<String, Object> issue(Person person) {
        return body(api.as(Role.ADMIN)
                .post("/users/" + person.id() + "/password-reset")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store"));
    }

    private ResponseSpec reset(String token, String next) {
        return api.anonymous()
                .with("X-Forwarded-For", People.address())
                .post("/auth/password-reset", Map.of("resetToken", token, "newPassword", next));
    }

    private ResponseSpec refresh(Map<String, Object> session) {
        return api.anonymous()
                .with("X-Forwarded-For", People.address())
                .post("/auth/refresh", Map.of("refreshToken", session.get("refreshToken")));
    }

    private static void notGood(ResponseSpec answer) {
        answer.expectStatus().isEqualTo(422).expectBody().jsonPath("$.code").isEqualTo("invalid_reset_token");
    }
}
