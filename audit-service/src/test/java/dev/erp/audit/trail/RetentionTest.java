package dev.erp.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Two months pass: the oldest one goes, and leaves a signed stub. */
@ServiceTest(properties = {"erp.audit.keep-months=1", "erp.audit.checkpoint-every=1d", "erp.audit.verify-page-size=7"})
class RetentionTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Autowired
    Checkpoints checkpoints;

    @Autowired
    TrailConnections connections;

    @Autowired
    org.springframework.r2dbc.core.DatabaseClient client;

    @Autowired
    dev.erp.chassis.persistence.Transactions transactions;

    @Autowired
    SealingKeys keys;

    @Test
    void a_month_is_removed_only_whole_verified_and_against_a_stub() throws SQLException {
        record(20);
        checkpoints.sign().block();
        Instant later = Instant.now().plus(Duration.ofDays(62));
        var retention =
                new Retention(client, transactions, connections, keys, Clock.fixed(later, ZoneOffset.UTC), 1, 7);
        YearMonth month = YearMonth.now(ZoneOffset.UTC);
        String partition = "audit_event_%04d_%02d".formatted(month.getYear(), month.getMonthValue());

        change("UPDATE " + partition + " SET actor = 'somebody-else' WHERE (chain, position) ="
                + " (SELECT chain, max(position) FROM " + partition + " GROUP BY chain LIMIT 1)");
        assertThat(retention.removeOldest().block()).isZero();
        change("UPDATE " + partition + " SET actor = 'test' WHERE actor = 'somebody-else'");
        assertThat(retention.removeOldest().block()).isOne();

        assertThat(database.number("SELECT count(*) FROM pg_class WHERE relname = ?", partition))
                .isZero();
        assertThat(database.number("SELECT count(*) FROM audit_stub WHERE partition = ?", partition))
                .isOne();
        assertThat(database.number("SELECT count(*) FROM audit_event")).isZero();
        JsonNode report = new AuditedApi(api, database).verify();
        assertThat(report.get("intact").asBoolean()).as(report.toString()).isTrue();
        assertThat(retention.makeAhead().block()).isNotNegative();
    }

    private void record(int count) {
        UUID subject = UUID.randomUUID();
        List<TestEvent> events = IntStream.rangeClosed(1, count)
                .mapToObj(i -> TestEvent.of("sales.customer.beamed-up.v9", subject, i, "{\"n\":" + i + "}"))
                .toList();
        events.forEach(RetentionTest::publish);
        new AuditedApi(api, database).awaitRecorded(events);
        api.as(Role.ADMIN).get("/audit-events?limit=1").expectStatus().isOk();
    }

    private void change(String statement) throws SQLException {
        try (Connection connection = database.connect();
                Statement sql = connection.createStatement()) {
            String partition = statement.split(" ")[1];
            sql.execute("GRANT UPDATE ON " + partition + " TO CURRENT_USER");
            sql.execute("ALTER TABLE " + partition + " DISABLE TRIGGER USER");
            sql.execute(statement);
            sql.execute("ALTER TABLE " + partition + " ENABLE TRIGGER USER");
            sql.execute("REVOKE UPDATE ON " + partition + " FROM CURRENT_USER");
        }
    }

    /** A type without a contract, with data of any kind. */
    private static void publish(TestEvent event) {
        byte[] data = event.data().toString().getBytes(StandardCharsets.UTF_8);
        Topics.publishRaw(event.topic(), event.subject().toString(), data, event.headers());
    }
}
