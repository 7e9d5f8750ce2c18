package dev.erp.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.gateway.StubService.Received;
import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;

@GatewayTest
class HeadersTest {

    private static final Map<String, String> ON_EVERY_ANSWER = Map.of(
            "X-Frame-Options", "DENY",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-User-Id",
                "X-User-Roles",
                "x-user-anything",
                "X-Auth-Request-User",
                "X-Authenticated-User",
                "Forwarded",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Prefix",
                "X-Forwarded-Client-Cert",
                "X-Real-IP",
                "X-Client-IP",
                "True-Client-IP",
                "CF-Connecting-IP",
                "X-Original-URL",
                "X-Rewrite-URL",
                "X-HTTP-Method-Override",
                "Cookie"
            })
    void a_service_never_sees_who_a_client_pretends_to_be(String header) {
        Received request = send("/api/v1/customers/" + header, header, "spoofed");

        assertThat(request.header(header.toLowerCase(java.util.Locale.ROOT))).isEmpty();
    }

    @Test
    void a_service_learns_the_address_that_the_gateway_saw() {
        Received request = send("/api/v1/customers/address", "X-Forwarded-For", "203.0.113.7");

        assertThat(request.header("x-forwarded-for")).containsExactly("127.0.0.1");
    }

    @Test
    void a_header_that_belongs_to_the_request_goes_on() {
        Received request = send("/api/v1/customers/mine", "Idempotency-Key", "k-1");

        assertThat(request.header("idempotency-key")).containsExactly("k-1");
    }

    @Test
    void every_answer_has_the_security_headers_once() {
        var answers = List.of(
                client().get().uri("/api/v1/customers/headers").exchange(),
                client().get().uri("/api/v1/nothing").exchange(),
                Client.anonymous(port).get().uri("/api/v1/customers").exchange());

        for (var answer : answers) {
            ON_EVERY_ANSWER.forEach((name, value) ->
                    answer.expectHeader().values(name, v -> assertThat(v).containsExactly(value)));
            answer.expectHeader().doesNotExist("Server").expectHeader().doesNotExist("Strict-Transport-Security");
        }
    }

    @Test
    void what_a_service_does_not_say_is_cached_nowhere() {
        client().get()
                .uri("/api/v1/customers/private")
                .exchange()
                .expectHeader()
                .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    @Test
    void what_a_service_says_of_caching_counts() {
        client().get()
                .uri("/api/v1/customers/cached")
                .exchange()
                .expectHeader()
                .values(HttpHeaders.CACHE_CONTROL, v -> assertThat(v).containsExactly("public, max-age=300"));
    }

    private Received send(String path, String header, String value) {
        client().get().uri(path).header(header, value).exchange().expectStatus().isOk();
        return StubServices.SALES.received(path).getLast();
    }

    private org.springframework.test.web.reactive.server.WebTestClient client() {
        return Client.with(port, Tokens.as(Role.SALES_REP));
    }
}
