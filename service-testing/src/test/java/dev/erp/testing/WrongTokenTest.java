package dev.erp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.example.ExampleService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A service on the chassis opens to right tokens and to no wrong one, and says to both no more than they need to know. */
@ServiceTest(classes = ExampleService.class)
class WrongTokenTest {

    private static final int TOKENS = 300;

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
    void tokens_that_name_unknown_keys_do_not_make_the_service_fetch_keys_each_time() throws InterruptedException {
        List<String> tokens =
                Stream.generate(WrongToken.UNKNOWN_KEY_ID::mint).limit(TOKENS).toList();
        int before = Jwks.requests();
        Instant begun = Instant.now();

        try (var threads = Executors.newFixedThreadPool(10)) {
            assertThat(threads.invokeAll(tokens.stream().map(this::statusOf).toList()))
                    .extracting(Future::get)
                    .containsOnly(401);
        }

        // the chassis fetches once a second, and once more where it may: a slow machine only makes the bound generous
        long seconds = Duration.between(begun, Instant.now()).toSeconds() + 1;
        assertThat(Jwks.requests() - before).isLessThanOrEqualTo((int) (2 * seconds + 2));
    }

    private Callable<Integer> statusOf(String token) {
        return () -> api.withToken(token)
                .get("/counters")
                .expectBody()
                .returnResult()
                .getStatus()
                .value();
    }
}
