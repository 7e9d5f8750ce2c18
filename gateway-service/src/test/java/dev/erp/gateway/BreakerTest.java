package dev.erp.gateway;

import static dev.erp.gateway.Client.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Each test makes another service ill, because all share the breakers of one gateway. */
@GatewayTest(
        properties = {
            "management.server.port=0",
            "erp.gateway.upstream.response-timeout=2s",
            "erp.gateway.upstream.breaker.window=10",
            "erp.gateway.upstream.breaker.minimum-calls=6",
            "erp.gateway.upstream.breaker.failure-rate=50",
            "erp.gateway.upstream.breaker.open-for=1s",
            "erp.gateway.upstream.breaker.trial-calls=2",
            "erp.gateway.rate-limit.login.requests=0"
        })
@ExtendWith(OutputCaptureExtension.class)
class BreakerTest {

    private static final int ENOUGH = 6;

    @LocalServerPort
    private int port;

    @Autowired
    private MeterRegistry meters;

    @Test
    void a_service_that_says_it_cannot_is_left_alone_until_it_can(CapturedOutput output) {
        StubServices.AUDIT.answers("/api/v1/dashboard/ill", 503);
        for (int i = 0; i < ENOUGH; i++) {
            get("/api/v1/dashboard/ill").expectStatus().isEqualTo(503);
        }

        assertProblem(get("/api/v1/dashboard/well"), 503, "service_unavailable")
                .expectHeader()
                .valueEquals(HttpHeaders.RETRY_AFTER, "1");
        assertThat(StubServices.AUDIT.received("/api/v1/dashboard/well")).isEmpty();
        assertThat(StubServices.AUDIT.received("/api/v1/dashboard/ill")).hasSize(ENOUGH);
        assertThat(isInState("audit", "open")).isTrue();
        assertThat(output).containsPattern("WARN .*Calls of audit: CLOSED -> OPEN");

        await().untilAsserted(() -> get("/api/v1/dashboard/well").expectStatus().isOk());
        await().untilAsserted(() -> {
            get("/api/v1/dashboard/well").expectStatus().isOk();
            assertThat(isInState("audit", "closed")).isTrue();
        });
        assertThat(output)
                .contains("Calls of audit: OPEN -> HALF_OPEN")
                .contains("Calls of audit: HALF_OPEN -> CLOSED");
    }

    @Test
    void a_service_that_is_down_is_left_alone_and_the_others_do_not_notice() {
        for (int i = 0; i < ENOUGH; i++) {
            // a POST is one attempt
            client().post().uri("/api/v1/invoices").exchange().expectStatus().isEqualTo(503);
        }

        assertProblem(get("/api/v1/invoices"), 503, "service_unavailable");
        assertThat(isInState("finance", "open") || isInState("finance", "half_open"))
                .isTrue();
        assertThat(isInState("sales", "closed")).isTrue();
        get("/api/v1/customers").expectStatus().isOk();
    }

    @Test
    void a_service_that_is_too_slow_is_left_alone() {
        for (int i = 0; i < ENOUGH; i++) {
            assertProblem(get("/api/v1/products/slow"), 504, "upstream_timeout");
        }

        assertProblem(get("/api/v1/products/one"), 503, "service_unavailable");
        assertThat(StubServices.INVENTORY.received("/api/v1/products/one")).isEmpty();
    }

    @Test
    void answers_that_say_no_and_bugs_of_one_operation_close_nothing() {
        for (int status : new int[] {400, 404, 409, 429, 500, 501}) {
            String path = "/api/v1/customers/answers-" + status;
            StubServices.SALES.answers(path, status);
            for (int i = 0; i < ENOUGH; i++) {
                get(path).expectStatus().isEqualTo(status);
            }
        }

        assertThat(isInState("sales", "closed")).isTrue();
    }

    @Test
    void clients_that_send_half_a_body_do_not_make_a_service_look_ill() throws IOException {
        for (int i = 0; i < ENOUGH; i++) {
            try (var socket = halfALogin()) {
                // closing resets the connection
                socket.setSoLinger(true, 0);
            }
            try (var socket = halfALogin()) {
                socket.setSoTimeout(10_000);
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 408")
                        .contains("\"request_timeout\"");
            }
        }

        assertThat(isInState("auth", "closed")).isTrue();
        client().post()
                .uri("/api/v1/auth/login")
                .bodyValue(Map.of("username", "x"))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private Socket halfALogin() throws IOException {
        var socket = new Socket("127.0.0.1", port);
        socket.getOutputStream()
                .write("POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"user"
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private boolean isInState(String service, String state) {
        return meters.get("resilience4j.circuitbreaker.state")
                        .tags("name", service, "state", state)
                        .gauge()
                        .value()
                == 1;
    }

    private WebTestClient.ResponseSpec get(String path) {
        return client().get().uri(path).exchange();
    }

    private WebTestClient client() {
        return Client.with(port, Tokens.as(Role.ADMIN));
    }
}
