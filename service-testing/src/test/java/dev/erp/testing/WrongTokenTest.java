package dev.erp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.example.ExampleService;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A service on the chassis opens to right tokens and to no wrong one, and says to both no more than they need to know. */
@ServiceTest(classes = ExampleService.class)
class WrongTokenTest {

    @Autowired
    private Api api;

    @ParameterizedTest
    @EnumSource(WrongToken.class)
    void a_wrong_token_opens_nothing(WrongToken wrong) {
        var answer = api.withToken(wrong.mint()).get("/counters").returnResult(String.class);

        if (wrong == WrongToken.HUGE) {
            assertThat(answer.getStatus().is4xxClientError()).isTrue();
        } else {
            assertThat(answer.getStatus().value()).isEqualTo(401);
        }
        assertThat(String.join("", answer.getResponseBody().collectList().block()))
                .doesNotContain("nimbus", "Exception", "java.", "spring");
    }

    @Test
    void a_right_token_opens_what_its_permissions_name() {
        api.as(Role.ADMIN).get("/counters").expectStatus().isOk();
        api.with("products:read").get("/counters").expectStatus().isOk();
        api.with("products:write").get("/counters").expectStatus().isForbidden();
    }

    @Test
    void a_token_in_the_query_opens_nothing() {
        api.anonymous()
                .get("/counters?access_token={token}", Tokens.as(Role.ADMIN))
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void tokens_that_name_unknown_keys_do_not_make_the_service_fetch_keys_each_time() {
        int before = Jwks.requests();
        for (int i = 0; i < 200; i++) {
            // 503 while the next fetch is not due: the key may have been published since the last one
            api.withToken(WrongToken.UNKNOWN_KEY_ID.mint())
                    .get("/counters/" + UUID.randomUUID())
                    .expectStatus()
                    .value(status -> assertThat(status).isIn(401, 503));
        }
        // the chassis fetches at most once a second, with one retry; 200 calls take a few seconds
        assertThat(Jwks.requests() - before).isLessThan(50);
    }
}
