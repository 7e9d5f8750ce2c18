package dev.erp.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest
class ExportTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Instant START = Instant.parse("2026-11-02T09:15:04Z");

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Autowired
    Checkpoints checkpoints;

    @Autowired
    TrailExport export;

    private final UUID subject = UUID.randomUUID();
    private final List<TestEvent> events = new ArrayList<>();

    @BeforeEach
    void eventsOfOneCustomer() {
        for (int i = 1; i <= 120; i++) {
            events.add(TestEvent.of(
                            "sales.customer.beamed-up.v9",
                            subject,
                            i,
                            "{\"name\":\"=1+1, \\\"Zoë\\\"\",\"n\":" + i + "}")
                    .at(START.plusMillis(i)));
        }
        events.forEach(ExportTest::publish);
        new AuditedApi(api, database).awaitRecorded(events);
    }

    @Test
    void the_whole_trail_has_every_record_with_its_hash_and_all_that_verifies_it() {
        checkpoints.sign().block();
        // not by HTTP: the test client would hold all of it in one small buffer
        List<JsonNode> lines = export.lines(
                        AuditController.filter(null, null, null, null, null, null, null, null), new NdjsonFormat())
                .map(piece -> new String(piece, StandardCharsets.UTF_8))
                .collect(Collectors.joining())
                .block()
                .lines()
                .map(JSON::readTree)
                .toList();
        assertThat(lines.getFirst().get("whole").asBoolean()).isTrue();
        assertThat(lines).anyMatch(line -> line.has("key")).anyMatch(line -> line.has("checkpoint"));
        List<JsonNode> records =
                lines.stream().filter(line -> line.has("position")).toList();
        JsonNode end = lines.getLast().get("end");
        assertThat(end.get("records").asInt()).isEqualTo(records.size());
        assertThat(records).extracting(record -> record.get("id").asString()).doesNotHaveDuplicates();
        assertThat(records)
                .extracting(record -> record.get("id").asString())
                .containsAll(events.stream().map(event -> event.id().toString()).toList());
        for (JsonNode head : end.get("heads")) {
            JsonNode last = records.stream()
                    .filter(record -> record.get("chain").equals(head.get("chain")))
                    .reduce((a, b) -> b)
                    .orElseThrow();
            assertThat(last.get("hash")).isEqualTo(head.get("hash"));
            assertThat(last.get("position")).isEqualTo(head.get("position"));
        }
    }

    @Test
    void an_excerpt_has_what_the_filter_lets_through_in_the_order_of_time_with_its_data_unchanged() {
        List<JsonNode> lines = lines("&resource=sales-customer:" + subject);
        assertThat(lines.getFirst().get("whole").asBoolean()).isFalse();
        List<JsonNode> records =
                lines.stream().filter(line -> line.has("position")).toList();
        assertThat(records)
                .extracting(record -> record.get("data").asString())
                .containsExactlyElementsOf(
                        events.stream().map(event -> event.data().toString()).toList());
        assertThat(lines.getLast().at("/end/records").asInt()).isEqualTo(120);
    }

    @Test
    void a_table_for_spreadsheets_has_a_line_per_record_and_no_formula() {
        String csv = body("format=csv&resource=sales-customer:" + subject);
        assertThat(csv).startsWith("chain,position,id,");
        assertThat(csv.split("\r\n")).hasSize(121);
        assertThat(csv).contains("\"{\"\"name\"\":\"\"=1+1, ");
    }

    @Test
    void what_is_no_format_is_refused() {
        api.as(Role.ADMIN).get("/audit-events/export?format=xls").expectStatus().isBadRequest();
    }

    @Test
    void words_of_the_texts_find_a_record_and_their_beginnings_too() {
        UUID id = UUID.randomUUID();
        TestEvent event = TestEvent.of(
                "sales.customer.beamed-up.v9",
                id,
                1,
                "{\"name\":\"Käthe Büroklammer\",\"number\":\"C-4711-" + id + "\"}");
        publish(event);
        new AuditedApi(api, database).awaitRecorded(List.of(event));
        for (String q : List.of(
                "büroklammer käthe",
                "bürokl",
                "c-4711-" + id,
                "C-4711-" + id.toString().substring(0, 9))) {
            assertThat(new AuditedApi(api, database).ids("resource=" + id + "&q=" + q))
                    .containsExactly(event.id().toString());
        }
        assertThat(new AuditedApi(api, database).ids("resource=" + id + "&q=nowhere"))
                .isEmpty();
        assertThat(lines("&q=c-4711-" + id).stream().filter(line -> line.has("position")))
                .extracting(record -> record.get("id").asString())
                .containsExactly(event.id().toString());
    }

    private List<JsonNode> lines(String query) {
        return body("format=ndjson" + query).lines().map(JSON::readTree).toList();
    }

    private String body(String query) {
        return new String(
                api.as(Role.ADMIN)
                        .get("/audit-events/export?" + query)
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBody(),
                StandardCharsets.UTF_8);
    }

    /** A type without a contract, with data of any kind. */
    private static void publish(TestEvent event) {
        byte[] data = event.data().toString().getBytes(StandardCharsets.UTF_8);
        Topics.publishRaw(event.topic(), event.subject().toString(), data, event.headers());
    }
}
