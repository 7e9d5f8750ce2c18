package dev.erp.gateway;

import static dev.erp.gateway.Client.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

/** With a breaker that looks at more calls than there are here. */
@GatewayTest(
        properties = {
            "management.server.port=0",
            "erp.gateway.upstream.response-timeout=2s",
            "erp.gateway.upstream.breaker.window=1000",
            "erp.gateway.upstream.breaker.minimum-calls=1000"
        })
class RetryTest {

    @LocalServerPort
    private int port;

    @Autowired
    private MeterRegistry meters;

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void a_read_whose_connection_broke_is_sent_again_and_nobody_notices(String method) {
        String path = "/api/v1/customers/flaky-" + method;
        StubServices.SALES.drops(path, 2);
        double before = retries();

        client().method(HttpMethod.valueOf(method))
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store");

        assertThat(StubServices.SALES.received(path)).hasSize(3);
        assertThat(retries() - before).isEqualTo(2);
    }

    @Test
    void a_read_is_sent_three_times_at_most() {
        String path = "/api/v1/customers/always-broken";
        StubServices.SALES.drops(path, Integer.MAX_VALUE);

        assertProblem(client().get().uri(path).exchange(), 503, "service_unavailable");

        assertThat(StubServices.SALES.received(path)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void what_changes_something_is_sent_once(String method) {
        String path = "/api/v1/customers/once-" + method;
        StubServices.SALES.drops(path, 1);

        assertProblem(
                client().method(HttpMethod.valueOf(method))
                        .uri(path)
                        .header("Idempotency-Key", "k-1")
                        .bodyValue(Map.of("name", "once"))
                        .exchange(),
                503,
                "service_unavailable");

        assertThat(StubServices.SALES.received(path)).hasSize(1);
    }

    @Test
    void a_post_without_a_body_is_sent_once() {
        String path = "/api/v1/sales-orders/1/cancel";
        StubServices.SALES.drops(path, 1);

        assertProblem(client().post().uri(path).exchange(), 503, "service_unavailable");

        assertThat(StubServices.SALES.received(path)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void an_answer_is_an_answer(int status) {
        String path = "/api/v1/customers/says-" + status;
        StubServices.SALES.answers(path, status);

        client().get().uri(path).exchange().expectStatus().isEqualTo(status);

        assertThat(StubServices.SALES.received(path)).hasSize(1);
    }

    @Test
    void who_is_slow_is_not_asked_twice() {
        String path = "/api/v1/customers/once/slow";

        assertProblem(client().get().uri(path).exchange(), 504, "upstream_timeout");

        assertThat(StubServices.SALES.received(path)).hasSize(1);
    }

    @Test
    void a_service_that_is_down_is_known_to_be_so_before_the_time_is_out() {
        assertProblem(client().get().uri("/api/v1/invoices").exchange(), 503, "service_unavailable");
    }

    private double retries() {
        return meters.get("erp.gateway.upstream.retries").counter().count();
    }

    private WebTestClient client() {
        return Client.with(port, Tokens.as(Role.ADMIN));
    }
}
