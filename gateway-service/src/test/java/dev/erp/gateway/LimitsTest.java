package dev.erp.gateway;

import static dev.erp.gateway.Client.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Flux;

@GatewayTest
class LimitsTest {

    private static final int MIB = 1024 * 1024;

    @LocalServerPort
    private int port;

    @Test
    void a_body_of_exactly_the_limit_goes_through() {
        client().post()
                .uri("/api/v1/customers/one-mib")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(new byte[MIB])
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(StubServices.SALES.received("/api/v1/customers/one-mib"))
                .singleElement()
                .satisfies(request -> assertThat(request.bodyBytes()).isEqualTo(MIB));
    }

    @ParameterizedTest
    @ValueSource(ints = {MIB + 1, 2 * MIB, 16 * MIB})
    void a_body_above_the_limit_is_refused_and_never_reaches_the_service(int bytes) {
        String path = "/api/v1/customers/announced-" + bytes;

        assertProblem(
                client().post()
                        .uri(path)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(new byte[bytes])
                        .exchange(),
                413,
                "body_too_large");

        assertThat(StubServices.SALES.received(path)).isEmpty();
    }

    @Test
    void a_body_in_chunks_is_refused_when_it_passes_the_limit() {
        String path = "/api/v1/customers/chunked";

        assertProblem(
                client().post()
                        .uri(path)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(chunks(32, MIB / 16), DataBuffer.class)
                        .exchange(),
                413,
                "body_too_large");

        assertThat(StubServices.SALES.received(path)).isEmpty();
    }

    @Test
    void who_asks_before_sending_is_refused_before_sending() throws IOException {
        assertThat(Client.raw(
                        port,
                        "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: "
                                + (2 * MIB) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 413")
                .contains("\"body_too_large\"");
    }

    @Test
    void a_body_without_an_end_is_cut_off() {
        String path = "/api/v1/customers/endless";

        assertThatThrownBy(() -> client().post()
                        .uri(path)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(chunks(Integer.MAX_VALUE, MIB / 16), DataBuffer.class)
                        .exchange())
                .isInstanceOf(WebClientRequestException.class);

        assertThat(StubServices.SALES.received(path)).isEmpty();
    }

    @Test
    void a_small_body_in_chunks_goes_through() {
        client().post()
                .uri("/api/v1/customers/chunked-small")
                .contentType(MediaType.APPLICATION_JSON)
                .body(chunks(4, 1000), DataBuffer.class)
                .exchange()
                .expectStatus()
                .isOk();

        assertThat(StubServices.SALES.received("/api/v1/customers/chunked-small"))
                .singleElement()
                .satisfies(request -> assertThat(request.bodyBytes()).isEqualTo(4000));
    }

    @Test
    void a_url_above_the_limit_is_refused_with_a_problem() throws IOException {
        assertThat(Client.raw(port, "GET /api/v1/customers?q=" + "x".repeat(9000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 414")
                .contains("application/problem+json", "\"uri_too_long\"");
    }

    @Test
    void headers_above_the_limit_are_refused_with_a_problem() throws IOException {
        assertThat(Client.raw(port, "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(17_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains("application/problem+json", "\"headers_too_large\"");
    }

    @Test
    void rubbish_is_answered_with_a_problem() throws IOException {
        assertThat(Client.raw(port, "this is not http\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json", "\"malformed_request\"");
    }

    @Test
    void two_ways_to_say_where_a_body_ends_are_refused() throws IOException {
        assertThat(Client.raw(
                        port,
                        "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
                                + "Content-Length: 5\r\n\r\n12345"))
                .startsWith("HTTP/1.1 400")
                .contains("\"malformed_request\"");
    }

    private static Flux<DataBuffer> chunks(int count, int bytes) {
        return Flux.range(0, count).map(_ -> DefaultDataBufferFactory.sharedInstance.wrap(new byte[bytes]));
    }

    private WebTestClient client() {
        return Client.with(port, Tokens.as(Role.SALES_REP));
    }
}
