package dev.erp.testing;

import dev.erp.fabric.Fabric;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** The service's own database, looked at from outside over JDBC. A test class gets it with {@code @Autowired}. */
public final class Database {

    private final Fabric.Database database;
    private final JdbcClient client;

    Database(Fabric.Database database) {
        this.database = database;
        this.client = JdbcClient.create(new SimpleDriverDataSource(
                new org.postgresql.Driver(), database.jdbcUrl(), database.user(), database.password()));
    }

    /** The rows of a query; parameters are {@code ?}. */
    public List<Map<String, Object>> rows(String sql, Object... parameters) {
        return client.sql(sql).params(parameters).query().listOfRows();
    }

    /** The one number that a query returns. */
    public long number(String sql, Object... parameters) {
        return client.sql(sql).params(parameters).query(Long.class).single();
    }

    /** Changes rows behind the service's back; returns how many. */
    public int update(String sql, Object... parameters) {
        return client.sql(sql).params(parameters).update();
    }

    /** A connection of its own, for locks and transactions; the caller closes it. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }

    /** Where it is. */
    public Fabric.Database address() {
        return database;
    }
}
