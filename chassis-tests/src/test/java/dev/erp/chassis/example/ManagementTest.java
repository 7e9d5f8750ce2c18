package dev.erp.chassis.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.fabric.Fabric;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Health and metrics are on a port of their own, and only there. */
// a context of its own: one that was paused for another class comes back with its management port closed
@ServiceTest(properties = "erp.test.context=management")
class ManagementTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Test
    void the_metrics_that_operators_watch_are_there_under_their_fixed_names() {
        UUID counter = UUID.randomUUID();
        Heard.publish(counter, 1);
        Heard.awaitOnceInOrder(database, counter, 1);

        String metrics = api.management()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(metrics)
                .contains("\nerp_outbox_depth ")
                .contains("\nerp_outbox_oldest_age_seconds ")
                .contains("\nerp_outbox_leader 1.0")
                .contains("\nerp_consumer_lag{subscription=\"tally\"}")
                .contains("\nerp_events_set_size_count{subscription=\"tally\"}")
                .contains("\nerp_auth_revocations ")
                .contains("\nerp_auth_revocations_age_seconds ")
                .contains("\nerp_security_denied_total ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "health",
                "health/readiness",
                "health/liveness",
                "info",
                "metrics",
                "prometheus",
                "env",
                "heapdump"
            })
    void nothing_of_it_is_on_the_public_port(String endpoint) {
        String uri = "/actuator/" + endpoint;
        api.anonymous().client().get().uri(uri).exchange().expectStatus().isNotFound();
        api.as(Role.ADMIN).client().get().uri(uri).exchange().expectStatus().isNotFound();
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "heapdump", "configprops", "beans", "loggers", "shutdown", "threaddump"})
    void what_could_leak_is_nowhere(String endpoint) {
        api.management()
                .get()
                .uri("/actuator/" + endpoint)
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void a_service_that_has_all_it_needs_is_ready_and_alive() {
        expect("readiness", 200);
        expect("liveness", 200);
    }

    @Test
    void without_its_database_it_is_alive_but_not_ready_until_the_database_is_back() {
        Fabric.shared().stopPostgres();
        try {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> expect("readiness", 503));
            expect("liveness", 200);
        } finally {
            Fabric.shared().startPostgres();
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> expect("readiness", 200));
    }

    private void expect(String group, int status) {
        api.management()
                .get()
                .uri("/actuator/health/" + group)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody();
    }
}
