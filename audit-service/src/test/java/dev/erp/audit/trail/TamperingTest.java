package dev.erp.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.audit.trail.AuditTrail.Link;
import dev.erp.testing.Api;
import dev.erp.testing.Contracts;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with all rights in the database changes history. A small page makes the verifier read several. */
@ServiceTest(properties = {"erp.audit.verify-page-size=7", "erp.audit.checkpoint-every=1d"})
class TamperingTest {

    private static final int RECORDS = 20;

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Autowired
    Checkpoints checkpoints;

    private int chain;

    @BeforeEach
    void aChainOfTwentyRecords() throws SQLException {
        tamper("TRUNCATE audit_event", "TRUNCATE audit_chain", "TRUNCATE audit_checkpoint");
        UUID subject = UUID.randomUUID();
        IntStream.rangeClosed(1, RECORDS)
                .mapToObj(i -> TestEvent.of(
                        "sales.customer.created.v1",
                        subject,
                        i,
                        Contracts.examples("sales.customer.created.v1").getFirst()))
                .forEach(Topics::publish);
        await().until(() ->
                database.number("SELECT count(*) FROM audit_event WHERE resource_id = ?", subject) == RECORDS);
        chain = (int) database.number("SELECT DISTINCT chain FROM audit_event WHERE resource_id = ?", subject);
    }

    @Test
    void an_untouched_trail_is_whole_and_says_how_much_was_checked() {
        JsonNode report = verify();
        assertThat(report.get("intact").asBoolean()).isTrue();
        assertThat(report.get("checked").asLong()).isEqualTo(database.number("SELECT count(*) FROM audit_event"));
        JsonNode whole = chainOf(report);
        assertThat(whole.get("checked").asLong())
                .isEqualTo(whole.get("headPosition").asLong());
        assertThat(whole.has("firstFault")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            actor = 'somebody-else'                               | altered
            actor_name = 'Somebody Else'                          | altered
            data = replace(data, 'EUR', 'USD')                    | altered
            data = NULL, data_bytes = convert_to(data, 'UTF8')    | altered
            type = 'sales.customer.updated.v1'                    | altered
            action = 'updated'                                    | altered
            resource_id = gen_random_uuid()                       | altered
            occurred_at = occurred_at - interval '1 microsecond'  | altered
            recorded_at = recorded_at + interval '1 microsecond'  | altered
            sequence = sequence + 1                               | altered
            traceparent = ''                                      | altered
            causation_id = correlation_id                         | altered
            event_id = gen_random_uuid()                          | altered
            reason = 'none'                                       | altered
            request_id = 'another'                                | altered
            address = '203.0.113.9'                               | altered
            layout = 1                                            | altered
            hash = sha256('x')                                    | altered
            previous_hash = sha256('x')                           | altered
            """)
    void a_changed_record_is_named(String change, String kind) throws SQLException {
        tamper("UPDATE audit_event SET " + change + " WHERE chain = " + chain + " AND position = 9");
        assertFault(kind, 9, 8);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "9, 8", "20, 19"})
    void a_deleted_record_is_named(int position, int checked) throws SQLException {
        tamper("DELETE FROM audit_event WHERE chain = " + chain + " AND position = " + position);
        assertFault("missing", position, checked);
    }

    @Test
    void a_deleted_tail_is_named() throws SQLException {
        tamper("DELETE FROM audit_event WHERE chain = " + chain + " AND position > 15");
        assertThat(assertFault("missing", 16, 15).get("detail").asString()).contains("up to position 20");
    }

    @Test
    void records_that_changed_places_are_named() throws SQLException {
        tamper(
                "UPDATE audit_event SET position = -1 WHERE chain = " + chain + " AND position = 9",
                "UPDATE audit_event SET position = 9 WHERE chain = " + chain + " AND position = 14",
                "UPDATE audit_event SET position = 14 WHERE chain = " + chain + " AND position = -1");
        assertThat(assertFault("swapped", 9, 8).get("detail").asString()).contains("position 14");
    }

    @Test
    void a_gap_that_was_closed_is_named() throws SQLException {
        tamper(
                "DELETE FROM audit_event WHERE chain = " + chain + " AND position = 9",
                "UPDATE audit_event SET position = position - 1000 WHERE chain = " + chain + " AND position > 9",
                "UPDATE audit_event SET position = position + 999 WHERE chain = " + chain + " AND position < 0",
                "UPDATE audit_chain SET position = position - 1 WHERE chain = " + chain);
        assertFault("altered", 9, 8);
    }

    @Test
    void an_added_record_is_named() throws SQLException {
        String copy = """
                INSERT INTO audit_event (chain, position, event_id, topic, type, action, resource_type, resource_id, sequence,
                                         occurred_at, recorded_at, actor, actor_name, correlation_id, causation_id, traceparent,
                                         data, data_bytes, previous_hash, hash)
                SELECT chain, %d AS position, gen_random_uuid(), topic, type, action, resource_type, resource_id, sequence, occurred_at,
                       recorded_at, actor, actor_name, correlation_id, causation_id, traceparent, data, data_bytes,
                       previous_hash, hash
                  FROM audit_event WHERE chain = %d AND position = 9
                """;
        tamper(copy.formatted(0, chain));
        assertFault("unexpected", 0, 0);
        tamper("DELETE FROM audit_event WHERE position = 0", copy.formatted(21, chain));
        assertFault("unexpected", 21, 20);
    }

    @Test
    void a_record_that_was_put_between_two_others_is_named() throws SQLException {
        tamper(
                "UPDATE audit_event SET position = position - 1000 WHERE chain = " + chain + " AND position >= 9",
                "UPDATE audit_event SET position = position + 1001 WHERE chain = " + chain + " AND position < 0",
                """
                INSERT INTO audit_event (chain, position, event_id, topic, type, action, resource_type, resource_id, sequence,
                                         occurred_at, recorded_at, actor, actor_name, correlation_id, causation_id, traceparent,
                                         data, data_bytes, previous_hash, hash)
                SELECT chain, 9, gen_random_uuid(), topic, type, action, resource_type, resource_id, sequence, occurred_at,
                       recorded_at, actor, actor_name, correlation_id, causation_id, traceparent, data, data_bytes, hash,
                       sha256('x')
                  FROM audit_event WHERE chain = %d AND position = 8
                """.formatted(chain),
                "UPDATE audit_chain SET position = position + 1 WHERE chain = " + chain);
        assertThat(assertFault("added", 9, 8).get("detail").asString()).contains("position 10");
    }

    @Test
    void a_chain_that_was_computed_anew_without_the_key_is_named() throws SQLException {
        checkpoints.sign().block();
        tamper("UPDATE audit_event SET actor = 'somebody-else' WHERE chain = " + chain + " AND position = 9");
        rechain(9);
        assertThat(assertFault("rewritten", 1, 19).get("detail").asString()).contains("checkpoint 1");
    }

    @Test
    void a_trail_that_was_emptied_with_its_heads_is_named() throws SQLException {
        checkpoints.sign().block();
        tamper("TRUNCATE audit_event", "TRUNCATE audit_chain");
        assertThat(assertFault("missing", 1, 0).get("detail").asString()).contains("position 20");
    }

    @Test
    void a_changed_checkpoint_a_missing_one_and_one_with_another_key_are_named() throws SQLException {
        checkpoints.sign().block();
        tamper("UPDATE audit_checkpoint SET content = replace(content, ' 20 ', ' 19 ')");
        assertSealFault("altered", 1);
        tamper("UPDATE audit_checkpoint SET content = replace(content, ' 19 ', ' 20 '), number = 2");
        assertSealFault("missing", 1);
        tamper("UPDATE audit_checkpoint SET number = 1, signature = sha256('x') || sha256('y')");
        assertSealFault("altered", 1);
    }

    @Test
    void a_lost_or_changed_head_is_named() throws SQLException {
        tamper("UPDATE audit_chain SET hash = sha256('x') WHERE chain = " + chain);
        assertFault("altered", 20, 20);
        tamper("DELETE FROM audit_chain WHERE chain = " + chain);
        assertFault("unexpected", 1, 0);
    }

    private JsonNode assertFault(String kind, long position, long checked) {
        JsonNode report = verify();
        assertThat(report.get("intact").asBoolean()).isFalse();
        JsonNode broken = chainOf(report);
        assertThat(broken.get("checked").asLong()).isEqualTo(checked);
        JsonNode fault = broken.get("firstFault");
        assertThat(fault.get("kind").asString()).isEqualTo(kind);
        assertThat(fault.get("position").asLong()).isEqualTo(position);
        return fault;
    }

    private JsonNode chainOf(JsonNode report) {
        for (JsonNode candidate : report.get("chains")) {
            if (candidate.get("chain").asInt() == chain) {
                return candidate;
            }
        }
        throw new AssertionError("no chain " + chain + " in " + report);
    }

    private JsonNode verify() {
        return JsonMapper.shared()
                .readTree(api.as(Role.ADMIN)
                        .get("/audit-events/verify")
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBody());
    }

    private void assertSealFault(String kind, long number) {
        JsonNode report = verify();
        assertThat(report.get("intact").asBoolean()).isFalse();
        JsonNode fault = report.get("checkpoints").get("firstFault");
        assertThat(fault.get("kind").asString()).isEqualTo(kind);
        assertThat(fault.get("number").asLong()).isEqualTo(number);
    }

    /** Computes a chain again from a position on, as somebody could who knows how, and has no key. */
    private void rechain(long from) throws SQLException {
        List<Link> links = new ArrayList<>();
        byte[] previous = HashChain.genesis();
        for (Map<String, Object> row :
                database.rows("SELECT * FROM audit_event WHERE chain = ? ORDER BY position", chain)) {
            AuditRecord event = Rows.of(row);
            byte[] hash = event.position() < from ? (byte[]) row.get("hash") : new HashChain().hash(previous, event);
            links.add(new Link(event, previous, hash));
            previous = hash;
        }
        List<String> statements = new ArrayList<>();
        for (Link link : links) {
            statements.add(
                    "UPDATE audit_event SET previous_hash = '\\x%s', hash = '\\x%s' WHERE chain = %d AND position = %d"
                            .formatted(
                                    HexFormat.of().formatHex(link.previousHash()),
                                    HexFormat.of().formatHex(link.hash()),
                                    chain,
                                    link.position()));
        }
        statements.add("UPDATE audit_chain SET hash = '\\x%s' WHERE chain = %d"
                .formatted(HexFormat.of().formatHex(previous), chain));
        tamper(statements.toArray(String[]::new));
    }

    /** Without the triggers and with all rights, as an owner can. */
    private void tamper(String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            List<String> tables = database.rows("""
                            SELECT relid::regclass::text AS name FROM pg_partition_tree('audit_event')
                            UNION ALL SELECT unnest(ARRAY['audit_chain', 'audit_checkpoint'])
                            """).stream()
                    .map(row -> row.get("name").toString())
                    .toList();
            for (String table : tables) {
                sql.execute("GRANT UPDATE, DELETE, TRUNCATE ON " + table + " TO CURRENT_USER");
                sql.execute("ALTER TABLE " + table + " DISABLE TRIGGER USER");
            }
            for (String statement : statements) {
                sql.execute(statement);
            }
            for (String table : tables) {
                sql.execute("ALTER TABLE " + table + " ENABLE TRIGGER USER");
                if (!table.equals("audit_chain")) {
                    sql.execute("REVOKE UPDATE, DELETE, TRUNCATE ON " + table + " FROM CURRENT_USER");
                }
            }
        }
    }
}
