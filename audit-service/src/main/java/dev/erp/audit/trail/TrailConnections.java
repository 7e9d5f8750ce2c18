package dev.erp.audit.trail;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Predicate;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Plain JDBC connections for reading the whole trail: COPY is several times as fast as any query. They block. */
@Component
final class TrailConnections {

    private final PGSimpleDataSource database = new PGSimpleDataSource();

    TrailConnections(
            @Value("${erp.db.host}") String host,
            @Value("${erp.db.port}") int port,
            @Value("${erp.db.name}") String name,
            @Value("${erp.db.user}") String user,
            @Value("${erp.db.password}") String password) {
        database.setServerNames(new String[] {host});
        database.setPortNumbers(new int[] {port});
        database.setDatabaseName(name);
        database.setUser(user);
        database.setPassword(password);
        database.setApplicationName("audit-verifier");
        database.setConnectTimeout(5);
        database.setSocketTimeout(60);
    }

    /** To read only. */
    Connection open() throws SQLException {
        Connection connection = database.getConnection();
        connection.setReadOnly(true);
        return connection;
    }

    Connection openForChange() throws SQLException {
        return database.getConnection();
    }

    /**
     * Copies a range of a chain, in the order of positions, one row after the other.
     *
     * @param table the trail, or one partition of it
     * @param row is given each row's bytes, and says whether it wants more
     */
    static void copy(Connection connection, String table, int chain, long after, long upTo, Predicate<byte[]> row)
            throws SQLException {
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut("""
                        COPY (SELECT %s FROM %s WHERE chain = %d AND position > %d AND position <= %d ORDER BY position)
                          TO STDOUT (FORMAT binary)
                        """.formatted(
                        CopiedRecord.COLUMNS, table, chain, after, upTo));
        boolean wanted = true;
        // cancelling would end the statement with an error: the rest of a page is read and left
        for (byte[] bytes = copy.readFromCopy(); bytes != null; bytes = copy.readFromCopy()) {
            wanted = wanted && row.test(bytes);
        }
    }
}
