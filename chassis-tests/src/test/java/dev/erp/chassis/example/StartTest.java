package dev.erp.chassis.example;

import static org.awaitility.Awaitility.await;

import dev.erp.fabric.Fabric;
import dev.erp.testing.Api;
import dev.erp.testing.Jwks;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Tokens;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;

/** A service starts before what it needs is there, says what it waits for, and goes on by itself. */
@ServiceTest
class StartTest {

    @Autowired
    Api api;

    @Autowired
    Environment environment;

    @Test
    void without_kafka_and_keys_it_is_alive_but_not_ready_and_recovers_when_they_come() {
        Jwks.available(false);
        Fabric.shared().stopKafka();
        SecondInstance service = null;
        boolean kafkaIsBack = false;
        try {
            service = SecondInstance.start(environment);
            WebTestClient management = client(service, "local.management.port");
            expect(management, "/actuator/health/liveness", 200);
            management
                    .get()
                    .uri("/actuator/health/readiness")
                    .exchange()
                    .expectStatus()
                    .isEqualTo(503)
                    .expectBody()
                    .jsonPath("$.status")
                    .isEqualTo("OUT_OF_SERVICE")
                    .jsonPath("$.components.fabric.details.waitsFor")
                    .isEqualTo("kafka")
                    .jsonPath("$.components.revocations.details.waitsFor")
                    .isEqualTo("kafka");

            WebTestClient client = client(service, "local.server.port");
            get(client)
                    .expectStatus()
                    .isEqualTo(503)
                    .expectHeader()
                    .exists("Retry-After")
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("keys_unavailable");
            Jwks.available(true);
            await().untilAsserted(() -> get(client).expectStatus().isOk().expectBody());

            Fabric.shared().startKafka();
            kafkaIsBack = true;
            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(() -> expect(management, "/actuator/health/readiness", 200));
        } finally {
            Jwks.available(true);
            if (!kafkaIsBack) {
                Fabric.shared().startKafka();
            }
            if (service != null) {
                service.close();
            }
        }
        Api.idOf(api.as(Role.ADMIN).post("/counters", "{\"name\":\"still here\",\"value\":1}"));
    }

    private static void expect(WebTestClient client, String uri, int status) {
        client.get().uri(uri).exchange().expectStatus().isEqualTo(status).expectBody();
    }

    private static WebTestClient.ResponseSpec get(WebTestClient client) {
        return client.get()
                .uri("/api/v1/counters?limit=1")
                .header("Authorization", "Bearer " + Tokens.as(Role.VIEWER))
                .exchange();
    }

    private static WebTestClient client(SecondInstance service, String port) {
        return WebTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + service.environment().getProperty(port))
                .responseTimeout(Duration.ofSeconds(30))
                .build();
    }
}
