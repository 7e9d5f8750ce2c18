package dev.erp.gateway;

import static dev.erp.gateway.Client.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@GatewayTest
class CrossOriginTest {

    @LocalServerPort
    private int port;

    @Test
    void an_app_that_is_named_may_ask_before_it_has_a_token() {
        preflight("https://app.example", "PATCH", "authorization,if-match,idempotency-key")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "https://app.example")
                .expectHeader()
                .value(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, methods -> assertThat(methods)
                        .contains("PATCH"))
                .expectHeader()
                .doesNotExist(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS);
    }

    @Test
    void an_app_that_is_not_named_may_not() {
        assertProblem(preflight("https://evil.example", "GET", "authorization"), 403, "origin_not_allowed")
                .expectHeader()
                .doesNotExist(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://[",
                "https://a b",
                "-\"kL(XZ%=)",
                "@a4,N!Y/PVPc`w*qt",
                "https://app.example:99999"
            })
    void what_is_no_origin_at_all_may_not_either(String origin) {
        assertProblem(
                Client.with(port, Tokens.as(Role.VIEWER))
                        .get()
                        .uri("/api/v1/customers")
                        .header(HttpHeaders.ORIGIN, origin)
                        .exchange(),
                403,
                "origin_not_allowed");
    }

    @Test
    void a_header_that_nobody_needs_is_not_allowed() {
        assertProblem(preflight("https://app.example", "GET", "x-user-id"), 403, "origin_not_allowed");
    }

    @Test
    void an_app_that_is_named_reads_the_answer_and_its_headers() {
        Client.with(port, Tokens.as(Role.VIEWER))
                .get()
                .uri("/api/v1/customers")
                .header(HttpHeaders.ORIGIN, "https://app.example")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "https://app.example")
                .expectHeader()
                .value(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, names -> assertThat(names)
                        .contains("ETag", "Location", "Retry-After"));
    }

    @Test
    void an_app_that_is_not_named_is_refused_even_with_a_token() {
        assertProblem(
                Client.with(port, Tokens.as(Role.VIEWER))
                        .get()
                        .uri("/api/v1/customers")
                        .header(HttpHeaders.ORIGIN, "https://evil.example")
                        .exchange(),
                403,
                "origin_not_allowed");
    }

    @Test
    void the_gateways_own_pages_may_call_it() {
        Client.with(port, Tokens.as(Role.VIEWER))
                .post()
                .uri("/api/v1/customers/same-origin")
                .header(HttpHeaders.ORIGIN, "http://127.0.0.1:" + port)
                .exchange()
                .expectStatus()
                .isOk();
    }

    private ResponseSpec preflight(String origin, String method, String headers) {
        return Client.anonymous(port)
                .method(HttpMethod.OPTIONS)
                .uri("/api/v1/customers/1")
                .header(HttpHeaders.ORIGIN, origin)
                .header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, method)
                .header(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS, headers)
                .exchange();
    }
}
