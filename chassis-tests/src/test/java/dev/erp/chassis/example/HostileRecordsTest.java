package dev.erp.chassis.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.fabric.Fabric;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/** No record, however hostile, stops a consumer: it is parked with a reason that an operator understands, or left alone. */
@ServiceTest
class HostileRecordsTest {

    @Autowired
    Database database;

    @AfterEach
    void forget() {
        database.update("DELETE FROM parked_event");
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("ce_id", null, "header ce_id is missing"),
                Arguments.of("ce_id", "x".repeat(10_000), "header ce_id is longer than 1024 bytes"),
                Arguments.of("ce_id", "1-1-1-1-1", "header ce_id is no UUID"),
                Arguments.of("ce_id", "'; DROP TABLE counter; --xxxxxxxxxxxx", "header ce_id is no UUID"),
                Arguments.of("ce_type", null, "header ce_type is missing"),
                Arguments.of("ce_type", "x".repeat(10_000), "header ce_type is longer than 1024 bytes"),
                Arguments.of("ce_subject", "../../etc/passwd", "header ce_subject is no UUID"),
                Arguments.of("ce_sequence", "-1", "header ce_sequence is no number from 1 on"),
                Arguments.of("ce_sequence", "9".repeat(30), "header ce_sequence is no number from 1 on"),
                Arguments.of("ce_time", "yesterday", "header ce_time is no RFC 3339 time in UTC"),
                Arguments.of("ce_actorname", "a\0b", "header ce_actorname has a NUL"),
                Arguments.of("ce_correlationid", "", "header ce_correlationid is missing"));
    }

    @ParameterizedTest
    @MethodSource
    void unreadable(String header, String value, String reason) {
        TestEvent event = Heard.changed(UUID.randomUUID(), 1);
        Map<String, String> headers = event.headers();
        headers.put(header, value);
        publishRaw(event, body(event), headers);

        assertConsumerLives(event.subject());
        assertThat(reasons(event.subject())).containsExactly(reason);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("rubbish", new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2}),
                Arguments.of("cut", "{\"counterId\":".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("empty", new byte[0]),
                Arguments.of("deep", "[".repeat(100_000).getBytes(StandardCharsets.UTF_8)),
                Arguments.of("literal null", "null".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("array", "[1,2]".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("wrong types", "{\"counterId\":[],\"value\":{}}".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("huge number", "{\"value\":1e999999999}".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void a_body_that_does_not_fit_is_parked_and_the_reason_names_no_class(String name, byte[] body) {
        TestEvent event = Heard.changed(UUID.randomUUID(), 1);
        publishRaw(event, body, event.headers());

        assertConsumerLives(event.subject());
        assertThat(reasons(event.subject())).singleElement().satisfies(reason -> assertThat(reason)
                .startsWith("the data of example.counter.changed.v1 ")
                .doesNotContain("dev.erp", "java.", "Counter"));
    }

    @Test
    void a_record_without_a_value_or_without_any_header_is_parked() {
        TestEvent event = Heard.changed(UUID.randomUUID(), 1);
        publishRaw(event, null, event.headers());
        publishRaw(event, body(event), Map.of());

        assertConsumerLives(event.subject());
        assertThat(reasons(event.subject())).containsExactly("the record has no value", "header ce_id is missing");
    }

    @Test
    void headers_that_name_java_types_are_bytes_like_any_other() {
        TestEvent event = Heard.changed(UUID.randomUUID(), 1);
        Map<String, String> hostile = new LinkedHashMap<>(event.headers());
        hostile.put("spring_json_header_types", "{\"ce_id\":\"javax.naming.InitialContext\"}");
        hostile.put("__TypeId__", "java.lang.Runtime");
        hostile.put("b3", "x".repeat(100_000));
        hostile.put("a\0b", "c\0d");
        hostile.put("traceparent", "00-zz");
        publishRaw(event, body(event), hostile);

        Heard.awaitOnceInOrder(database, event.subject(), 1);
        assertThat(reasons(event.subject())).isEmpty();
    }

    @Test
    void a_type_that_nobody_asked_for_is_left_alone() {
        TestEvent event = Heard.changed(UUID.randomUUID(), 1);
        Map<String, String> headers = event.headers();
        headers.put("ce_type", "example.counter.exploded.v9");
        headers.remove("ce_id");
        publishRaw(event, body(event), headers);

        assertConsumerLives(event.subject());
        // "tally" asks for every type of the topic, "echo" for one
        assertThat(database.rows("SELECT subscription FROM parked_event"))
                .extracting(row -> row.get("subscription"))
                .containsExactly("tally");
    }

    @Test
    void a_body_of_ten_megabytes_is_parked_without_the_body_and_its_place_is_noted() throws Exception {
        UUID counter = UUID.randomUUID();
        TestEvent event = TestEvent.of(
                Heard.CHANGED, counter, 1, Map.of("counterId", counter, "name", "x".repeat(10 << 20), "value", 1));
        var message = new ProducerRecord<>(event.topic(), counter.toString(), body(event));
        event.headers().forEach((name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        // compressed, it passes the broker's limit
        try (var producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        Fabric.shared().kafkaBootstrap(),
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "gzip",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        20 << 20),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(message).get();
        }

        assertConsumerLives(counter);
        assertThat(database.rows("SELECT body, \"offset\" FROM parked_event WHERE subject = ?", counter))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.get("body")).isNull();
                    assertThat((Long) row.get("offset")).isNotNegative();
                });
    }

    /** Another aggregate's event behind it, in the same partition, is handled. */
    private void assertConsumerLives(UUID samePartition) {
        TestEvent next = Heard.changed(UUID.randomUUID(), 1);
        publish(samePartition, body(next), next.headers());
        Heard.awaitOnceInOrder(database, next.subject(), 1);
    }

    private List<String> reasons(UUID key) {
        return database.rows("""
                        SELECT reason FROM parked_event
                         WHERE subscription = 'tally' AND convert_from(key, 'UTF8') = ? ORDER BY id
                        """, key.toString()).stream()
                .map(row -> (String) row.get("reason"))
                .toList();
    }

    private static void publishRaw(TestEvent event, byte[] body, Map<String, String> headers) {
        publish(event.subject(), body, headers);
    }

    private static void publish(UUID key, byte[] body, Map<String, String> headers) {
        Topics.publishRaw(Counters.TOPIC, key.toString(), body, headers);
    }

    private static byte[] body(TestEvent event) {
        return new tools.jackson.databind.json.JsonMapper().writeValueAsBytes(event.data());
    }
}
