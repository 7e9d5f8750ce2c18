package dev.erp.gateway;

import static dev.erp.gateway.Client.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import dev.erp.testing.WrongToken;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;

/** The quotas are of an hour, so that nothing comes back while the test runs. */
@GatewayTest(
        properties = {
            "management.server.port=0",
            "erp.gateway.rate-limit.user.requests=3",
            "erp.gateway.rate-limit.user.per=1h",
            "erp.gateway.rate-limit.anonymous.requests=3",
            "erp.gateway.rate-limit.anonymous.per=1h",
            "erp.gateway.rate-limit.login.requests=2",
            "erp.gateway.rate-limit.login.per=1h"
        })
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RateLimitTest {

    @LocalServerPort
    private int port;

    @Test
    @Order(1)
    void a_user_who_asks_too_often_is_told_when_to_come_back() {
        var user = UUID.randomUUID();
        for (int i = 2; i >= 0; i--) {
            String left = "\"user\";r=" + i + ";t=";
            // a new token does not help
            Client.with(port, Tokens.as(Role.VIEWER, user))
                    .get()
                    .uri("/api/v1/customers")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals("RateLimit-Policy", "\"user\";q=3;w=3600")
                    .expectHeader()
                    .value("RateLimit", value -> assertThat(value).startsWith(left));
        }

        assertProblem(
                        Client.with(port, Tokens.as(Role.VIEWER, user))
                                .get()
                                .uri("/api/v1/customers")
                                .exchange(),
                        429,
                        "rate_limited")
                .expectHeader()
                .value(HttpHeaders.RETRY_AFTER, seconds -> assertThat(Integer.parseInt(seconds))
                        .isBetween(1, 1200));
    }

    @Test
    @Order(2)
    void another_user_has_a_quota_of_their_own() {
        Client.with(port, Tokens.as(Role.VIEWER))
                .get()
                .uri("/api/v1/customers")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    @Order(3)
    void logins_are_limited_per_address() {
        for (int i = 0; i < 2; i++) {
            Client.anonymous(port)
                    .post()
                    .uri("/api/v1/auth/login")
                    .bodyValue(Map.of("username", "user" + i))
                    .exchange()
                    .expectStatus()
                    .isOk();
        }

        assertProblem(
                Client.anonymous(port)
                        .post()
                        .uri("/api/v1/auth/login")
                        .header("X-Forwarded-For", "203.0.113.9")
                        .bodyValue(Map.of("username", "another"))
                        .exchange(),
                429,
                "rate_limited");
    }

    @Test
    @Order(4)
    void whoever_guesses_tokens_is_limited_per_address() {
        for (int i = 0; i < 3; i++) {
            assertProblem(
                    Client.with(port, WrongToken.FOREIGN_KEY.mint())
                            .get()
                            .uri("/api/v1/customers")
                            .exchange(),
                    401,
                    "token_invalid");
        }

        assertProblem(
                Client.with(port, WrongToken.FOREIGN_KEY.mint())
                        .get()
                        .uri("/api/v1/customers")
                        .exchange(),
                429,
                "rate_limited");
    }

    @Test
    @Order(5)
    void a_limited_address_does_not_stop_users_behind_it() {
        assertProblem(Client.anonymous(port).get().uri("/openapi.json").exchange(), 429, "rate_limited");

        Client.with(port, Tokens.as(Role.VIEWER))
                .get()
                .uri("/api/v1/customers")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    @Order(6)
    void asking_without_a_token_is_limited_per_address_too() {
        assertProblem(Client.anonymous(port).get().uri("/api/v1/customers").exchange(), 429, "rate_limited");
    }
}
