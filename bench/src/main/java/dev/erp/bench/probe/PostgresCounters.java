package dev.erp.bench.probe;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * PostgreSQL's cumulative statistics at one moment.
 *
 * @param commits by database
 * @param walBytes written since the server's beginning
 * @param walSyncs fsyncs of WAL
 * @param statements by database and query; empty where pg_stat_statements is not loaded or does not track
 */
record PostgresCounters(
        Map<String, Long> commits, long walBytes, long walSyncs, Map<StatementKey, StatementCount> statements) {

    /** A query of one database, as pg_stat_statements tells them apart. */
    record StatementKey(String database, long queryId) {}

    /** @param millis execution time */
    record StatementCount(String query, long calls, double millis) {}

    static PostgresCounters read(Connection superuser) throws SQLException {
        long walBytes;
        long walSyncs;
        try (var statement = superuser.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT (SELECT wal_bytes::bigint FROM pg_stat_wal),
                               (SELECT coalesce(sum(fsyncs), 0)::bigint FROM pg_stat_io WHERE object = 'wal')
                        """)) {
            row.next();
            walBytes = row.getLong(1);
            walSyncs = row.getLong(2);
        }
        return new PostgresCounters(commits(superuser), walBytes, walSyncs, statements(superuser));
    }

    private static Map<String, Long> commits(Connection superuser) throws SQLException {
        Map<String, Long> commits = new TreeMap<>();
        try (var statement = superuser.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT datname, xact_commit FROM pg_stat_database WHERE datname IS NOT NULL
                        """)) {
            while (row.next()) {
                commits.put(row.getString(1), row.getLong(2));
            }
        }
        return commits;
    }

    private static Map<StatementKey, StatementCount> statements(Connection superuser) throws SQLException {
        Map<StatementKey, StatementCount> statements = new HashMap<>();
        if (!StatementTracking.available(superuser)) {
            return statements;
        }
        try (var statement = superuser.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT datname, queryid, min(query), sum(calls)::bigint, sum(total_exec_time)
                          FROM pg_stat_statements JOIN pg_database ON pg_database.oid = dbid
                         GROUP BY datname, queryid
                        """)) {
            while (row.next()) {
                statements.put(
                        new StatementKey(row.getString(1), row.getLong(2)),
                        new StatementCount(row.getString(3), row.getLong(4), row.getDouble(5)));
            }
        }
        return statements;
    }
}
