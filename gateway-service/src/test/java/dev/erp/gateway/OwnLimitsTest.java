package dev.erp.gateway;

import static dev.erp.gateway.Client.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Who is neither a user nor a stranger: API clients, and those who come for a token. The quotas are of an hour. */
@GatewayTest(
        properties = {
            "management.server.port=0",
            "erp.gateway.rate-limit.login.requests=2",
            "erp.gateway.rate-limit.login.per=1h",
            "erp.gateway.rate-limit.refresh.requests=2",
            "erp.gateway.rate-limit.refresh.per=1h",
            "erp.gateway.rate-limit.api-client.requests=4",
            "erp.gateway.rate-limit.api-client.per=1h"
        })
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OwnLimitsTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @Order(1)
    @CsvSource({"token, token", "password-reset, password_reset", "refresh, refresh"})
    void what_needs_no_token_is_limited_per_address_each_by_itself(String path, String policy) {
        for (int i = 1; i >= 0; i--) {
            String left = "\"" + policy + "\";r=" + i + ";t=";
            post("/api/v1/auth/" + path)
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals("RateLimit-Policy", "\"" + policy + "\";q=2;w=3600")
                    .expectHeader()
                    .value("RateLimit", value -> assertThat(value).startsWith(left));
        }

        assertProblem(post("/api/v1/auth/" + path), 429, "rate_limited")
                .expectHeader()
                .exists(HttpHeaders.RETRY_AFTER)
                .expectHeader()
                .value("RateLimit", value -> assertThat(value).startsWith("\"" + policy + "\";r=0;t="));
    }

    @Test
    @Order(2)
    void logging_out_counts_as_refreshing() {
        assertProblem(post("/api/v1/auth/logout"), 429, "rate_limited");
    }

    @Test
    @Order(3)
    void an_api_client_has_one_limit_for_all_its_tokens_and_it_is_not_that_of_users() {
        for (int i = 3; i >= 0; i--) {
            String left = "\"api_client\";r=" + i + ";t=";
            Client.with(port, ApiClientToken.of("shop"))
                    .get()
                    .uri("/api/v1/customers")
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals("RateLimit-Policy", "\"api_client\";q=4;w=3600")
                    .expectHeader()
                    .value("RateLimit", value -> assertThat(value).startsWith(left));
        }

        assertProblem(
                Client.with(port, ApiClientToken.of("shop"))
                        .get()
                        .uri("/api/v1/customers")
                        .exchange(),
                429,
                "rate_limited");
        Client.with(port, ApiClientToken.of("warehouse"))
                .get()
                .uri("/api/v1/customers")
                .exchange()
                .expectStatus()
                .isOk();
    }

    private ResponseSpec post(String path) {
        return Client.anonymous(port)
                .post()
                .uri(path)
                .bodyValue(Map.of("any", "thing"))
                .exchange();
    }
}
