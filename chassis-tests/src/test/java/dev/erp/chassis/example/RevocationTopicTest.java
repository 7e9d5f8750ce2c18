package dev.erp.chassis.example;

import static org.awaitility.Awaitility.await;

import dev.erp.fabric.LocalKafka;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Tokens;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Services start in any order: also before auth-service has created the topic of revocations. */
@ServiceTest
class RevocationTopicTest {

    @Autowired
    Environment environment;

    @Test
    void a_service_is_ready_without_the_topic_and_hears_of_revocations_when_it_comes(@TempDir Path directory)
            throws Exception {
        UUID user = UUID.randomUUID();
        String token = Tokens.of(user, "products:read").epoch(3).mint();
        try (var broker = new LocalKafka(directory.resolve("kafka")).start();
                var service = SecondInstance.start(environment, "erp.kafka=" + broker.bootstrap());
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            service.awaitReady();
            service.get("/api/v1/counters?limit=1", token).expectStatus().isOk().expectBody();

            admin.createTopics(List.of(new NewTopic(Revoking.TOPIC, 6, (short) 1)))
                    .all()
                    .get();
            Revoking.send(broker.bootstrap(), null, user, 4);
            await().untilAsserted(() -> Revoking.assertRefused(service.get("/api/v1/counters?limit=1", token)));
        }
    }
}
