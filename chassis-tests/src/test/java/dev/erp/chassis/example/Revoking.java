package dev.erp.chassis.example;

import dev.erp.fabric.Fabric;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Revokes tokens as auth-service does. */
final class Revoking {

    static final String TOPIC = "erp.auth.revocation";
    private static final String TYPE = "auth.revocation.declared.v1";

    private Revoking() {}

    /** Tokens of this subject need this epoch at least. */
    static void upTo(UUID subject, long epoch) {
        Topics.publish(event(Map.of("subjectId", subject, "epoch", epoch)));
    }

    static void session(UUID session) {
        Topics.publish(event(Map.of("sessionId", session)));
    }

    static TestEvent event(Map<String, Object> data) {
        return TestEvent.of(TYPE, UUID.randomUUID(), 1, data);
    }

    /** As {@link #upTo}, on a partition that the topic did not have before. */
    static void upToOnNewPartition(UUID subject, long epoch) throws Exception {
        String bootstrap = Fabric.shared().kafkaBootstrap();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            int count = admin.describeTopics(List.of(TOPIC))
                    .allTopicNames()
                    .get()
                    .get(TOPIC)
                    .partitions()
                    .size();
            admin.createPartitions(Map.of(TOPIC, NewPartitions.increaseTo(count + 1)))
                    .all()
                    .get();
            send(bootstrap, count, subject, epoch);
        }
    }

    /** By itself, to any broker. */
    static void send(String bootstrap, Integer partition, UUID subject, long epoch) throws Exception {
        TestEvent event = event(Map.of());
        byte[] data =
                "{\"subjectId\":\"%s\",\"epoch\":%d}".formatted(subject, epoch).getBytes(StandardCharsets.UTF_8);
        var message = new ProducerRecord<>(TOPIC, partition, event.subject().toString(), data);
        event.headers().forEach((name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(message).get();
        }
    }

    static void assertRefused(ResponseSpec answer) {
        answer.expectStatus()
                .isUnauthorized()
                .expectHeader()
                .valueEquals("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                .expectHeader()
                .contentType("application/problem+json")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("token_revoked");
    }
}
