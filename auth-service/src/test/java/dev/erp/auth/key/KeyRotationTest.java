package dev.erp.auth.key;

import static dev.erp.auth.People.PASSWORD;
import static dev.erp.auth.People.body;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import dev.erp.auth.People;
import dev.erp.auth.People.Person;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Keys take their steps when the test says that it is time. With a database of its own. */
@ServiceTest(
        properties = {
            "erp.auth.bcrypt-cost=4",
            "erp.auth.keys.publish-ahead=1h",
            "erp.auth.keys.retire-after=1h",
            "erp.auth.keys.check-every=200ms"
        })
class KeyRotationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private Api api;

    @Autowired
    private Database database;

    @BeforeEach
    void nothingIsUnderWay() {
        People.token(api, People.with(api, "viewer").username(), PASSWORD);
        finish();
    }

    @Test
    void check_11_a_rotation_under_load_publishes_signs_and_retires_and_no_token_is_unknown() throws Exception {
        Person person = People.with(api, "viewer");
        String old = kid(person);
        Set<String> failures = ConcurrentHashMap.newKeySet();
        Map<Integer, String> signers = new ConcurrentHashMap<>();
        var stop = new AtomicBoolean();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                int client = i;
                clients.submit(() -> {
                    while (!stop.get()) {
                        try {
                            String kid = kid(person);
                            if (!published().contains(kid)) {
                                failures.add("unknown key " + kid);
                            }
                            signers.put(client, kid);
                        } catch (Throwable failure) {
                            failures.add(failure.toString());
                        }
                    }
                });
            }

            try {
                api.as(Role.ADMIN).post("/auth/keys/rotate").expectStatus().isOk();
                eventually(() -> published().size() == 2);
                assertThat(statuses()).containsEntry(old, "signing");
                itIsTimeToSign();
                eventually(() -> !failures.isEmpty() || signers.size() == 4 && !signers.containsValue(old));
                assertThat(failures).isEmpty();
                assertThat(statuses()).containsEntry(old, "published");
                assertThat(published()).contains(old);
                itIsTimeToRetire();
                eventually(() -> !published().contains(old));
                assertThat(statuses()).containsEntry(old, "retired");
            } finally {
                stop.set(true);
            }
        }

        assertThat(failures).isEmpty();
        assertThat(Set.copyOf(signers.values())).hasSize(1);
    }

    @Test
    void each_step_of_a_key_is_an_event() {
        Person person = People.with(api, "viewer");
        String old = kid(person);
        api.as(Role.ADMIN).post("/auth/keys/rotate").expectStatus().isOk();
        finish();

        String next = kid(person);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(steps(old)).endsWith("published", "retired");
            assertThat(steps(next)).containsExactly("published", "signing");
        });
    }

    @Test
    void a_second_rotation_while_one_waits_makes_no_second_key() {
        int before = statuses().size();

        api.as(Role.ADMIN).post("/auth/keys/rotate").expectStatus().isOk();
        api.as(Role.ADMIN).post("/auth/keys/rotate").expectStatus().isOk();

        assertThat(statuses()).hasSize(before + 1);
    }

    @Test
    void a_key_that_signs_for_too_long_is_rotated_by_itself() {
        Person person = People.with(api, "viewer");
        String old = kid(person);

        database.update("UPDATE signing_key SET signs_from = now() - interval '30 days' WHERE status = 'signing'");

        eventually(() -> statuses().containsValue("published"));
        finish();
        assertThat(kid(person)).isNotEqualTo(old);
    }

    @Test
    void a_key_that_is_not_trusted_any_more_is_gone_at_once_and_another_signs() {
        Person person = People.with(api, "viewer");
        String leaked = kid(person);

        api.as(Role.ADMIN)
                .post("/auth/keys/" + leaked + "/retire")
                .expectStatus()
                .isOk();

        assertThat(published()).isNotEmpty().doesNotContain(leaked);
        assertThat(kid(person)).isNotEqualTo(leaked);
        api.as(Role.ADMIN).post("/auth/keys/nobodys/retire").expectStatus().isNotFound();
    }

    @Test
    @SuppressWarnings("unchecked")
    void only_admins_see_and_rotate_keys_and_nobody_sees_a_private_part() {
        api.as(Role.FINANCE_MANAGER).get("/auth/keys").expectStatus().isForbidden();
        api.as(Role.FINANCE_MANAGER).post("/auth/keys/rotate").expectStatus().isForbidden();
        api.as(Role.FINANCE_MANAGER).post("/auth/keys/x/retire").expectStatus().isForbidden();

        Map<String, Object> list = body(api.as(Role.ADMIN).get("/auth/keys"));

        assertThat((List<?>) list.get("items"))
                .allSatisfy(key -> assertThat(Set.of("kid", "status", "createdAt", "signsFrom", "retiresAt"))
                        .containsAll(((Map<String, ?>) key).keySet()));
    }

    /** The key that waits for its turn signs now, if there is one. */
    private void itIsTimeToSign() {
        database.update("UPDATE signing_key SET signs_from = now() WHERE status = 'published' AND retires_at IS NULL");
        eventually(() ->
                database.number("SELECT count(*) FROM signing_key WHERE status = 'published' AND retires_at IS NULL")
                        == 0);
    }

    /** The key that has signed is retired now, if there is one. */
    private void itIsTimeToRetire() {
        database.update("UPDATE signing_key SET retires_at = now() WHERE status = 'published'");
        eventually(() -> !statuses().containsValue("published"));
    }

    private void finish() {
        itIsTimeToSign();
        itIsTimeToRetire();
    }

    private static void eventually(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).until(condition);
    }

    private String kid(Person person) {
        return People.parse(People.token(api, person.username(), PASSWORD))
                .getHeader()
                .getKeyID();
    }

    private Set<String> published() {
        try {
            String keys =
                    JsonMapper.shared().writeValueAsString(body(api.anonymous().get("/.well-known/jwks.json")));
            return JWKSet.parse(keys).getKeys().stream()
                    .map(key -> key.getKeyID())
                    .collect(Collectors.toSet());
        } catch (java.text.ParseException e) {
            throw new AssertionError(e);
        }
    }

    private Map<String, String> statuses() {
        return database.rows("SELECT kid, status FROM signing_key").stream()
                .collect(Collectors.toMap(row -> (String) row.get("kid"), row -> (String) row.get("status")));
    }

    private static List<String> steps(String kid) {
        return Topics.eventsOfType("auth.key.status-changed.v1").stream()
                .filter(event -> event.data().get("kid").asString().equals(kid))
                .sorted(java.util.Comparator.comparing(RecordedEvent::sequence))
                .map(event -> event.data().get("status").asString())
                .toList();
    }
}
