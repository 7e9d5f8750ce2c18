package dev.erp.auth.user;

import static dev.erp.auth.People.PASSWORD;
import static dev.erp.auth.People.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.auth.AuthTest;
import dev.erp.auth.People;
import dev.erp.auth.People.Person;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.Topics;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@AuthTest
class UserChangeTest {

    private static final String TOPIC = "erp.auth.user";

    @Autowired
    private Api api;

    @Autowired
    private Database database;

    @Test
    void a_new_name_and_new_roles_are_two_versions_and_two_events_with_what_was_before() {
        Person person = People.with(api, "viewer");

        Map<String, Object> changed = body(api.as(Role.ADMIN)
                .patch(
                        "/users/" + person.id(),
                        "\"1\"",
                        Map.of("displayName", "New Name", "roles", List.of("sales_rep", "hr_manager")))
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"3\""));

        assertThat(changed)
                .containsEntry("displayName", "New Name")
                .containsEntry("roles", List.of("hr_manager", "sales_rep"));
        Topics.awaitExactly(
                TOPIC, person.id(), "auth.user.created.v1", "auth.user.changed.v1", "auth.user.roles-changed.v1");
        RecordedEvent roles = Topics.await("auth.user.roles-changed.v1", person.id());
        assertThat(roles.data().path("before").path("roles").toString()).isEqualTo("[\"viewer\"]");
        assertThat(roles.data().path("roles").toString()).isEqualTo("[\"hr_manager\",\"sales_rep\"]");
    }

    @Test
    void a_new_name_alone_takes_no_tokens_back_and_new_roles_do() {
        Person person = People.with(api, "viewer");
        api.as(Role.ADMIN)
                .patch("/users/" + person.id(), "*", Map.of("displayName", "New Name"))
                .expectStatus()
                .isOk();
        assertThat(epoch(person)).isZero();

        api.as(Role.ADMIN)
                .patch("/users/" + person.id(), "*", Map.of("roles", List.of()))
                .expectStatus()
                .isOk();

        assertThat(epoch(person)).isEqualTo(1);
        RecordedEvent revoked = People.awaitRevocation("subjectId", person.id());
        assertThat(revoked.data().get("epoch").asInt()).isEqualTo(1);
        assertThat(revoked.topic()).isEqualTo("erp.auth.revocation");
    }

    @Test
    void a_change_on_an_old_version_is_refused() {
        Person person = People.with(api, "viewer");

        api.as(Role.ADMIN)
                .patch("/users/" + person.id(), "\"7\"", Map.of("displayName", "x"))
                .expectStatus()
                .isEqualTo(412);
        api.as(Role.ADMIN)
                .patch("/users/" + person.id(), Map.of("displayName", "x"))
                .expectStatus()
                .isEqualTo(428);
    }

    @Test
    void check_26_what_is_not_to_be_changed_is_refused_by_its_name() {
        Person person = People.with(api, "viewer");

        for (String field : List.of("username", "status", "id", "version", "password", "createdAt", "permissions")) {
            api.as(Role.ADMIN)
                    .patch("/users/" + person.id(), "*", Map.of(field, "x"))
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo(field);
        }
    }

    @Test
    void a_disabled_user_cannot_log_in_and_has_no_session_until_they_are_enabled() {
        Person person = People.with(api, "viewer");
        Map<String, Object> session = People.session(api, person);

        body(api.as(Role.ADMIN)
                .post("/users/" + person.id() + "/disable")
                .expectStatus()
                .isOk());
        api.as(Role.ADMIN)
                .post("/users/" + person.id() + "/disable")
                .expectStatus()
                .isOk();

        People.login(api, person.username(), PASSWORD).expectStatus().isUnauthorized();
        api.anonymous()
                .post("/auth/refresh", Map.of("refreshToken", session.get("refreshToken")))
                .expectStatus()
                .isUnauthorized();
        UUID sessionId = UUID.fromString((String) session.get("sessionId"));
        assertThat(Topics.await("auth.session.ended.v1", sessionId)
                        .data()
                        .get("reason")
                        .asString())
                .isEqualTo("user_disabled");
        api.as(Role.ADMIN)
                .post("/users/" + person.id() + "/enable")
                .expectStatus()
                .isOk();
        People.login(api, person.username(), PASSWORD).expectStatus().isOk();
        Topics.awaitExactly(
                TOPIC, person.id(), "auth.user.created.v1", "auth.user.disabled.v1", "auth.user.enabled.v1");
    }

    @Test
    void who_has_never_logged_in_is_deleted() {
        Person person = People.with(api, "viewer");

        api.as(Role.ADMIN).delete("/users/" + person.id()).expectStatus().isNoContent();

        api.as(Role.ADMIN).get("/users/" + person.id()).expectStatus().isNotFound();
        api.as(Role.ADMIN).delete("/users/" + person.id()).expectStatus().isNotFound();
        Topics.awaitExactly(TOPIC, person.id(), "auth.user.created.v1", "auth.user.deleted.v1");
        People.awaitRevocation("subjectId", person.id());
    }

    @Test
    void who_has_a_history_is_not_deleted_and_the_answer_says_why() {
        Person person = People.with(api, "viewer");
        People.session(api, person);

        api.as(Role.ADMIN)
                .delete("/users/" + person.id())
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("has_history")
                .jsonPath("$.detail")
                .value((String detail) -> assertThat(detail).contains(person.username(), "Disable"));
        api.as(Role.ADMIN).get("/users/" + person.id()).expectStatus().isOk();
    }

    @Test
    void nobody_gives_rights_that_they_do_not_have() {
        Person person = People.with(api, "viewer");
        Api.Caller clerk = api.with("users:write", "users:read");

        clerk.patch("/users/" + person.id(), "*", Map.of("roles", List.of("viewer", "admin")))
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("beyond_own_rights");
        clerk.post("/users", People.input("user-" + UUID.randomUUID(), "admin"))
                .expectStatus()
                .isForbidden();
        // who keeps the roles that they have gets none
        clerk.patch("/users/" + person.id(), "*", Map.of("displayName", "Renamed"))
                .expectStatus()
                .isOk();
    }

    private long epoch(Person person) {
        return database.number("SELECT token_epoch FROM app_user WHERE id = ?", person.id());
    }
}
