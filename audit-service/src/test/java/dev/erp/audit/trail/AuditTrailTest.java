package dev.erp.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.testing.Api;
import dev.erp.testing.Contracts;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class AuditTrailTest {

    private static final long SEED = 20261122;
    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    Api api;

    @Autowired
    Database database;

    private AuditedApi trail;

    @BeforeEach
    void open() {
        trail = new AuditedApi(api, database);
    }

    @Test
    void every_event_of_every_type_is_recorded_once_though_it_comes_one_to_five_times_interleaved() {
        var random = new Random(SEED);
        List<TestEvent> events = new ArrayList<>();
        for (String type : Contracts.types()) {
            if (!type.startsWith("example.")) {
                for (int i = 0; i < 5; i++) {
                    events.add(TestEvent.of(
                            type, UUID.randomUUID(), 1, Contracts.examples(type).getFirst()));
                }
            }
        }
        List<TestEvent> deliveries = new ArrayList<>();
        events.forEach(event -> deliveries.addAll(Collections.nCopies(1 + random.nextInt(5), event)));
        Collections.shuffle(deliveries, random);
        deliveries.forEach(Topics::publish);

        trail.awaitRecorded(events);
        Topics.catchUp();
        Set<String> onTopics = Topics.all().stream()
                .map(RecordedEvent::id)
                .filter(id -> id != null)
                .collect(Collectors.toSet());
        List<String> inTrail = database.rows("SELECT event_id FROM audit_event").stream()
                .map(row -> row.get("event_id").toString())
                .toList();
        assertThat(inTrail).doesNotHaveDuplicates();
        assertThat(onTopics).containsAll(inTrail);
        assertThat(inTrail)
                .containsAll(events.stream().map(e -> e.id().toString()).toList());
        assertThat(trail.verify().get("intact").asBoolean()).isTrue();
    }

    @Test
    void an_event_is_shown_with_who_what_when_why_and_its_data_unchanged() {
        UUID id = UUID.randomUUID();
        String data = Contracts.examples("inventory.product.price-changed.v1").getFirst();
        TestEvent event = TestEvent.of("inventory.product.price-changed.v1", id, 2, data)
                .correlatedTo(UUID.randomUUID())
                .causedBy(UUID.randomUUID());
        Topics.publish(event);
        trail.awaitRecorded(List.of(event));

        JsonNode shown = trail.list("resource=inventory-product:" + id).getFirst();
        assertThat(shown.get("id").asString()).isEqualTo(event.id().toString());
        assertThat(shown.get("type").asString()).isEqualTo("inventory.product.price-changed.v1");
        assertThat(shown.get("action").asString()).isEqualTo("price-changed");
        assertThat(shown.get("resource")).hasToString("{\"type\":\"inventory-product\",\"id\":\"" + id + "\"}");
        assertThat(shown.get("actor")).hasToString("{\"id\":\"test\",\"name\":\"test\"}");
        assertThat(shown.get("sequence").asLong()).isEqualTo(2);
        assertThat(shown.get("correlationId").asString())
                .isEqualTo(event.correlationId().toString());
        assertThat(shown.get("causationId").asString())
                .isEqualTo(event.causationId().toString());
        assertThat(shown.get("data")).isEqualTo(JSON.readTree(data));
        assertThat(shown.get("before")).isEqualTo(JSON.readTree(data).get("before"));
        assertThat(shown.get("after").propertyNames())
                .containsExactlyElementsOf(shown.get("before").propertyNames());
        assertThat(shown.get("after").get("price")).isEqualTo(shown.get("data").get("price"));
        assertThat(shown.get("hash").asString()).matches("[0-9a-f]{64}");
        assertThat(database.rows("SELECT data FROM audit_event WHERE event_id = ?", event.id())
                        .getFirst()
                        .get("data"))
                .isEqualTo(data);
    }

    @Test
    void unknown_types_and_odd_bodies_are_recorded_as_they_came() {
        Map<String, byte[]> bodies = Map.of(
                "no json", "{\"a\":".getBytes(StandardCharsets.UTF_8),
                "empty", new byte[0],
                "nul", "\"a\0b\"".getBytes(StandardCharsets.UTF_8),
                "no utf-8", new byte[] {0, -1, 17, -128},
                "escaped nul", "{\"a\":\"\\u0000\"}".getBytes(StandardCharsets.UTF_8),
                "number", "1.10".getBytes(StandardCharsets.UTF_8));
        bodies.forEach((name, body) -> {
            TestEvent odd = TestEvent.of("sales.order.beamed-up.v9", UUID.randomUUID(), 1, "{}");
            Topics.publishRaw(odd.topic(), odd.subject().toString(), body, odd.headers());
            trail.awaitRecorded(List.of(odd));
            JsonNode shown = trail.list("resource=" + odd.subject()).getFirst();
            assertThat(shown.get("action").asString()).isEqualTo("beamed-up");
            if (name.equals("escaped nul") || name.equals("number")) {
                assertThat(shown.get("data")).as(name).isEqualTo(JSON.readTree(body));
                assertThat(shown.has("dataBase64")).isFalse();
            } else {
                assertThat(shown.has("data")).as(name).isFalse();
                assertThat(Base64.getDecoder().decode(shown.get("dataBase64").asString()))
                        .as(name)
                        .isEqualTo(body);
            }
        });
        assertThat(trail.verify().get("intact").asBoolean()).isTrue();
    }

    @Test
    void rubbish_hostile_headers_and_null_on_any_topic_do_not_stop_the_trail() {
        for (String topic : topics()) {
            TestEvent right = TestEvent.of("sales.order.beamed-up.v9", UUID.randomUUID(), 1, "{}");
            String key = right.subject().toString();
            Map<String, String> hostile = right.withId(UUID.randomUUID()).headers();
            hostile.put("__TypeId__", "javax.script.ScriptEngineManager");
            hostile.put("ce_actorname", "'; DROP TABLE audit_event; --");
            Topics.publishRaw(topic, key, null, right.headers());
            Topics.publishRaw(topic, key, new byte[] {1, 2, 3}, Map.of());
            Topics.publishRaw(topic, key, "x".getBytes(StandardCharsets.UTF_8), Map.of("ce_type", "x", "ce_id", "1"));
            Topics.publishRaw(topic, key, "{}".getBytes(StandardCharsets.UTF_8), hostile);
            Topics.publishRaw(topic, null, "{}".getBytes(StandardCharsets.UTF_8), right.headers());
            trail.awaitRecorded(List.of(right));
        }
        assertThat(trail.verify().get("intact").asBoolean()).isTrue();
    }

    @Test
    void a_time_out_of_this_world_loses_nothing() {
        TestEvent odd = TestEvent.of("sales.order.beamed-up.v9", UUID.randomUUID(), 1, "{}");
        Map<String, String> headers = odd.headers();
        headers.put("ce_time", "+1000000000-12-31T23:59:59.999999999Z");
        Topics.publishRaw(odd.topic(), odd.subject().toString(), new byte[] {'7'}, headers);
        trail.awaitRecorded(List.of(odd));
        assertThat(trail.list("resource=" + odd.subject())
                        .getFirst()
                        .get("occurredAt")
                        .asString())
                .isEqualTo("9999-12-31T23:59:59.999999Z");
        assertThat(trail.verify().get("intact").asBoolean()).isTrue();
    }

    @Test
    void the_trail_refuses_every_change() {
        for (String change : List.of(
                "UPDATE audit_event SET actor = 'nobody'",
                "DELETE FROM audit_event",
                "TRUNCATE audit_event",
                "DELETE FROM audit_chain",
                "DELETE FROM audit_checkpoint",
                "UPDATE audit_event_rest SET actor = 'nobody'")) {
            assertThatThrownBy(() -> database.update(change)).hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void every_invariant_holds() {
        JsonNode invariants = AuditedApi.json(api.as(Role.ADMIN)
                .get("/operations/audit/invariants")
                .expectStatus()
                .isOk());
        Map<String, Long> violations = new HashMap<>();
        invariants.forEach(invariant -> violations.put(
                invariant.get("name").asString(), invariant.get("count").asLong()));
        assertThat(violations).containsEntry("audit_chains_end_at_their_heads", 0L);
    }

    private static List<String> topics() {
        return Contracts.types().stream()
                .filter(type -> !type.startsWith("example."))
                .map(type -> TestEvent.of(type, UUID.randomUUID(), 1, "{}").topic())
                .distinct()
                .toList();
    }
}
