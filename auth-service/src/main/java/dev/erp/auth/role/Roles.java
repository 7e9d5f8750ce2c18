package dev.erp.auth.role;

import java.util.Collection;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** The roles that a user can have. Their permissions are in the table {@code role_permission}. */
@Component
public class Roles {

    /** May do everything. */
    public static final String ADMIN = "admin";

    private final DatabaseClient database;

    Roles(DatabaseClient database) {
        this.database = database;
    }

    /** Those of the names that are no role, in the order given. */
    public Flux<String> unknown(Collection<String> names) {
        return database.sql("""
                        SELECT name
                          FROM unnest(:names::text[]) WITH ORDINALITY AS asked (name, position)
                         WHERE NOT EXISTS (SELECT FROM role WHERE role.name = asked.name)
                         ORDER BY position
                        """)
                .bind("names", names.toArray(String[]::new))
                .map(row -> row.get("name", String.class))
                .all();
    }
}
