package dev.erp.audit.trail;

import dev.erp.chassis.persistence.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Makes months ahead, and removes those that are too old: each as a whole, after it was verified, and not without a signed stub. */
@Component
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int MONTHS_AHEAD = 3;
    private static final String MONTH = "audit_event_%04d_%02d";

    private final DatabaseClient database;
    private final Transactions transactions;
    private final TrailConnections connections;
    private final SealingKeys keys;
    private final Clock clock;
    private final int keepMonths;
    private final int pageSize;

    /** @param keepMonths whole months before the current one that are kept; 0: all */
    Retention(
            DatabaseClient database,
            Transactions transactions,
            TrailConnections connections,
            SealingKeys keys,
            Clock clock,
            @Value("${erp.audit.keep-months}") int keepMonths,
            @Value("${erp.audit.verify-page-size}") int pageSize) {
        this.database = database;
        this.transactions = transactions;
        this.connections = connections;
        this.keys = keys;
        this.clock = clock;
        this.keepMonths = keepMonths;
        this.pageSize = pageSize;
    }

    /** The partitions of this month and the next ones. @return how many were made */
    Mono<Long> makeAhead() {
        YearMonth now = YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
        return transactions.run(database.sql("""
                        SELECT count(*) FILTER (WHERE audit_partition(month::date)) AS made
                          FROM generate_series(:first::date, :last::date, interval '1 month') AS month
                        """)
                .bind("first", now.atDay(1))
                .bind("last", now.plusMonths(MONTHS_AHEAD).atDay(1))
                .map(row -> row.get("made", Long.class))
                .one());
    }

    /** Removes the oldest month, if it is too old. @return 1, or 0 if there is none */
    Mono<Long> removeOldest() {
        if (keepMonths == 0) {
            return Mono.just(0L);
        }
        YearMonth kept =
                YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)).minusMonths(keepMonths);
        String oldestKept = MONTH.formatted(kept.getYear(), kept.getMonthValue());
        return keys.current()
                .publishOn(Schedulers.boundedElastic())
                .flatMap(key -> Mono.fromCallable(() -> removeBefore(oldestKept, key)));
    }

    private Long removeBefore(String oldestKept, SealingKey key) throws SQLException {
        try (Connection connection = connections.openForChange()) {
            connection.setAutoCommit(false);
            String oldest = oldest(connection, oldestKept);
            if (oldest == null) {
                return 0L;
            }
            Seals seals = Seals.within(connection);
            List<Stub.Range> ranges = new ArrayList<>();
            for (int chain : chains(connection, oldest)) {
                Stub.Range range = verified(connection, oldest, chain, seals);
                if (range == null) {
                    LOG.error(
                            "{} is not removed: its chain {} is not what was written; see GET /audit-events/verify",
                            oldest,
                            chain);
                    connection.rollback();
                    return 0L;
                }
                ranges.add(range);
            }
            if (seals.report().firstFault() != null) {
                LOG.error("{} is not removed: the checkpoints are not what was signed", oldest);
                connection.rollback();
                return 0L;
            }
            leaveStub(connection, oldest, ranges, key);
            try (Statement drop = connection.createStatement()) {
                drop.execute("DROP TABLE " + oldest);
            }
            connection.commit();
            LOG.info("Removed {}; a signed stub says where its chains began and ended", oldest);
            return 1L;
        }
    }

    private Stub.Range verified(Connection connection, String table, int chain, Seals seals) throws SQLException {
        Seals.Start start = seals.startOf(chain);
        ChainCheck check = new ChainCheck(start.position(), start.hash(), seals.marksOf(chain));
        long last = lastOf(connection, table, chain);
        new ChainReader(connection, table, chain, pageSize).check(check, last);
        return check.fault() != null || check.next() != last + 1
                ? null
                : new Stub.Range(chain, start.position() + 1, last, start.hash(), check.previousHash());
    }

    private void leaveStub(Connection connection, String partition, List<Stub.Range> ranges, SealingKey key)
            throws SQLException {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Stub stub = new Stub(numberOfNext(connection), partition, now, key.kid(), ranges);
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO audit_stub (number, partition, removed_at, kid, content, signature) VALUES (?, ?, ?, ?, ?, ?)
                """)) {
            insert.setLong(1, stub.number());
            insert.setString(2, partition);
            insert.setObject(3, now.atOffset(ZoneOffset.UTC));
            insert.setString(4, key.kid());
            insert.setString(5, stub.content());
            insert.setBytes(6, key.sign(stub.content()));
            insert.executeUpdate();
        }
    }

    /** The names sort like the months. */
    private static String oldest(Connection connection, String before) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT min(child.relname)
                  FROM pg_inherits JOIN pg_class AS child ON child.oid = inhrelid
                 WHERE inhparent = 'audit_event'::regclass AND child.relname ~ '^audit_event_[0-9]{4}_[0-9]{2}$'
                   AND child.relname < ?
                """)) {
            query.setString(1, before);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private static List<Integer> chains(Connection connection, String table) throws SQLException {
        List<Integer> chains = new ArrayList<>();
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("SELECT DISTINCT chain FROM " + table + " ORDER BY chain")) {
            while (row.next()) {
                chains.add(row.getInt(1));
            }
        }
        return chains;
    }

    private static long lastOf(Connection connection, String table, int chain) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("SELECT max(position) FROM " + table + " WHERE chain = " + chain)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long numberOfNext(Connection connection) throws SQLException {
        try (Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("SELECT coalesce(max(number), 0) + 1 FROM audit_stub")) {
            row.next();
            return row.getLong(1);
        }
    }
}
