package dev.erp.gateway;

import static dev.erp.gateway.Client.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

@GatewayTest
class OutageTest {

    @LocalServerPort
    private int port;

    @Test
    void a_service_that_is_down_is_unavailable_for_a_while() {
        assertProblem(client().get().uri("/api/v1/invoices").exchange(), 503, "service_unavailable")
                .expectHeader()
                .valueEquals(HttpHeaders.RETRY_AFTER, "2");
    }

    @Test
    void a_service_that_does_not_answer_in_time_is_a_timeout() {
        assertProblem(client().get().uri("/api/v1/customers/slow").exchange(), 504, "upstream_timeout");
    }

    @Test
    void an_answer_that_stops_in_the_middle_ends_in_time() throws IOException {
        StubServices.SALES.stalls("/api/v1/customers/half");

        // reads until the gateway closes the connection
        String answer = Client.raw(
                port,
                "GET /api/v1/customers/half HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Tokens.as(Role.ADMIN)
                        + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").containsIgnoringCase("content-length: 1000");
    }

    @Test
    void a_request_is_not_sent_a_second_time_when_the_service_goes_away() {
        // the connection is a kept one: that is when clients like to try again by themselves
        client().get().uri("/api/v1/customers/warm").exchange().expectStatus().isOk();

        assertProblem(
                client().post()
                        .uri("/api/v1/customers/drop")
                        .bodyValue(Map.of("name", "once"))
                        .exchange(),
                503,
                "service_unavailable");

        assertThat(StubServices.SALES.received("/api/v1/customers/drop")).hasSize(1);
    }

    @Test
    void one_service_that_is_down_leaves_the_others_alone() {
        client().get().uri("/api/v1/invoices").exchange().expectStatus().isEqualTo(503);
        client().get().uri("/api/v1/products").exchange().expectStatus().isOk();
    }

    private WebTestClient client() {
        return Client.with(port, Tokens.as(Role.ADMIN));
    }
}
