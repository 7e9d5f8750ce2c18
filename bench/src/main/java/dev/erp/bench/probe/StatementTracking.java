package dev.erp.bench.probe;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * pg_stat_statements, switched on only while statements are counted: what is timed must not pay for the counting, and pgbench
 * even less than the rest.
 */
public final class StatementTracking {
    private StatementTracking() {}

    /** Loads it at the server's next start; the settings survive in {@code postgresql.auto.conf}. */
    public static void loadAtNextStart(Connection superuser) throws SQLException {
        execute(superuser, "ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'");
        execute(superuser, "ALTER SYSTEM SET pg_stat_statements.track = 'none'");
    }

    /** After that start: makes it readable in the connection's database. */
    public static void prepare(Connection superuser) throws SQLException {
        execute(superuser, "CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
    }

    /** Counts in all sessions, or in none, from about now on. */
    public static void track(Connection superuser, boolean on) throws SQLException {
        execute(superuser, "ALTER SYSTEM SET pg_stat_statements.track = '%s'".formatted(on ? "top" : "none"));
        execute(superuser, "SELECT pg_reload_conf()");
    }

    static boolean available(Connection superuser) throws SQLException {
        try (var statement = superuser.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_stat_statements')")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private static void execute(Connection superuser, String sql) throws SQLException {
        try (var statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }
}
