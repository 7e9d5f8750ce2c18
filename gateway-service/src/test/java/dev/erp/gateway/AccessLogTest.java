package dev.erp.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import dev.erp.testing.WrongToken;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

@GatewayTest
class AccessLogTest {

    @LocalServerPort
    private int port;

    private AccessLines lines;

    @BeforeEach
    void listen() {
        lines = AccessLines.listen();
    }

    @AfterEach
    void stop() {
        lines.close();
    }

    @Test
    void a_line_says_who_asked_for_what_and_how_it_went() {
        var user = UUID.randomUUID();
        Instant before = Instant.now();
        HttpHeaders answer = Client.with(port, Tokens.as(Role.VIEWER, user))
                .get()
                .uri("/api/v1/customers/line?q=secret-of-the-query")
                .header(HttpHeaders.USER_AGENT, "browser/1.0")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseHeaders();

        JsonNode line = lines.of("/api/v1/customers/line");
        assertThat(Instant.parse(line.path("time").asString())).isBetween(before, Instant.now());
        assertThat(line.path("durationMs").asLong(-1)).isBetween(0L, 20_000L);
        assertThat(line.toString()).isEqualTo("""
                           {"time":"%s","requestId":"%s","traceId":"%s","method":"GET","path":"/api/v1/customers/line",\
                           "status":200,"durationMs":%d,"bytes":19,"subject":"%s","address":"127.0.0.1",\
                           "userAgent":"browser/1.0"}""".formatted(
                        line.path("time").asString(),
                        answer.getFirst("X-Request-Id"),
                        answer.getFirst("X-Trace-Id"),
                        line.path("durationMs").asLong(),
                        user));
    }

    @Test
    void an_api_client_is_named() {
        Client.with(port, ApiClientToken.of("shop"))
                .get()
                .uri("/api/v1/customers/client")
                .exchange();

        assertThat(lines.of("/api/v1/customers/client").path("apiClient").asString())
                .isEqualTo("shop");
    }

    @Test
    void nothing_secret_is_in_a_line() {
        String token = Tokens.as(Role.VIEWER);
        Client.with(port, token)
                .post()
                .uri("/api/v1/customers/secrets?access_token=" + token + "&password=hunter2")
                .header("Cookie", "session=hunter2")
                .header("Idempotency-Key", "hunter2")
                .bodyValue(Map.of("password", "hunter2"))
                .exchange();

        assertThat(lines.of("/api/v1/customers/secrets").toString())
                .doesNotContain("hunter2", token, token.substring(token.lastIndexOf('.')), "access_token");
    }

    @Test
    void a_wrong_token_speaks_for_nobody() {
        Client.with(port, WrongToken.FOREIGN_KEY.mint())
                .get()
                .uri("/api/v1/customers/nobody")
                .exchange();

        JsonNode line = lines.of("/api/v1/customers/nobody");
        assertThat(line.path("status").asInt()).isEqualTo(401);
        assertThat(line.has("subject")).isFalse();
    }

    @Test
    void nobody_can_write_a_line_of_their_own() throws IOException {
        Client.raw(
                port,
                "GET /api/v1/forged%0d%0a%7b%22status%22:200%7d HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + "User-Agent: a\"},{\"b\":\"\t\u0085\\\r\n\r\n");

        String line = lines.raw("forged");
        assertThat(line.chars()).allMatch(c -> c >= ' ' && c <= '~');
        JsonNode json = AccessLines.parse(line);
        assertThat(json.path("path").asString()).isEqualTo("/api/v1/forged%0d%0a%7b%22status%22:200%7d");
        assertThat(json.path("status").asInt()).isNotEqualTo(200);
    }

    @Test
    void a_long_user_agent_is_cut() {
        Client.anonymous(port)
                .get()
                .uri("/api/v1/customers/agent")
                .header(HttpHeaders.USER_AGENT, "a".repeat(5000))
                .exchange();

        assertThat(lines.of("/api/v1/customers/agent").path("userAgent").asString())
                .isEqualTo("a".repeat(200));
    }

    @Test
    void a_client_that_went_away_is_noted() throws IOException {
        String path = "/api/v1/customers/gone/slow";
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + Tokens.as(Role.VIEWER)
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> !StubServices.SALES.received(path).isEmpty());
        }

        assertThat(lines.of(path).path("status").asInt()).isEqualTo(499);
    }

    @Test
    void what_is_no_request_is_noted_too() throws IOException {
        Client.raw(port, "this is not http\r\n\r\n");

        JsonNode line = AccessLines.parse(lines.raw("\"status\":400,\"address\""));
        assertThat(line.path("address").asString()).isEqualTo("127.0.0.1");
        assertThat(line.path("requestId").asString()).isNotEmpty();
    }

    @Test
    void it_can_be_switched_off() {
        try (var gateway = RunningGateway.start("erp.gateway.access-log.enabled=false");
                var silent = AccessLines.listen()) {
            Client.anonymous(gateway.port()).get().uri("/actuator/health").exchange();
            Client.anonymous(port).get().uri("/api/v1/customers/marker").exchange();

            silent.of("/api/v1/customers/marker");
            assertThat(silent.all()).hasSize(1);
        }
    }
}
