package dev.erp.testing;

import dev.erp.chassis.telemetry.Invariant;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * The tables of a service as an earlier version of it left them, in a schema of their own beside the real ones: to be filled, and
 * migrated on.
 */
public final class OldDatabase {

    private final String url;
    private final String user;
    private final String password;
    private final String schema;
    private final JdbcClient client;

    private OldDatabase(Database database, String schema) {
        String address = database.address().jdbcUrl();
        // what is in the real schema, extensions above all, is found there
        this.url = address + (address.contains("?") ? "&" : "?") + "currentSchema=" + schema + ",public";
        this.user = database.address().user();
        this.password = database.address().password();
        this.schema = schema;
        this.client = JdbcClient.create(new SimpleDriverDataSource(new org.postgresql.Driver(), url, user, password));
    }

    /**
     * @param schema a name that no other test uses
     * @param version of the last migration that it has seen
     */
    public static OldDatabase at(Database database, String schema, String version) {
        OldDatabase old = new OldDatabase(database, schema);
        old.migrate(MigrationVersion.fromVersion(version));
        return old;
    }

    public void put(String statements) {
        client.sql(statements).update();
    }

    /** To the present. */
    public void migrate() {
        migrate(MigrationVersion.LATEST);
    }

    public List<Map<String, Object>> rows(String query) {
        return client.sql(query).query().listOfRows();
    }

    /** What does not hold of what is there, by the names of the rules. */
    public List<String> violations(List<Invariant> invariants) {
        return invariants.stream()
                .flatMap(rule -> client.sql(rule.violations()).query(String.class).list().stream()
                        .map(violation -> rule.name() + ": " + violation))
                .toList();
    }

    private void migrate(MigrationVersion target) {
        Flyway.configure()
                .dataSource(url, user, password)
                .schemas(schema)
                .locations("classpath:db/chassis", "classpath:db/migration")
                .outOfOrder(true)
                .target(target)
                .load()
                .migrate();
    }
}
