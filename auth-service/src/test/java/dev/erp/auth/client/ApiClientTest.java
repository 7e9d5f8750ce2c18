package dev.erp.auth.client;

import static dev.erp.auth.People.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.erp.auth.AuthTest;
import dev.erp.auth.People;
import dev.erp.auth.token.Secret;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@AuthTest
class ApiClientTest {

    private static final String TOPIC = "erp.auth.client";

    @Autowired
    private Api api;

    @Autowired
    private Database database;

    @Test
    void id_and_secret_become_a_token_with_the_scopes_and_nothing_else() throws Exception {
        Client client = create("products:read", "sales-orders:write");

        JWTClaimsSet claims = claims(token(client));

        assertThat(claims.getSubject()).isEqualTo(client.id.toString());
        assertThat(claims.getStringClaim("client_id")).isEqualTo(client.id.toString());
        assertThat(claims.getStringListClaim("permissions")).containsExactly("products:read", "sales-orders:write");
        assertThat(claims.getStringListClaim("roles")).isEmpty();
        assertThat(claims.getClaims()).doesNotContainKeys("sid", "preferred_username");
        assertThat(body(api.as(Role.ADMIN).get("/api-clients/" + client.id))).containsKey("lastUsedAt");
    }

    @Test
    void an_unknown_client_a_wrong_secret_a_disabled_and_an_expired_client_get_the_same_answer() {
        Client client = create("products:read");
        Client other = create("products:read");
        Client disabled = create("products:read");
        api.as(Role.ADMIN)
                .post("/api-clients/" + disabled.id + "/disable")
                .expectStatus()
                .isOk();
        Client expired = create("products:read");
        api.as(Role.ADMIN)
                .patch("/api-clients/" + expired.id, "*", Map.of("expiresAt", "2020-01-01T00:00:00Z"))
                .expectStatus()
                .isOk();

        for (Client wrong : List.of(
                new Client(client.id, other.secret),
                new Client(client.id, "erp_cs_rubbish"),
                new Client(UUID.randomUUID(), client.secret),
                disabled,
                expired)) {
            ask(wrong)
                    .expectStatus()
                    .isUnauthorized()
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("invalid_credentials");
        }
        api.as(Role.ADMIN)
                .post("/api-clients/" + disabled.id + "/enable")
                .expectStatus()
                .isOk();
        ask(disabled).expectStatus().isOk();
    }

    @Test
    void a_rotated_secret_overlaps_with_the_old_one_for_as_long_as_was_said() {
        Client client = create("products:read");

        Client overlapping = rotate(client, 3600);
        ask(client).expectStatus().isOk();
        ask(overlapping).expectStatus().isOk();

        Client alone = rotate(client, 0);
        ask(alone).expectStatus().isOk();
        Awaitility.await().untilAsserted(() -> ask(overlapping).expectStatus().isUnauthorized());
        ask(client).expectStatus().isUnauthorized();
        Topics.awaitExactly(
                TOPIC,
                client.id,
                "auth.client.created.v1",
                "auth.client.secret-rotated.v1",
                "auth.client.secret-rotated.v1");
    }

    @Test
    void changed_scopes_take_back_the_tokens_and_the_next_one_has_the_new_ones() throws Exception {
        Client client = create("products:read");

        api.as(Role.ADMIN)
                .patch("/api-clients/" + client.id, "\"1\"", Map.of("scopes", List.of("customers:read")))
                .expectStatus()
                .isOk();

        assertThat(People.awaitRevocation("subjectId", client.id)
                        .data()
                        .get("epoch")
                        .asInt())
                .isEqualTo(1);
        JWTClaimsSet claims = claims(token(client));
        assertThat(claims.getStringListClaim("permissions")).containsExactly("customers:read");
        assertThat(claims.getLongClaim("epoch")).isEqualTo(1);
    }

    @Test
    void a_deleted_client_is_gone_and_its_tokens_are_taken_back() {
        Client client = create("products:read");

        api.as(Role.ADMIN).delete("/api-clients/" + client.id).expectStatus().isNoContent();

        ask(client).expectStatus().isUnauthorized();
        api.as(Role.ADMIN).get("/api-clients/" + client.id).expectStatus().isNotFound();
        People.awaitRevocation("subjectId", client.id);
        Topics.awaitExactly(TOPIC, client.id, "auth.client.created.v1", "auth.client.deleted.v1");
    }

    @Test
    void only_a_hash_of_the_secret_is_stored_and_nothing_else_shows_it() {
        Client client = create("products:read");

        assertThat(client.secret).matches("erp_cs_[A-Za-z0-9_-]{43}");
        assertThat(database.rows("SELECT hash FROM api_client_secret WHERE client_id = ?", client.id))
                .singleElement()
                .satisfies(row -> assertThat((byte[]) row.get("hash")).isEqualTo(Secret.hash(client.secret)));
        assertThat(Topics.await("auth.client.created.v1", client.id).data().toString())
                .doesNotContain(client.secret);
        assertThat(body(api.as(Role.ADMIN).get("/api-clients/" + client.id)).toString())
                .doesNotContain(client.secret);
    }

    @Test
    void guessing_a_secret_is_slowed_down() {
        Client client = create("products:read");
        String address = People.address();
        for (int i = 0; i < 6; i++) {
            askFrom(address, new Client(client.id, "erp_cs_rubbish"))
                    .expectStatus()
                    .isUnauthorized();
        }

        askFrom(address, client).expectStatus().isEqualTo(429).expectHeader().exists("Retry-After");
    }

    @Test
    void nobody_gives_a_client_rights_that_they_do_not_have() {
        api.with("api-clients:write", "products:read")
                .post("/api-clients", input("products:read", "users:write"))
                .expectStatus()
                .isForbidden();
        api.as(Role.VIEWER)
                .post("/api-clients", input("products:read"))
                .expectStatus()
                .isForbidden();
    }

    @Test
    void nobody_gets_a_new_secret_of_a_client_that_may_do_more_than_they() {
        Client client = create("products:read", "users:write");

        api.with("api-clients:write", "products:read")
                .post("/api-clients/" + client.id + "/rotate", Map.of("overlapSeconds", 0))
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("beyond_own_rights");
        ask(client).expectStatus().isOk();
    }

    @ParameterizedTest
    @CsvSource({
        "name, '', required",
        "scopes, no:such, must be a permission",
        "expiresAt, tomorrow, ''",
        "status, disabled, ''"
    })
    void bad_input_is_refused_with_the_field_and_the_limit(String field, String value, String limit) {
        Map<String, Object> input = new HashMap<>(input("products:read"));
        input.put(field, field.equals("scopes") ? List.of(value) : value);

        var answer = api.as(Role.ADMIN)
                .post("/api-clients", input)
                .expectStatus()
                .isBadRequest()
                .expectBody();
        answer.jsonPath("$.errors[0].field").isEqualTo(field.equals("scopes") ? "scopes[0]" : field);
        answer.jsonPath("$.errors[0].message")
                .value((String message) -> assertThat(message).contains(limit));
    }

    private record Client(UUID id, String secret) {}

    private Client create(String... scopes) {
        Map<String, Object> issued = body(api.as(Role.ADMIN)
                .post("/api-clients", input(scopes))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store"));
        UUID id = UUID.fromString((String) ((Map<?, ?>) issued.get("client")).get("id"));
        return new Client(id, (String) issued.get("clientSecret"));
    }

    private Client rotate(Client client, int overlapSeconds) {
        Map<String, Object> issued = body(api.as(Role.ADMIN)
                .post("/api-clients/" + client.id + "/rotate", Map.of("overlapSeconds", overlapSeconds))
                .expectStatus()
                .isOk());
        return new Client(client.id, (String) issued.get("clientSecret"));
    }

    private static Map<String, Object> input(String... scopes) {
        return Map.of("name", "client " + UUID.randomUUID(), "scopes", List.of(scopes));
    }

    private ResponseSpec ask(Client client) {
        return askFrom(People.address(), client);
    }

    private ResponseSpec askFrom(String address, Client client) {
        return api.anonymous()
                .with("X-Forwarded-For", address)
                .post("/auth/token", Map.of("clientId", client.id.toString(), "clientSecret", client.secret));
    }

    private String token(Client client) {
        return (String) body(ask(client).expectStatus().isOk()).get("accessToken");
    }

    private static JWTClaimsSet claims(String token) throws Exception {
        return People.parse(token).getJWTClaimsSet();
    }
}
