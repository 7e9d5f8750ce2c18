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
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/** Keys take turns in seconds here, and in weeks elsewhere. With a database of its own. */
@ServiceTest(
        properties = {
            "erp.auth.bcrypt-cost=4",
            "erp.auth.keys.publish-ahead=2s",
            "erp.auth.keys.retire-after=3s",
            "erp.auth.keys.check-every=200ms"
        })
class KeyRotationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private Api api;

    @Autowired
    private Database database;

    @Test
    void check_11_a_rotation_under_load_publishes_signs_and_retires_and_no_token_is_unknown() throws Exception {
        Person person = People.with(api, "viewer");
        String old = kid(person);
        Set<String> problems = ConcurrentHashMap.newKeySet();
        Set<String> signers = ConcurrentHashMap.newKeySet();
        var stop = new AtomicBoolean();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 4; i++) {
                clients.submit(() -> {
                    while (!stop.get()) {
                        String kid = kid(person);
                        signers.add(kid);
                        if (!published().contains(kid)) {
                            problems.add(kid);
                        }
                    }
                });
            }

            try {
                api.as(Role.ADMIN).post("/auth/keys/rotate").expectStatus().isOk();
                // published before it signs
                eventually(() -> published().size() == 2);
                assertThat(statuses()).containsEntry(old, "signing");
                eventually(() -> "published".equals(statuses().get(old)));
                assertThat(published()).contains(old);
                eventually(() ->
                        "retired".equals(statuses().get(old)) && !published().contains(old));
            } finally {
                stop.set(true);
            }
        }

        assertThat(problems).isEmpty();
        assertThat(signers).hasSize(2).contains(old);
        assertThat(kid(person)).isNotEqualTo(old);
    }

    @Test
    void each_step_of_a_key_is_an_event() {
        Person person = People.with(api, "viewer");
        String old = kid(person);
        api.as(Role.ADMIN).post("/auth/keys/rotate").expectStatus().isOk();
        eventually(() -> "retired".equals(statuses().get(old)));

        String next = kid(person);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(steps(old)).endsWith("published", "retired");
            assertThat(steps(next)).containsExactly("published", "signing");
        });
    }

    @Test
    void a_second_rotation_while_one_waits_makes_no_second_key() {
        People.token(api, People.with(api, "viewer").username(), PASSWORD);
        eventually(() -> !statuses().containsValue("published"));
        int before = statuses().size();

        api.as(Role.ADMIN).post("/auth/keys/rotate").expectStatus().isOk();
        api.as(Role.ADMIN).post("/auth/keys/rotate").expectStatus().isOk();

        assertThat(statuses()).hasSize(before + 1);
        eventually(() -> !statuses().containsValue("published"));
    }

    @Test
    void a_key_that_signs_for_too_long_is_rotated_by_itself() {
        Person person = People.with(api, "viewer");
        String old = kid(person);

        database.update("UPDATE signing_key SET signs_from = now() - interval '30 days' WHERE status = 'signing'");

        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(kid(person))
                .isNotEqualTo(old));
    }

    @Test
    void a_key_that_is_not_trusted_any_more_is_gone_at_once_and_another_signs() {
        Person person = People.with(api, "viewer");
        eventually(() -> !statuses().containsValue("published"));
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
