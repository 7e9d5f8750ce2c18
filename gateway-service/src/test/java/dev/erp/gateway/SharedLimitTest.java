package dev.erp.gateway;

import static dev.erp.gateway.Client.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.fabric.Ports;
import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import redis.embedded.RedisServer;

/** Two gateways and a real Redis. The quota is of an hour, so that nothing comes back while the test runs. */
@ExtendWith(OutputCaptureExtension.class)
class SharedLimitTest {

    private static final int QUOTA = 6;
    private static final int REDIS_PORT = Ports.free();

    private static RedisServer redis;
    private static RunningGateway one;
    private static RunningGateway two;

    private final String token = Tokens.as(Role.VIEWER, UUID.randomUUID());

    @BeforeAll
    static void start() throws IOException {
        redis = redis();
        redis.start();
        one = gateway();
        two = gateway();
    }

    @AfterAll
    static void stop() throws IOException {
        one.close();
        two.close();
        redis.stop();
    }

    @BeforeEach
    void both_gateways_share() {
        awaitShared(one);
        awaitShared(two);
    }

    @Test
    void two_gateways_have_one_limit() {
        for (int i = QUOTA - 1; i >= 0; i--) {
            assertLeft(i % 2 == 0 ? one : two, i);
        }

        assertRefused(one);
        assertRefused(two);
    }

    @Test
    void while_redis_is_away_each_gateway_counts_alone_and_says_so_once(CapturedOutput output) throws IOException {
        assertLeft(one, QUOTA - 1);
        double before = inMemory(one);

        redis.stop();

        for (int i = QUOTA - 1; i >= 0; i--) {
            assertLeft(one, i);
        }
        assertRefused(one);
        assertLeft(two, QUOTA - 1);
        assertShared(one, 0);
        assertThat(inMemory(one) - before).isEqualTo(QUOTA + 1.0);
        assertThat(output.getOut().split("Redis does not answer", -1)).hasSize(2 + 1);

        redis = redis();
        redis.start();
        awaitShared(one);
        awaitShared(two);
        assertThat(output).contains("Redis answers again");
        String afterwards = Tokens.as(Role.VIEWER, UUID.randomUUID());
        get(one, afterwards).expectHeader().value("RateLimit", left -> assertThat(left)
                .startsWith("\"user\";r=" + (QUOTA - 1)));
        get(two, afterwards).expectHeader().value("RateLimit", left -> assertThat(left)
                .startsWith("\"user\";r=" + (QUOTA - 2)));
    }

    @Test
    void a_redis_that_hangs_holds_nobody_up() {
        try (var client = RedisClient.create("redis://127.0.0.1:" + REDIS_PORT)) {
            client.connect().sync().clientPause(2_000);
        }

        long start = System.nanoTime();
        for (int i = QUOTA - 1; i >= 0; i--) {
            assertLeft(one, i);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertShared(one, 0);
        awaitShared(one);
    }

    @Test
    void a_gateway_starts_without_redis_and_finds_it_later() throws IOException {
        int port = Ports.free();
        var late = RedisServer.newRedisServer()
                .port(port)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build();
        try (var gateway = RunningGateway.start("erp.redis.url=redis://127.0.0.1:" + port)) {
            get(gateway, token).expectStatus().isOk();
            assertShared(gateway, 0);

            late.start();

            awaitShared(gateway);
        } finally {
            late.stop();
        }
    }

    private void assertLeft(RunningGateway gateway, int left) {
        get(gateway, token)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("RateLimit-Policy", "\"user\";q=6;w=3600")
                .expectHeader()
                .value("RateLimit", value -> assertThat(value).startsWith("\"user\";r=" + left + ";t="));
    }

    private void assertRefused(RunningGateway gateway) {
        assertProblem(get(gateway, token), 429, "rate_limited").expectHeader().exists(HttpHeaders.RETRY_AFTER);
    }

    private static ResponseSpec get(RunningGateway gateway, String token) {
        return Client.with(gateway.port(), token).get().uri("/api/v1/customers").exchange();
    }

    private static void assertShared(RunningGateway gateway, int expected) {
        assertThat(gateway.meters().get("erp.gateway.rate.limit.shared").gauge().value())
                .isEqualTo(expected);
    }

    /** Redis is asked when somebody asks the gateway. */
    private static void awaitShared(RunningGateway gateway) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            // somebody who has a quota left
            get(gateway, Tokens.as(Role.VIEWER, UUID.randomUUID()))
                    .expectStatus()
                    .isOk();
            assertShared(gateway, 1);
        });
    }

    private static double inMemory(RunningGateway gateway) {
        return gateway.meters()
                .get("erp.gateway.rate.limit.in.memory")
                .counter()
                .count();
    }

    private static RunningGateway gateway() {
        return RunningGateway.start(
                "erp.redis.url=redis://127.0.0.1:" + REDIS_PORT,
                "erp.gateway.rate-limit.redis-timeout=300ms",
                "erp.gateway.rate-limit.user.requests=" + QUOTA,
                "erp.gateway.rate-limit.user.per=1h");
    }

    private static RedisServer redis() throws IOException {
        return RedisServer.newRedisServer()
                .port(REDIS_PORT)
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .build();
    }
}
