package dev.erp.chassis.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Api;
import dev.erp.testing.Jwks;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import dev.erp.testing.WrongToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Nobody comes in without a right token and the permission, whatever else the request says. */
@ServiceTest
class SecurityTest {

    @Autowired
    Api api;

    @ParameterizedTest
    @EnumSource(names = "HUGE", mode = EnumSource.Mode.EXCLUDE)
    void a_wrong_token_is_refused_with_a_problem(WrongToken wrong) {
        api.withToken(wrong.mint())
                .get("/counters")
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("token_invalid")
                .jsonPath("$.detail")
                .isEqualTo("The access token is not valid, or not any more.");
    }

    @Test
    void a_token_of_more_than_8192_characters_is_refused_unread() {
        api.withToken("e".repeat(8193)).get("/counters").expectStatus().isUnauthorized();
    }

    @Test
    void without_a_token_the_answer_is_401_and_without_the_permission_403() {
        api.anonymous()
                .get("/counters")
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("token_missing");
        api.with("products:read")
                .post("/counters", "{\"name\":\"a\",\"value\":1}")
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("access_denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YWRtaW46YWRtaW4=", "Bearer", "Bearer ", "Bearer a b", "bearer", "Token x"})
    void another_kind_of_authorization_opens_nothing(String authorization) {
        api.anonymous()
                .with("Authorization", authorization)
                .get("/counters")
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .contentType("application/problem+json");
    }

    @Test
    void a_wrong_token_does_not_pass_even_where_none_is_needed() {
        api.anonymous().get("/counters/open").expectStatus().isOk();
        api.withToken(WrongToken.EXPIRED.mint())
                .get("/counters/open")
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void headers_that_claim_an_identity_have_no_effect() {
        UUID user = UUID.randomUUID();
        var claiming = api.as(Role.ADMIN, user)
                .with("X-User-Id", UUID.randomUUID().toString())
                .with("X-User-Name", "root")
                .with("X-Forwarded-User", "root");
        UUID counter = Api.idOf(claiming.post("/counters", "{\"name\":\"whose\",\"value\":1}"));
        RecordedEvent event = Topics.await("example.counter.created.v1", counter);
        assertThat(event.actor()).isEqualTo(user.toString());

        var anonymous = api.anonymous().with("X-User-Id", user.toString()).with("X-User-Roles", "admin");
        anonymous.get("/counters").expectStatus().isUnauthorized();
        api.with("products:read")
                .with("X-User-Permissions", "products:write")
                .with("X-User-Roles", "admin")
                .post("/counters", "{\"name\":\"a\",\"value\":1}")
                .expectStatus()
                .isForbidden();
    }

    @Test
    void tokens_that_name_unknown_keys_are_refused_and_do_not_make_the_service_ask_for_keys_each_time() {
        api.as(Role.ADMIN).get("/counters").expectStatus().isOk();
        int before = Jwks.requests();
        long start = System.nanoTime();
        int tokens = 2_000;
        IntStream.range(0, tokens).parallel().forEach(i -> api.withToken(naming("unknown-" + i))
                .get("/counters")
                .expectStatus()
                .isUnauthorized()
                .expectBody());
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();

        assertThat(Jwks.requests() - before).isBetween(1, Math.toIntExact(2 * (seconds + 2)));
        api.as(Role.ADMIN).get("/counters").expectStatus().isOk();
    }

    private static String naming(String keyId) {
        return encoded("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"" + keyId + "\"}") + "." + encoded("{}") + "."
                + encoded("x".repeat(256));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
