package dev.erp.auth.user;

import static dev.erp.auth.People.body;
import static dev.erp.auth.People.input;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.auth.AuthTest;
import dev.erp.auth.People;
import dev.erp.auth.People.Person;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

@AuthTest
class UserApiTest {

    @Autowired
    private Api api;

    @Autowired
    private Database database;

    @Test
    void creating_a_user_answers_the_user_and_publishes_one_event_without_the_password() {
        String username = "user-" + UUID.randomUUID();
        var admin = UUID.randomUUID();

        var answer = api.as(Role.ADMIN, admin)
                .post("/users", input(username, "viewer", "sales_rep"))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("ETag", "\"1\"");
        Map<String, Object> created = body(answer);

        assertThat(created)
                .containsOnlyKeys("id", "username", "displayName", "status", "roles", "createdAt")
                .containsEntry("username", username)
                .containsEntry("status", "active")
                .containsEntry("roles", List.of("sales_rep", "viewer"));
        UUID id = UUID.fromString((String) created.get("id"));
        answer.expectHeader().valueEquals("Location", "/api/v1/users/" + id);
        Topics.awaitExactly("erp.auth.user", id, "auth.user.created.v1");
        RecordedEvent event = Topics.await("auth.user.created.v1", id);
        assertThat(event.sequence()).isEqualTo(1);
        assertThat(event.actor()).isEqualTo(admin.toString());
        assertThat(JsonMapper.shared().readTree(event.body()))
                .isEqualTo(JsonMapper.shared()
                        .valueToTree(Map.of(
                                "userId",
                                id.toString(),
                                "username",
                                username,
                                "displayName",
                                "Some Body",
                                "roles",
                                List.of("sales_rep", "viewer"))));
        assertThat(new String(event.body(), StandardCharsets.UTF_8)).doesNotContain(People.PASSWORD, "$2");
    }

    @Test
    void what_a_get_answers_later_is_what_the_post_answered() {
        Map<String, Object> created =
                body(api.as(Role.ADMIN).post("/users", input("user-" + UUID.randomUUID(), "viewer")));

        Map<String, Object> read = body(api.as(Role.ADMIN).get("/users/{id}", created.get("id")));

        assertThat(read).isEqualTo(created);
    }

    @Test
    void passwords_are_stored_as_bcrypt_hashes() {
        Person person = People.with(api, "viewer");

        assertThat(database.rows("SELECT password_hash FROM app_user WHERE id = ?", person.id()))
                .singleElement()
                .satisfies(row -> assertThat((String) row.get("password_hash")).matches("\\$2[aby]\\$05\\$.{53}"));
    }

    @Test
    void a_user_name_is_unique_in_any_case() {
        Person person = People.with(api, "viewer");

        api.as(Role.ADMIN)
                .post("/users", input(person.username().toUpperCase(java.util.Locale.ROOT)))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("username_taken");
    }

    @Test
    void the_same_idempotency_key_creates_one_user() {
        Map<String, Object> input = input("user-" + UUID.randomUUID(), "viewer");
        Api.Caller admin = api.as(Role.ADMIN, UUID.randomUUID()).with("Idempotency-Key", "once");

        Map<String, Object> first =
                body(admin.post("/users", input).expectStatus().isCreated());
        var second = admin.post("/users", input)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Idempotency-Replayed", "true");

        assertThat(body(second)).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({
        "username, x, 2 to 64",
        "username, has space, 2 to 64",
        "username, Üser, 2 to 64",
        "displayName, '', required",
        "password, short, at least 12",
        "password, ' 11 chars..', at least 12",
        "roles, king, must be a role"
    })
    void bad_input_is_refused_with_the_field_and_the_limit(String field, String value, String limit) {
        Map<String, Object> input = new HashMap<>(input("user-" + UUID.randomUUID(), "viewer"));
        input.put(field, field.equals("roles") ? List.of("viewer", value) : value);

        var answer = api.as(Role.ADMIN)
                .post("/users", input)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid_input");
        answer.jsonPath("$.errors[0].field").isEqualTo(field.equals("roles") ? "roles[1]" : field);
        answer.jsonPath("$.errors[0].message")
                .value((String message) -> assertThat(message).contains(limit));
    }

    @Test
    void a_password_must_fit_bcrypt_and_differ_from_the_name() {
        String username = "someone-" + UUID.randomUUID();
        Map<String, Object> input = new HashMap<>(input(username));

        for (String password :
                List.of("ü".repeat(37), username + " 1", username, username.toUpperCase(java.util.Locale.ROOT))) {
            input.put("password", password);
            api.as(Role.ADMIN)
                    .post("/users", input)
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo("password");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "status", "version", "createdAt", "passwordHash", "permissions"})
    void what_is_not_the_clients_to_say_is_refused(String field) {
        Map<String, Object> input = new HashMap<>(input("user-" + UUID.randomUUID()));
        input.put(field, "1");

        api.as(Role.ADMIN)
                .post("/users", input)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field)
                .jsonPath("$.errors[0].code")
                .isEqualTo("unknown_field");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Robert'); DROP TABLE app_user;--", "😀 \u202eevil", "<script>alert(1)</script>", "李小龍"})
    void hostile_names_are_only_names(String displayName) {
        Map<String, Object> input = new HashMap<>(input("user-" + UUID.randomUUID()));
        input.put("displayName", displayName);

        Map<String, Object> created =
                body(api.as(Role.ADMIN).post("/users", input).expectStatus().isCreated());

        assertThat(body(api.as(Role.ADMIN).get("/users/{id}", created.get("id"))))
                .containsEntry("displayName", displayName);
    }

    @Test
    void a_nul_in_a_name_is_refused() {
        Map<String, Object> input = new HashMap<>(input("user-" + UUID.randomUUID()));
        input.put("displayName", "a\0b");

        api.as(Role.ADMIN).post("/users", input).expectStatus().isBadRequest();
    }

    @Test
    void users_are_found_by_a_part_of_their_name_and_listed_in_pages() {
        String family = "f" + UUID.randomUUID().toString().substring(0, 8);
        for (String name : List.of("a", "b", "c")) {
            api.as(Role.ADMIN)
                    .post("/users", input(family + "-" + name))
                    .expectStatus()
                    .isCreated();
        }

        Map<String, Object> first = body(api.as(Role.ADMIN)
                .get("/users?q={q}&sort=username&limit=2", family.toUpperCase(java.util.Locale.ROOT)));
        Map<String, Object> second = body(api.as(Role.ADMIN)
                .get("/users?q={q}&sort=username&limit=2&cursor={c}", family, first.get("nextCursor")));

        assertThat(usernames(first)).containsExactly(family + "-a", family + "-b");
        assertThat(usernames(second)).containsExactly(family + "-c");
        assertThat(second).doesNotContainKey("nextCursor");
    }

    @Test
    void users_are_listed_by_status() {
        Person disabled = People.with(api, "viewer");
        database.update("UPDATE app_user SET status = 'disabled' WHERE id = ?", disabled.id());

        assertThat(usernames(body(api.as(Role.ADMIN).get("/users?status=disabled&limit=200"))))
                .contains(disabled.username())
                .doesNotContain("admin");
        api.as(Role.ADMIN).get("/users?status=asleep").expectStatus().isBadRequest();
    }

    @Test
    void nobody_is_not_found() {
        api.as(Role.ADMIN).get("/users/{id}", UUID.randomUUID()).expectStatus().isNotFound();
        api.as(Role.ADMIN).get("/users/not-an-id").expectStatus().isBadRequest();
        api.as(Role.ADMIN).get("/auth/me").expectStatus().isNotFound();
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, names = "ADMIN", mode = Mode.EXCLUDE)
    void only_admins_see_and_make_users(Role role) {
        api.as(role).get("/users").expectStatus().isForbidden();
        api.as(role).get("/users/{id}", UUID.randomUUID()).expectStatus().isForbidden();
        api.as(role)
                .post("/users", input("user-" + UUID.randomUUID(), "admin"))
                .expectStatus()
                .isForbidden();
    }

    @Test
    void without_a_token_there_is_nothing_to_see() {
        api.anonymous().get("/users").expectStatus().isUnauthorized();
        api.anonymous().post("/users", input("nobody")).expectStatus().isUnauthorized();
        api.anonymous().get("/auth/me").expectStatus().isUnauthorized();
    }

    private static List<Object> usernames(Map<String, Object> page) {
        return ((List<?>) page.get("items"))
                .stream()
                        .<Object>map(user -> ((Map<?, ?>) user).get("username"))
                        .toList();
    }
}
