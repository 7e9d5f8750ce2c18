package dev.erp.gateway;

import static dev.erp.gateway.Client.assertProblem;
import static org.awaitility.Awaitility.await;

import dev.erp.fabric.Fabric;
import dev.erp.testing.Role;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Tokens;
import dev.erp.testing.Topics;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** The door hears of revocations, although it has no database. */
@GatewayTest
class RevokedAtTheDoorTest {

    @LocalServerPort
    private int port;

    @Value("${local.management.port}")
    private int managementPort;

    @DynamicPropertySource
    static void kafka(DynamicPropertyRegistry properties) {
        properties.add("erp.kafka", () -> Fabric.shared().kafkaBootstrap());
    }

    @Test
    void a_revoked_token_opens_the_door_no_more() {
        UUID user = UUID.randomUUID();
        String revoked = Tokens.of(user, Role.ADMIN).epoch(3).mint();
        get(revoked).expectStatus().isOk();

        Topics.publish(TestEvent.of(
                "auth.revocation.declared.v1", UUID.randomUUID(), 1, Map.of("subjectId", user, "epoch", 4)));
        await().untilAsserted(() -> assertProblem(get(revoked), 401, "token_revoked")
                .expectHeader()
                .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\""));
        get(Tokens.of(user, Role.ADMIN).epoch(4).mint()).expectStatus().isOk();
    }

    @Test
    void it_is_ready_once_it_has_heard_of_them() {
        await().untilAsserted(() -> Client.anonymous(managementPort)
                .get()
                .uri("/actuator/health/readiness")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.components.revocations.status")
                .isEqualTo("UP"));
        Client.anonymous(port)
                .get()
                .uri("/actuator/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"status\":\"UP\"}", JsonCompareMode.STRICT);
    }

    private ResponseSpec get(String token) {
        return Client.with(port, token).get().uri("/api/v1/customers/revoked").exchange();
    }
}
