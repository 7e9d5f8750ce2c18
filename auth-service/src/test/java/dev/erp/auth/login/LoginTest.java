package dev.erp.auth.login;

import static dev.erp.auth.People.PASSWORD;
import static dev.erp.auth.People.body;
import static dev.erp.auth.People.login;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.erp.auth.AuthTest;
import dev.erp.auth.People;
import dev.erp.auth.People.Person;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@AuthTest
class LoginTest {

    @Autowired
    private Api api;

    @Autowired
    private Database database;

    @Autowired
    private MeterRegistry meters;

    @Test
    void the_right_password_becomes_an_access_token_that_the_published_key_verifies() throws Exception {
        Person person = People.with(api, "sales_rep");

        Map<String, Object> answer =
                body(login(api, person.username(), PASSWORD).expectStatus().isOk());

        assertThat(answer)
                .containsOnlyKeys(
                        "accessToken", "tokenType", "expiresIn", "refreshToken", "refreshExpiresIn", "sessionId");
        assertThat(answer).containsEntry("tokenType", "Bearer").containsEntry("expiresIn", 600);
        SignedJWT token = People.parse((String) answer.get("accessToken"));
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
        var keys = JWKSet.parse(
                JsonMapper.shared().writeValueAsString(body(api.anonymous().get("/.well-known/jwks.json"))));
        var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
        assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo("https://erp.local");
        assertThat(claims.getAudience()).containsExactly("erp-api");
        assertThat(claims.getSubject()).isEqualTo(person.id().toString());
        assertThat(claims.getStringClaim("name")).isEqualTo("Some Body");
        assertThat(claims.getStringClaim("preferred_username")).isEqualTo(person.username());
        assertThat(claims.getStringListClaim("roles")).containsExactly("sales_rep");
        assertThat(claims.getStringClaim("sid")).isEqualTo(answer.get("sessionId"));
        assertThat(claims.getLongClaim("epoch")).isZero();
        assertThat(claims.getClaims()).doesNotContainKey("client_id");
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime())
                .isEqualTo(600_000);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void a_token_carries_exactly_the_permissions_of_the_role(Role role) throws Exception {
        Person person = People.with(api, role.roleName());

        var claims =
                People.parse(People.token(api, person.username(), PASSWORD)).getJWTClaimsSet();

        assertThat(claims.getStringListClaim("permissions")).containsExactlyElementsOf(role.permissions());
    }

    @Test
    void several_roles_add_up() throws Exception {
        Person person = People.with(api, "sales_rep", "hr_manager");

        var claims =
                People.parse(People.token(api, person.username(), PASSWORD)).getJWTClaimsSet();

        assertThat(claims.getStringListClaim("roles")).containsExactly("hr_manager", "sales_rep");
        assertThat(claims.getStringListClaim("permissions"))
                .doesNotHaveDuplicates()
                .containsAll(Role.SALES_REP.permissions())
                .containsAll(Role.HR_MANAGER.permissions());
    }

    @Test
    void the_user_name_is_found_in_any_case() {
        Person person = People.with(api, "viewer");

        login(api, person.username().toUpperCase(Locale.ROOT), PASSWORD)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store");
    }

    @Test
    void a_login_is_an_event() {
        Person person = People.with(api, "viewer");

        api.anonymous()
                .with("X-Forwarded-For", "203.0.113.7")
                .post("/auth/login", Map.of("username", person.username(), "password", PASSWORD))
                .expectStatus()
                .isOk();

        RecordedEvent event = awaitSessionEvent("auth.session.logged-in.v1", person.username());
        assertThat(event.topic()).isEqualTo("erp.auth.session");
        assertThat(event.sequence()).isEqualTo(1);
        assertThat(event.actor()).isEqualTo(person.id().toString());
        assertThat(event.correlationId()).isEqualTo(event.subject());
        assertThat(json(event).path("userId").asString()).isEqualTo(person.id().toString());
        assertThat(json(event).path("address").asString()).isEqualTo("203.0.113.7");
    }

    @Test
    void an_unknown_user_and_a_wrong_password_and_a_disabled_user_get_the_same_answer() {
        Person known = People.with(api, "viewer");
        Person disabled = People.with(api, "viewer");
        String unknown = "nobody-" + UUID.randomUUID();
        database.update("UPDATE app_user SET status = 'disabled' WHERE id = ?", disabled.id());

        List<Map<String, Object>> answers = List.of(
                refusal(known.username(), "a wrong password"),
                refusal(unknown, "a wrong password"),
                refusal(disabled.username(), PASSWORD));

        assertThat(answers).allSatisfy(answer -> assertThat(answer)
                .containsEntry("code", "invalid_credentials")
                .containsEntry("detail", answers.getFirst().get("detail")));
        assertThat(reason(known.username())).isEqualTo("wrong_password");
        assertThat(reason(unknown)).isEqualTo("unknown_user");
        assertThat(reason(disabled.username())).isEqualTo("user_disabled");
    }

    @Test
    void an_unknown_user_costs_one_comparison_like_a_known_one() {
        Person known = People.with(api, "viewer");
        // the hash that stands in for nobody's is made at the first use
        refusal("nobody-" + UUID.randomUUID(), "a wrong password");

        assertThat(comparisonsOf(() -> refusal(known.username(), "a wrong password")))
                .isEqualTo(1);
        assertThat(comparisonsOf(() -> refusal("nobody-" + UUID.randomUUID(), "a wrong password")))
                .isEqualTo(1);
    }

    @Test
    void the_password_that_stands_in_for_nobodys_opens_nothing() {
        refusal("nobody-" + UUID.randomUUID(), "the password of nobody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"username\":\"x\"}",
                "{\"username\":\"\",\"password\":\"x\"}",
                "{\"username\":null,\"password\":null}",
                "{\"username\":\"x\",\"password\":\"x\",\"admin\":true}",
                "{\"username\":\"a\\u0000b\",\"password\":\"x\"}",
                "{\"username\":[\"x\"],\"password\":{\"$ne\":1}}",
                "{\"username\":\"x\"",
                "[]",
                "null"
            })
    void what_is_no_login_is_refused_as_bad_input(String body) {
        api.anonymous()
                .post("/auth/login", body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invalid_input");
    }

    @ParameterizedTest
    @ValueSource(strings = {"' OR '1'='1", "admin'--", "x\"; DROP TABLE app_user; --", "\u202eadmin", "😀😀"})
    void hostile_names_are_only_unknown(String username) {
        refusal(username, "a wrong password");
    }

    @Test
    void a_password_of_more_than_72_bytes_is_refused_and_not_cut() {
        String seventyTwo = "Grüße aus der Küche wo der Käse über der Möhre hängt schönes Öl";
        String username = "user-" + UUID.randomUUID();
        api.as(Role.ADMIN)
                .post(
                        "/users",
                        Map.of("username", username, "displayName", "x", "password", seventyTwo, "roles", List.of()))
                .expectStatus()
                .isCreated();

        login(api, username, seventyTwo).expectStatus().isOk();
        login(api, username, seventyTwo + "x")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("password");
    }

    private Map<String, Object> refusal(String username, String password) {
        return body(login(api, username, password).expectStatus().isUnauthorized());
    }

    private long comparisonsOf(Runnable login) {
        long before = meters.get("erp.auth.bcrypt").timer().count();
        login.run();
        return meters.get("erp.auth.bcrypt").timer().count() - before;
    }

    private String reason(String username) {
        return json(awaitSessionEvent("auth.session.login-failed.v1", username))
                .path("reason")
                .asString();
    }

    private static RecordedEvent awaitSessionEvent(String type, String username) {
        return Awaitility.await(type + " of " + username)
                .until(
                        () -> Topics.eventsOfType(type).stream()
                                .filter(e -> json(e).path("username").asString().equals(username))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static JsonNode json(RecordedEvent event) {
        return JsonMapper.shared().readTree(new String(event.body(), StandardCharsets.UTF_8));
    }
}
