package dev.erp.chassis.outbox;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The outbox as the relay sees it: over one plain JDBC connection of its own, which also holds the advisory lock, so that the lock
 * ends with the connection.
 */
final class OutboxTable {

    /** Advisory lock of the relay; any number that nothing else in the database uses. */
    private static final long LOCK = 0x6572_705f_6f75_7478L;

    private final DataSource dataSource;
    private final int batchSize;

    OutboxTable(DataSource dataSource, int batchSize) {
        this.dataSource = dataSource;
        this.batchSize = batchSize;
    }

    /** A row, in the order it was written. */
    record Row(
            long position,
            UUID id,
            String topic,
            UUID subject,
            String type,
            byte[] payload,
            long sequence,
            Instant time,
            String actor,
            String actorName,
            UUID correlationId,
            UUID causationId,
            String traceparent,
            String reason,
            String requestId,
            String address)
            implements dev.erp.chassis.event.EventHeaders.Values {}

    /** What waits: how many events, and the oldest one's time (null when none waits). */
    record Depth(long events, Instant oldest) {}

    int batchSize() {
        return batchSize;
    }

    Session open() throws SQLException {
        Connection connection = dataSource.getConnection();
        try (var statement = connection.createStatement()) {
            // a deletion lost in a crash only publishes again, and consumers drop that: no need to wait for the disk
            statement.execute("SET synchronous_commit = off");
            statement.execute("SET statement_timeout = '15s'");
            // a plan that was made while the outbox was empty reads all of it, with everything that died since, again
            // and again
            statement.execute("SET enable_seqscan = off");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return new Session(connection);
    }

    Depth depth() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                var statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*), min(occurred_at) FROM outbox")) {
            result.next();
            OffsetDateTime oldest = result.getObject(2, OffsetDateTime.class);
            return new Depth(result.getLong(1), oldest == null ? null : oldest.toInstant());
        }
    }

    /** The relay's connection. */
    final class Session implements AutoCloseable {
        private final Connection connection;
        private final PreparedStatement read;
        private final PreparedStatement delete;

        private Session(Connection connection) throws SQLException {
            this.connection = connection;
            this.read = connection.prepareStatement("""
                SELECT position, id, aggregatetype, aggregateid, type, payload, sequence, occurred_at,
                       actor, actor_name, correlation_id, causation_id, traceparent,
                       reason, request_id, address
                  FROM outbox
                 WHERE aggregateid <> ALL (?)
                 ORDER BY position
                 LIMIT ?
                """);
            this.read.setInt(2, batchSize);
            this.delete = connection.prepareStatement("DELETE FROM outbox WHERE position = ANY (?)");
        }

        boolean tryLead() throws SQLException {
            try (var statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
                result.next();
                return result.getBoolean(1);
            }
        }

        /** The oldest rows, without those of some aggregates. */
        List<Row> read(Set<UUID> without) throws SQLException {
            List<Row> rows = new ArrayList<>();
            read.setArray(1, connection.createArrayOf("uuid", without.toArray()));
            try (ResultSet result = read.executeQuery()) {
                while (result.next()) {
                    rows.add(row(result));
                }
            }
            return rows;
        }

        void delete(List<Long> positions) throws SQLException {
            if (!positions.isEmpty()) {
                delete.setArray(1, connection.createArrayOf("bigint", positions.toArray()));
                delete.executeUpdate();
            }
        }

        private static Row row(ResultSet result) throws SQLException {
            return new Row(
                    result.getLong(1),
                    result.getObject(2, UUID.class),
                    result.getString(3),
                    result.getObject(4, UUID.class),
                    result.getString(5),
                    result.getString(6).getBytes(StandardCharsets.UTF_8),
                    result.getLong(7),
                    result.getObject(8, OffsetDateTime.class).toInstant(),
                    result.getString(9),
                    result.getString(10),
                    result.getObject(11, UUID.class),
                    result.getObject(12, UUID.class),
                    result.getString(13),
                    result.getString(14),
                    result.getString(15),
                    result.getString(16));
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
