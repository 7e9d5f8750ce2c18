package dev.erp.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** Brings the databases into a state from which every measurement can start: nothing under way, nothing left to clean up. */
final class Quiet {
    private static final long LIMIT_NANOS = TimeUnit.MINUTES.toNanos(5);

    private Quiet() {}

    /** Waits until no event is on its way, then vacuums and writes a checkpoint. */
    static void settle(RunningSystem system) {
        try {
            awaitNoEvents(system);
            for (String database : system.databases()) {
                try (Connection connection = system.connect(database);
                        var statement = connection.createStatement()) {
                    statement.execute("VACUUM ANALYZE");
                }
            }
            checkpoint(system);
        } catch (SQLException e) {
            throw new BenchException("The databases cannot be brought to rest: " + e.getMessage(), e);
        }
    }

    /** Afterwards each page's first change is written to WAL in full, once; every window starts under the same conditions. */
    static void checkpoint(RunningSystem system) throws SQLException {
        try (Connection connection = system.connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CHECKPOINT");
        }
    }

    /** The audit trail hears every event, so when every outbox is empty and the trail has stopped growing, all are handled. */
    private static void awaitNoEvents(RunningSystem system) throws SQLException {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        long before = -1;
        for (int calm = 0; calm < 3; ) {
            long waiting = 0;
            for (String database : system.databases()) {
                waiting += number(system, database, "SELECT count(*) FROM outbox");
            }
            long trail = number(system, "audit", "SELECT coalesce(sum(position), 0)::bigint FROM audit_chain");
            calm = waiting == 0 && trail == before ? calm + 1 : 0;
            before = trail;
            if (System.nanoTime() - deadline > 0) {
                throw new BenchException("Events are still under way after 5 minutes.");
            }
            RunningSystem.sleep(500);
        }
    }

    private static long number(RunningSystem system, String database, String query) throws SQLException {
        try (Connection connection = system.connect(database);
                var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
