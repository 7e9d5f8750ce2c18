package dev.erp.auth.role;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

@AuthTest
class RoleApiTest {

    @Autowired
    private Api api;

    @Autowired
    private Database database;

    @ParameterizedTest
    @EnumSource(Role.class)
    void the_roles_of_the_system_show_their_permissions_and_cannot_be_changed(Role role) {
        assertThat(body(api.as(Role.ADMIN).get("/roles/" + role.roleName())))
                .containsEntry("builtIn", true)
                .containsEntry("permissions", role.permissions());

        api.as(Role.ADMIN)
                .patch("/roles/" + role.roleName(), "*", Map.of("permissions", List.of()))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("built_in");
        api.as(Role.ADMIN).delete("/roles/" + role.roleName()).expectStatus().isEqualTo(409);
    }

    @Test
    void the_permissions_are_those_of_the_admin() {
        assertThat(body(api.as(Role.ADMIN).get("/permissions"))).containsEntry("items", Role.ADMIN.permissions());
    }

    @Test
    void a_role_of_ones_own_gives_its_permissions() throws Exception {
        String role = create("audit:read", "dashboard:read");
        Person person = People.with(api, role);

        var claims = People.parse(People.token(api, person.username(), People.PASSWORD))
                .getJWTClaimsSet();

        assertThat(claims.getStringListClaim("roles")).containsExactly(role);
        assertThat(claims.getStringListClaim("permissions")).containsExactly("audit:read", "dashboard:read");
        RecordedEvent created = Topics.await("auth.role.created.v1", id(role));
        assertThat(created.topic()).isEqualTo("erp.auth.role");
        assertThat(created.data().get("permissions").toString()).isEqualTo("[\"audit:read\",\"dashboard:read\"]");
    }

    @Test
    void changed_permissions_take_back_the_tokens_of_all_who_have_the_role() {
        String role = create("audit:read");
        Person one = People.with(api, role);
        Person two = People.with(api, role, "viewer");
        Person other = People.with(api, "viewer");

        Map<String, Object> changed = body(api.as(Role.ADMIN)
                .patch("/roles/" + role, "\"1\"", Map.of("permissions", List.of("dashboard:read", "audit:read")))
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"2\""));

        assertThat(changed).containsEntry("permissions", List.of("audit:read", "dashboard:read"));
        People.awaitRevocation("subjectId", one.id());
        People.awaitRevocation("subjectId", two.id());
        assertThat(epoch(one)).isEqualTo(1);
        assertThat(epoch(other)).isZero();
        assertThat(Topics.await("auth.role.changed.v1", id(role))
                        .data()
                        .path("before")
                        .path("permissions")
                        .toString())
                .isEqualTo("[\"audit:read\"]");
    }

    @Test
    void a_change_that_changes_nothing_is_no_event() {
        String role = create("audit:read");
        Person person = People.with(api, role);

        api.as(Role.ADMIN)
                .patch("/roles/" + role, "\"1\"", Map.of("permissions", List.of("audit:read", "audit:read")))
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\"");

        assertThat(epoch(person)).isZero();
    }

    @Test
    void a_role_that_somebody_has_is_not_deleted_and_one_that_nobody_has_is() {
        String role = create("audit:read");
        UUID id = id(role);
        Person person = People.with(api, role);

        api.as(Role.ADMIN)
                .delete("/roles/" + role)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("role_in_use");
        api.as(Role.ADMIN)
                .patch("/users/" + person.id(), "*", Map.of("roles", List.of()))
                .expectStatus()
                .isOk();
        api.as(Role.ADMIN).delete("/roles/" + role).expectStatus().isNoContent();

        api.as(Role.ADMIN).get("/roles/" + role).expectStatus().isNotFound();
        Topics.awaitExactly("erp.auth.role", id, "auth.role.created.v1", "auth.role.deleted.v1");
    }

    @Test
    void nobody_makes_a_role_with_rights_that_they_do_not_have() {
        Api.Caller clerk = api.with("roles:write", "audit:read");

        clerk.post("/roles", input("audit:read", "users:write"))
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("beyond_own_rights");
        clerk.post("/roles", input("audit:read")).expectStatus().isCreated();
    }

    @ParameterizedTest
    @CsvSource({
        "name, X, 2 to 64",
        "name, has-hyphen, 2 to 64",
        "description, '', required",
        "permissions, no:such, must be a permission",
        "builtIn, true, ''"
    })
    void bad_input_is_refused_with_the_field_and_the_limit(String field, String value, String limit) {
        Map<String, Object> input = new HashMap<>(input("audit:read"));
        input.put(field, field.equals("permissions") ? List.of("audit:read", value) : value);

        var answer = api.as(Role.ADMIN)
                .post("/roles", input)
                .expectStatus()
                .isBadRequest()
                .expectBody();
        answer.jsonPath("$.errors[0].field").isEqualTo(field.equals("permissions") ? "permissions[1]" : field);
        answer.jsonPath("$.errors[0].message")
                .value((String message) -> assertThat(message).contains(limit));
    }

    @Test
    void a_name_is_taken_once() {
        String role = create("audit:read");
        Map<String, Object> again = new HashMap<>(input("audit:read"));
        again.put("name", role);

        api.as(Role.ADMIN)
                .post("/roles", again)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("name_taken");
    }

    @Test
    void roles_are_listed_and_found() {
        String role = create("audit:read");

        Map<String, Object> found = body(api.as(Role.ADMIN).get("/roles?q={q}", role));

        assertThat((List<?>) found.get("items"))
                .singleElement()
                .satisfies(each -> assertThat(((Map<?, ?>) each).get("name")).isEqualTo(role));
    }

    private String create(String... permissions) {
        return (String) body(api.as(Role.ADMIN)
                        .post("/roles", input(permissions))
                        .expectStatus()
                        .isCreated())
                .get("name");
    }

    private static Map<String, Object> input(String... permissions) {
        String name = "r_" + UUID.randomUUID().toString().replace('-', '_');
        return Map.of("name", name, "description", "A role", "permissions", List.of(permissions));
    }

    private UUID id(String role) {
        return (UUID) database.rows("SELECT id FROM role WHERE name = ?", role)
                .getFirst()
                .get("id");
    }

    private long epoch(Person person) {
        return database.number("SELECT token_epoch FROM app_user WHERE id = ?", person.id());
    }
}
