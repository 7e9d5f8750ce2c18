package dev.erp.system.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import dev.erp.standalone.api.ApiClient;
import dev.erp.system.Answer;
import dev.erp.system.Door;
import dev.erp.system.Person;
import dev.erp.system.RunningSystem;
import dev.erp.system.TestKey;
import dev.erp.testing.Role;
import dev.erp.testing.Tokens;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The keys that tokens are signed with, how they change, and what strangers can do with them (checks 11 to 15). */
class KeyChecksTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String PATH = "/api/v1/products";

    private static RunningSystem system;
    private static Door door;

    @BeforeAll
    static void begin() {
        system = RunningSystem.get();
        door = Door.fromElsewhere();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @Test
    void check_11_a_rotation_under_load_publishes_signs_and_retires_and_nobody_is_refused() throws Exception {
        ApiClient admin = system.admin();
        Person clerk = Person.with(admin, "viewer");
        String old = keyId(clerk.session(door).accessToken());
        Set<String> refused = ConcurrentHashMap.newKeySet();
        Set<String> signers = ConcurrentHashMap.newKeySet();
        var stop = new AtomicBoolean();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> load = IntStream.range(0, 2)
                    .<Future<?>>mapToObj(_ -> clients.submit(() -> {
                        while (!stop.get()) {
                            // an address may log in so often in a minute
                            try (Door elsewhere = Door.fromElsewhere()) {
                                String token = clerk.session(elsewhere).accessToken();
                                Answer answer =
                                        elsewhere.call("GET", PATH).token(token).send();
                                if (answer.status() != 200) {
                                    refused.add(answer.body());
                                }
                                signers.add(keyId(token));
                            }
                        }
                    }))
                    .toList();
            try {
                admin.post("/api/v1/auth/keys/rotate", null);
                await("the next key to be published").atMost(LIMIT).until(() -> statuses(admin)
                        .containsValue("published"));
                // what it does by itself minutes later
                inAuth("UPDATE signing_key SET signs_from = now() WHERE status = 'published' AND retires_at IS NULL");
                await("the next key to sign").atMost(LIMIT).until(() -> signers.size() > 1 || stopped(load));
                inAuth("UPDATE signing_key SET retires_at = now() WHERE kid = '" + old + "'");
                await("the old key to be retired").atMost(LIMIT).until(() -> "retired"
                        .equals(statuses(admin).get(old)));
                signers.clear();
                await("logins afterwards").atMost(LIMIT).until(() -> !signers.isEmpty() || stopped(load));
            } finally {
                stop.set(true);
            }
            for (Future<?> each : load) {
                each.get();
            }
        }
        assertThat(refused).isEmpty();
        assertThat(signers).hasSize(1).doesNotContain(old);
    }

    @Test
    void check_12_a_removed_key_is_refused_after_the_cache_time_and_so_are_tokens_that_were_accepted() {
        RSAKey leaked = Tokens.newKey("leaked-" + UUID.randomUUID());
        TestKey.publish(leaked);
        String accepted = Tokens.as(Role.ADMIN, leaked);
        assertThat(status(accepted)).isEqualTo(200);

        system.admin().post("/api/v1/auth/keys/" + leaked.getKeyID() + "/retire", null);

        await("the key to be refused").atMost(LIMIT).until(() -> status(accepted) == 401);
        assertThat(status(Tokens.as(Role.ADMIN, leaked))).isEqualTo(401);
    }

    @Test
    void check_13_ten_thousand_tokens_of_unknown_keys_make_few_fetches_of_keys() throws Exception {
        double before = fetches();
        long begun = System.nanoTime();
        var refused = new AtomicInteger();
        // from so many addresses, because one of them would be stopped much earlier
        List<Callable<Void>> strangers = IntStream.range(0, 125)
                .<Callable<Void>>mapToObj(_ -> () -> {
                    try (Door stranger = Door.fromElsewhere()) {
                        for (int i = 0; i < 80; i++) {
                            assertThat(stranger.call("GET", PATH)
                                            .token(ofKey(UUID.randomUUID().toString()))
                                            .send()
                                            .code())
                                    .isEqualTo("token_invalid");
                            refused.incrementAndGet();
                        }
                    }
                    return null;
                })
                .toList();
        try (var clients = Executors.newFixedThreadPool(8)) {
            for (Future<Void> stranger : clients.invokeAll(strangers)) {
                stranger.get();
            }
        }

        assertThat(refused).hasValue(10_000);
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        // the gateway's once a second, and what all seven ask for anyway every three seconds here
        assertThat(fetches() - before).isBetween(1.0, 4.0 * (seconds + 5));
    }

    @Test
    void check_14_a_gateway_that_starts_while_nobody_gives_it_keys_recovers_when_somebody_does() {
        String token = system.admin().token();
        system.processes().kill("gateway-service");
        system.processes().kill("auth-service");
        try {
            system.processes().start("gateway-service");
            Answer meanwhile = door.call("GET", PATH).token(token).send();
            assertThat(meanwhile.status()).as(meanwhile.body()).isEqualTo(503);
            assertThat(meanwhile.code()).isEqualTo("keys_unavailable");
            assertThat(meanwhile.header("Retry-After")).isNotEmpty();
        } finally {
            system.processes().start("auth-service");
        }
        await("the keys").atMost(LIMIT).until(() -> status(token) == 200);
    }

    @Test
    void check_15_the_published_keys_have_no_private_part_and_at_least_2048_bits() {
        JsonNode keys = door.call("GET", "/.well-known/jwks.json").send().json().path("keys");

        assertThat(keys.size()).isPositive();
        assertThat(keys).allSatisfy(key -> {
            assertThat(key.propertyNames()).isSubsetOf("kty", "kid", "use", "alg", "n", "e");
            assertThat(key.path("kty").asString()).isEqualTo("RSA");
            assertThat(Base64.getUrlDecoder().decode(key.path("n").asString())).hasSizeGreaterThanOrEqualTo(256);
        });
    }

    private static int status(String token) {
        return door.call("GET", PATH).token(token).send().status();
    }

    private static String ofKey(String keyId) {
        String header = "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}".formatted(keyId);
        var encoder = Base64.getUrlEncoder().withoutPadding();
        return "%s.%s.%s"
                .formatted(
                        encoder.encodeToString(header.getBytes()),
                        encoder.encodeToString("{}".getBytes()),
                        encoder.encodeToString(new byte[256]));
    }

    /** How often auth-service was asked for its keys, by all. */
    private static double fetches() {
        try (Door auth = Door.to(system.management("auth"))) {
            Answer metric = auth.call("GET", "/actuator/metrics/http.server.requests?tag=uri:/.well-known/jwks.json")
                    .send();
            return metric.status() == 404
                    ? 0
                    : metric.json().path("measurements").path(0).path("value").asDouble();
        }
    }

    private static Map<String, String> statuses(ApiClient admin) {
        Map<String, String> statuses = new TreeMap<>();
        admin.get("/api/v1/auth/keys")
                .path("items")
                .forEach(key -> statuses.put(
                        key.path("kid").asString(), key.path("status").asString()));
        return statuses;
    }

    private static boolean stopped(List<Future<?>> load) {
        return load.stream().anyMatch(Future::isDone);
    }

    private static String keyId(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new AssertionError(e);
        }
    }

    private static void inAuth(String sql) {
        try (Connection auth = system.processes().postgres().connect("auth");
                Statement statement = auth.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
