package dev.erp.audit.trail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** Has one chain checked from its beginning to its head, a page at a time, so that no statement takes long. Blocks. */
final class ChainReader {

    private final Connection connection;
    private final String table;
    private final int chain;
    private final int pageSize;

    /** @param table the trail, or one partition of it */
    ChainReader(Connection connection, String table, int chain, int pageSize) {
        this.connection = connection;
        this.table = table;
        this.chain = chain;
        this.pageSize = pageSize;
    }

    /** Up to this position: what is appended meanwhile is for the next time. */
    void check(ChainCheck check, long upTo) throws SQLException {
        CopiedRecord copied = new CopiedRecord();
        checkWhatIsBefore(check, copied);
        while (check.fault() == null && check.next() <= upTo) {
            long before = check.next() - 1;
            long end = Math.min(upTo, before + pageSize);
            TrailConnections.copy(connection, table, chain, before, end, row -> {
                if (copied.read(row)) {
                    check.accept(copied);
                }
                return check.fault() == null;
            });
            if (check.fault() == null && check.next() <= end) {
                skipGap(check, copied, end, upTo);
            }
        }
        whereItBelongs(check);
    }

    /** What stands before the first position is not in any page. */
    private void checkWhatIsBefore(ChainCheck check, CopiedRecord copied) throws SQLException {
        TrailConnections.copy(connection, table, chain, -Long.MAX_VALUE, check.next() - 1, row -> {
            if (copied.read(row)) {
                check.accept(copied);
            }
            return check.fault() == null;
        });
    }

    /** Records are missing at the end of a page: the next one that is there says up to where; if there is none, the head does. */
    private void skipGap(ChainCheck check, CopiedRecord copied, long end, long upTo) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT min(position) FROM " + table + " WHERE chain = ? AND position > ? AND position <= ?")) {
            query.setInt(1, chain);
            query.setLong(2, end);
            query.setLong(3, upTo);
            try (ResultSet found = query.executeQuery()) {
                found.next();
                long position = found.getLong(1);
                if (found.wasNull()) {
                    check.nothingUpTo(upTo);
                    return;
                }
                TrailConnections.copy(connection, table, chain, position - 1, position, row -> {
                    if (copied.read(row)) {
                        check.accept(copied);
                    }
                    return check.fault() == null;
                });
            }
        }
    }

    /** Tells a swapped or added record from an altered one: is there a record elsewhere that follows from the one before? */
    private void whereItBelongs(ChainCheck check) throws SQLException {
        if (check.fault() == null || check.fault().kind() != ChainCheck.Kind.ALTERED) {
            return;
        }
        long fault = check.fault().position();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT position, hash, (SELECT min(previous_hash) FROM "
                        + table + " WHERE chain = ? AND position = ?) AS claimed FROM " + table
                        + " WHERE chain = ? AND position > ? AND previous_hash = ? ORDER BY position LIMIT 1")) {
            query.setInt(1, chain);
            query.setLong(2, fault);
            query.setInt(3, chain);
            query.setLong(4, fault);
            query.setBytes(5, check.previousHash());
            try (ResultSet found = query.executeQuery()) {
                if (found.next()) {
                    long at = found.getLong(1);
                    // two neighbours that changed places look like this too, but then this one follows from the other
                    boolean added = at == fault + 1 && !Arrays.equals(found.getBytes(2), found.getBytes(3));
                    check.belongsAt(at, added);
                }
            }
        }
    }
}
