package dev.erp.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A trail from before there were months. */
@ServiceTest
class MigrationTest {

    @Autowired
    Database database;

    @Test
    void what_was_recorded_before_becomes_the_first_month_as_it_is() {
        migrateTo("1");
        database.update("INSERT INTO before.audit_chain VALUES (0, 2, sha256('b'), now())");
        database.update("""
                INSERT INTO before.audit_event
                SELECT 0, n, gen_random_uuid(), 't', 'a.b.c.v1', 'c', 'a-b', gen_random_uuid(), 1, now(), now() - n * interval '90 days',
                       'clerk', 'Clerk', gen_random_uuid(), NULL, NULL, '{}', NULL, sha256('a'), sha256('b')
                  FROM generate_series(1, 2) AS n
                """);
        migrateTo("latest");

        assertThat(database.number("SELECT count(*) FROM before.audit_event WHERE layout = 1"))
                .isEqualTo(2);
        assertThat(database.number("SELECT count(DISTINCT tableoid) FROM before.audit_event"))
                .isOne();
        assertThat(database.number("SELECT count(*) FROM before.audit_event_rest"))
                .isZero();
        assertThat(database.number("SELECT count(*) FROM pg_partition_tree('before.audit_event') WHERE isleaf"))
                .isEqualTo(5);
        assertThat(database.number("""
                        SELECT count(*) FROM pg_index
                         WHERE indisprimary AND indrelid IN (SELECT tableoid FROM before.audit_event)
                        """)).isOne();
    }

    private void migrateTo(String version) {
        Flyway.configure()
                .dataSource(
                        database.address().jdbcUrl(),
                        database.address().user(),
                        database.address().password())
                .schemas("before")
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
    }
}
