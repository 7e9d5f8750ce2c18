package dev.erp.bench.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.erp.fabric.LocalPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script against the services' own migrations. */
class LimitTest {
    private static final int CLIENTS = 2;
    private static final int ORDERS_EACH = 10;
    private static final int ORDERS = CLIENTS * ORDERS_EACH;
    private static final SagaBodies BODIES = new SagaBodies(Map.of(
            "placed",
            "{\"p\":1}",
            "reserved",
            "{\"r\":1}",
            "confirmed",
            "{\"c\":1}",
            "drafted",
            "{\"d\":1}",
            "invoiced",
            "{\"i\":1}",
            "answer",
            "{\"a\":\"it's 12:30\"}"));

    @TempDir
    private static Path directory;

    private static LocalPostgres postgres;

    @BeforeAll
    static void startPostgres() {
        postgres = new LocalPostgres(LocalPostgres.Settings.in(directory.resolve("postgres"), "secret")
                        .forTests())
                .start();
    }

    @AfterAll
    static void stopPostgres() {
        postgres.close();
    }

    @Test
    void one_run_of_the_script_writes_the_rows_of_one_order() throws SQLException {
        var program = Pgbench.find();
        assumeTrue(program.isPresent(), "pgbench is not installed");
        try (Connection superuser = postgres.connect("postgres")) {
            ScratchDatabase.create(superuser);
        }
        try (Connection scratch = postgres.connect(ScratchDatabase.NAME)) {
            new ScratchDatabase(Path.of("..")).fill(scratch, 20);
            var server =
                    new Pgbench.Server(postgres.host(), postgres.port(), postgres.superuser(), postgres.password());

            Pgbench.Outcome outcome = new Pgbench(program.get(), server)
                    .start(directory, CLIENTS, List.of("--transactions=" + ORDERS_EACH), 20, BODIES)
                    .await();

            assertThat(outcome.runs()).isEqualTo(ORDERS);
            assertThat(rows(scratch)).containsExactlyInAnyOrderEntriesOf(expectedRows());
            assertThat(number(
                            scratch,
                            "SELECT count(*) FROM sales.sales_order WHERE status = 'invoiced' AND version = 3"))
                    .isEqualTo(ORDERS);
            assertThat(number(scratch, "SELECT sum(reserved) FROM inventory.stock"))
                    .isEqualTo(number(scratch, "SELECT sum(quantity) FROM sales.sales_order_line"))
                    .isEqualTo(number(scratch, "SELECT sum(reserved_change) FROM inventory.stock_movement"))
                    .isEqualTo(number(scratch, "SELECT sum(quantity) FROM finance.invoice_line"));
            assertThat(number(scratch, "SELECT sum(position) FROM audit.audit_chain"))
                    .isEqualTo(5 * ORDERS);
        }
    }

    private static Map<String, Long> expectedRows() {
        Map<String, Long> rows = new TreeMap<>();
        rows.put("sales.sales_order", (long) ORDERS);
        rows.put("sales.sales_order_line", 3L * ORDERS);
        rows.put("sales.sales_order_step", 3L * ORDERS);
        rows.put("sales.idempotency_key", (long) ORDERS);
        rows.put("sales.inbox", 2L * ORDERS);
        rows.put("sales.outbox", 0L);
        rows.put("inventory.inbox", (long) ORDERS);
        rows.put("inventory.reservation", (long) ORDERS);
        rows.put("inventory.reservation_line", 3L * ORDERS);
        rows.put("inventory.stock_movement", 3L * ORDERS);
        rows.put("inventory.outbox", 0L);
        rows.put("finance.inbox", (long) ORDERS);
        rows.put("finance.invoice", (long) ORDERS);
        rows.put("finance.invoice_line", 3L * ORDERS);
        rows.put("finance.outbox", 0L);
        rows.put("audit.inbox", 5L * ORDERS);
        rows.put("audit.audit_event", 5L * ORDERS);
        return rows;
    }

    private static Map<String, Long> rows(Connection scratch) throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        for (String table : expectedRows().keySet()) {
            rows.put(table, number(scratch, "SELECT count(*) FROM " + table));
        }
        return rows;
    }

    private static long number(Connection scratch, String query) throws SQLException {
        try (var statement = scratch.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
