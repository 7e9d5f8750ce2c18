package dev.erp.chassis.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Tokens;
import dev.erp.testing.Topics;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Clients that hang up leave no connection behind (r2dbc-pool #140, #143, #198, #206). */
@ServiceTest
class CancelledRequestsTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Autowired
    ConnectionFactory connections;

    @Autowired
    Environment environment;

    @Test
    void after_a_storm_of_cancelled_requests_no_connection_is_taken_and_the_service_serves() throws Exception {
        UUID counter = counter();
        WebClient client = client();
        Flux.range(0, 300)
                .flatMap(
                        i -> (i % 2 == 0 ? list(client) : add(client, counter))
                                .timeout(
                                        Duration.ofMillis(
                                                ThreadLocalRandom.current().nextInt(1, 30)),
                                        Mono.just(0))
                                .onErrorReturn(0),
                        50)
                .blockLast();

        assertNoConnectionIsTaken();
        assertServes(counter);
    }

    @Test
    void requests_that_are_cancelled_while_they_wait_for_a_lock_give_their_connections_back() throws Exception {
        UUID counter = counter();
        WebClient client = client();
        try (Connection holder = database.connect()) {
            holder.setAutoCommit(false);
            try (var lock = holder.prepareStatement("SELECT FROM counter WHERE id = ? FOR UPDATE")) {
                lock.setObject(1, counter);
                lock.execute();
            }
            Flux.range(0, 100)
                    .flatMap(i -> add(client, counter).timeout(Duration.ofMillis(200), Mono.just(0)), 100)
                    .blockLast();
            holder.rollback();
        }

        assertNoConnectionIsTaken();
        assertServes(counter);
    }

    /** A rollback that a later statement of the same transaction overtakes would leave that statement's event behind. */
    @Test
    void a_command_whose_client_hangs_up_is_done_whole_or_not_at_all() {
        List<UUID> counters = Stream.generate(this::counter).limit(4).toList();
        WebClient client = client();
        Flux.range(0, 2000)
                .flatMap(
                        i -> add(client, counters.get(i % 4))
                                .timeout(
                                        Duration.ofMillis(
                                                ThreadLocalRandom.current().nextInt(1, 40)),
                                        Mono.just(0))
                                .onErrorReturn(0),
                        16)
                .blockLast();
        assertNoConnectionIsTaken();

        for (UUID counter : counters) {
            long version = database.number("SELECT version FROM counter WHERE id = ?", counter);
            assertThat(add(client, counter).block()).isEqualTo(200);
            await().untilAsserted(() -> assertThat(Topics.eventsOf(counter))
                    .extracting(RecordedEvent::sequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, version + 1).boxed().toList()));
        }
    }

    private void assertNoConnectionIsTaken() {
        PoolMetrics pool = pool().getMetrics().orElseThrow();
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(pool.acquiredSize()).isZero();
            assertThat(pool.pendingAcquireSize()).isZero();
        });
    }

    /** As many at once as the pool has connections. */
    private void assertServes(UUID counter) {
        int size = environment.getRequiredProperty("erp.db.pool-size", Integer.class);
        WebClient client = client();
        assertThat(Flux.range(0, 2 * size)
                        .flatMap(i -> add(client, counter), size)
                        .collectList()
                        .block())
                .hasSize(2 * size)
                .containsOnly(200);
    }

    private ConnectionPool pool() {
        ConnectionFactory factory = connections;
        while (!(factory instanceof ConnectionPool) && factory instanceof Wrapped<?> wrapped) {
            factory = (ConnectionFactory) wrapped.unwrap();
        }
        return (ConnectionPool) factory;
    }

    private UUID counter() {
        return Api.idOf(api.as(Role.ADMIN).post("/counters", "{\"name\":\"cancelled\",\"value\":0}"));
    }

    private WebClient client() {
        return WebClient.builder()
                .baseUrl("http://127.0.0.1:" + environment.getProperty("local.server.port"))
                .defaultHeader("Authorization", "Bearer " + Tokens.as(Role.ADMIN))
                .build();
    }

    private static Mono<Integer> list(WebClient client) {
        return client.get().uri("/api/v1/counters?limit=200").exchangeToMono(answer -> answer.releaseBody()
                .thenReturn(answer.statusCode().value()));
    }

    private static Mono<Integer> add(WebClient client, UUID counter) {
        return client.post()
                .uri("/api/v1/counters/" + counter + "/add")
                .header("If-Match", "*")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"by\":1}")
                .exchangeToMono(answer ->
                        answer.releaseBody().thenReturn(answer.statusCode().value()));
    }
}
