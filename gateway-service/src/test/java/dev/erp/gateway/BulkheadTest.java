package dev.erp.gateway;

import static dev.erp.gateway.Client.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Sinks;

@GatewayTest(properties = {"management.server.port=0", "erp.gateway.upstream.max-concurrent=3"})
class BulkheadTest {

    private static final int PLACES = 3;

    @LocalServerPort
    private int port;

    @Autowired
    private MeterRegistry meters;

    @Test
    void a_service_that_has_enough_to_do_gets_no_more_and_the_others_do_not_notice() {
        String path = "/api/v1/customers/held";
        Sinks.One<String> answer = StubServices.SALES.holds(path);
        String token = Tokens.as(Role.ADMIN);
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
        List<CompletableFuture<Void>> waiting = IntStream.range(0, PLACES)
                .mapToObj(_ -> CompletableFuture.runAsync(
                        () -> Client.with(port, token)
                                .get()
                                .uri(path)
                                .exchange()
                                .expectStatus()
                                .isOk(),
                        callers))
                .toList();
        await().until(() -> StubServices.SALES.received(path).size() == PLACES);
        assertThat(places("sales")).isZero();

        assertProblem(get("/api/v1/customers/refused"), 503, "service_unavailable")
                .expectHeader()
                .valueEquals(HttpHeaders.RETRY_AFTER, "2");
        assertThat(StubServices.SALES.received("/api/v1/customers/refused")).isEmpty();
        assertThat(meters.get("erp.gateway.upstream.crowded")
                        .tag("service", "sales")
                        .counter()
                        .count())
                .isEqualTo(1);
        get("/api/v1/products").expectStatus().isOk();

        answer.tryEmitValue("{}").orThrow();
        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).join();
        callers.close();
        get("/api/v1/customers/again").expectStatus().isOk();
        await().until(() -> places("sales") == PLACES);
    }

    private double places(String service) {
        return meters.get("resilience4j.bulkhead.available.concurrent.calls")
                .tag("name", service)
                .gauge()
                .value();
    }

    private WebTestClient.ResponseSpec get(String path) {
        return Client.with(port, Tokens.as(Role.ADMIN)).get().uri(path).exchange();
    }
}
