package dev.erp.gateway;

import static dev.erp.gateway.Client.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@GatewayTest
class RoutesTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @CsvSource({
        "auth/me, auth",
        "users, auth",
        "roles, auth",
        "permissions, auth",
        "api-clients, auth",
        "products/1/stock, inventory",
        "stock, inventory",
        "stock-adjustments, inventory",
        "reservations?limit=2, inventory",
        "customers, sales",
        "sales-orders/1/process, sales",
        "audit-events, audit",
        "dashboard/summary, audit",
        "operations/auth/parked-events, auth",
        "operations/sales/invariants, sales"
    })
    void the_first_segment_says_which_service_answers(String path, String service) {
        Client.with(port, Tokens.as(Role.ADMIN))
                .get()
                .uri("/api/v1/" + path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"service\":\"" + service + "\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/",
                "/api/v1/nothing",
                "/api/v1/operations/",
                "/api/v1/operations/nobody/parked-events",
                "/api/v1/v3/api-docs"
            })
    void a_path_that_nobody_answers_is_not_found(String path) {
        assertProblem(Client.with(port, Tokens.as(Role.ADMIN)).get().uri(path).exchange(), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v3/api-docs", "/actuator/prometheus", "/api/v2/customers", "/customers", "/docs/x"})
    void a_path_outside_the_api_is_not_found(String path) {
        assertProblem(Client.anonymous(port).get().uri(path).exchange(), 404, "not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/customers/..%2f..%2factuator",
                "/api/v1/customers/%2e%2e/users",
                "/api/v1/customers/../users",
                "//api/v1/customers",
                "/api/v1//customers",
                "/api/v1/customers;x=1",
                "/api/v1/customers/%00",
                "/api/v1/auth/login/../../customers",
                "/api/v1/auth/login/..;/me",
                "/api/v1/customers/a%0d%0ab"
            })
    void a_path_that_hides_its_meaning_leads_nowhere(String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                + Tokens.as(Role.ADMIN) + "\r\n\r\n";

        assertThat(Client.raw(port, request))
                .containsPattern("^HTTP/1.1 40[04] ")
                .contains("application/problem+json")
                .doesNotContain("\"service\"");
    }

    @Test
    void the_keys_are_public() {
        Client.anonymous(port)
                .get()
                .uri("/.well-known/jwks.json")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.keys[0].kty")
                .isEqualTo("RSA");
    }

    @Test
    void health_is_public_and_down_without_kafka_because_nobody_says_what_was_revoked() {
        Client.anonymous(port)
                .get()
                .uri("/actuator/health")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectBody()
                .json("{\"status\":\"DOWN\"}", org.springframework.test.json.JsonCompareMode.STRICT);
    }
}
