package dev.erp.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import dev.erp.testing.WrongToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.RequestHeadersSpec;

/** By what a request is found again. */
@GatewayTest
class IdsTest {

    private static final String TRACE_ID = "[0-9a-f]{32}";
    private static final int LINES = Pattern.MULTILINE | Pattern.CASE_INSENSITIVE;

    @LocalServerPort
    private int port;

    @Test
    void every_answer_has_a_request_id_of_its_own_and_a_trace_id_whatever_it_says() {
        Set<String> ids = new HashSet<>();
        var user = Client.with(port, Tokens.as(Role.VIEWER));
        var nobody = Client.anonymous(port);
        List<RequestHeadersSpec<?>> requests = List.of(
                user.get().uri("/api/v1/customers/ids"),
                user.get().uri("/api/v1/nothing"),
                user.get().uri("/api/v1/invoices"),
                user.get().uri("/api/v1/customers/slow"),
                Client.with(port, WrongToken.FOREIGN_KEY.mint()).get().uri("/api/v1/customers"),
                nobody.get().uri("/api/v1/customers"),
                nobody.get().uri("/docs"),
                nobody.get().uri("/docs/none.js"),
                nobody.get().uri("/actuator/health"),
                nobody.get().uri("/nothing"),
                nobody.get().uri("/api/v1/customers").header(HttpHeaders.ORIGIN, "https://evil.example"),
                nobody.method(HttpMethod.OPTIONS)
                        .uri("/api/v1/customers")
                        .header(HttpHeaders.ORIGIN, "https://app.example")
                        .header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, "GET"));

        for (RequestHeadersSpec<?> request : requests) {
            request.exchange()
                    .expectHeader()
                    .values("X-Request-Id", values -> {
                        assertThat(values).hasSize(1);
                        assertThat(UUID.fromString(values.getFirst()).version()).isEqualTo(7);
                        ids.add(values.getFirst());
                    })
                    .expectHeader()
                    .values("X-Trace-Id", values -> {
                        assertThat(values).hasSize(1);
                        assertThat(values.getFirst()).matches(TRACE_ID);
                    });
        }
        assertThat(ids).hasSameSizeAs(requests);
    }

    @Test
    void what_is_no_request_gets_an_id_and_the_security_headers_too() throws IOException {
        assertThat(Client.raw(port, "this is not http\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .containsPattern(Pattern.compile("^x-request-id: [0-9a-f-]{36}$", LINES))
                .containsIgnoringCase("x-content-type-options: nosniff");
    }

    @Test
    void a_url_that_is_none_is_refused_with_a_problem_that_has_an_id() throws IOException {
        assertThat(Client.raw(port, "GET /api/v1/customers/{id} HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "\"malformed_request\"")
                .containsPattern(Pattern.compile("^x-request-id: [0-9a-f-]{36}$", LINES));
    }

    @Test
    void the_firewalls_refusal_has_them_too() throws IOException {
        String answer = Client.raw(
                port,
                "GET /api/v1/customers;x=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                        + Tokens.as(Role.VIEWER) + "\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400")
                .containsPattern(Pattern.compile("^x-request-id: [0-9a-f-]{36}$", LINES))
                .containsPattern(Pattern.compile("^x-trace-id: " + TRACE_ID + "$", LINES));
    }

    @Test
    void a_service_gets_the_gateways_id_and_never_a_clients() {
        String given = Client.with(port, Tokens.as(Role.VIEWER))
                .get()
                .uri("/api/v1/customers/request-id")
                .header("X-Request-Id", "somebody-elses")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseHeaders()
                .getFirst("X-Request-Id");

        assertThat(StubServices.SALES
                        .received("/api/v1/customers/request-id")
                        .getLast()
                        .header("x-request-id"))
                .containsExactly(given);
    }

    @Test
    void the_trace_of_a_client_goes_on() {
        String trace = "0af7651916cd43dd8448eb211c80319c";

        Client.with(port, Tokens.as(Role.VIEWER))
                .get()
                .uri("/api/v1/customers/traced")
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .exchange()
                .expectHeader()
                .valueEquals("X-Trace-Id", trace);

        assertThat(StubServices.SALES
                        .received("/api/v1/customers/traced")
                        .getLast()
                        .header("traceparent"))
                .singleElement()
                .satisfies(parent -> assertThat(parent).startsWith("00-" + trace + "-"));
    }
}
