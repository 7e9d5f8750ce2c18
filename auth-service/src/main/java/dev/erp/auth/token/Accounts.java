package dev.erp.auth.token;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads accounts, each in one round trip. */
@Component
public class Accounts {

    private static final String SELECT = """
            SELECT id, username, display_name, password_hash, status, token_epoch,
                   ARRAY(SELECT role FROM user_role WHERE user_id = id ORDER BY role) AS roles,
                   ARRAY(SELECT DISTINCT permission
                           FROM user_role JOIN role_permission USING (role)
                          WHERE user_id = id
                          ORDER BY permission) AS permissions
              FROM app_user
            """;

    private final DatabaseClient database;

    Accounts(DatabaseClient database) {
        this.database = database;
    }

    /** @param username lower case */
    public Mono<Account> byUsername(String username) {
        return database.sql(SELECT + " WHERE username = :username")
                .bind("username", username)
                .map(Accounts::account)
                .one();
    }

    public Mono<Account> byId(UUID id) {
        return database.sql(SELECT + " WHERE id = :id")
                .bind("id", id)
                .map(Accounts::account)
                .one();
    }

    /** Whether this user has logged in from this address since then; nobody is known at an unknown one. */
    public Mono<Boolean> isKnownAt(String username, String address, Instant since) {
        if (address == null) {
            return Mono.just(false);
        }
        return database.sql("""
                        SELECT EXISTS (SELECT FROM app_user
                                         JOIN session ON user_id = app_user.id
                                        WHERE username = :username AND address = :address AND last_used_at > :since) AS known
                        """)
                .bind("username", username)
                .bind("address", address)
                .bind("since", since.atOffset(ZoneOffset.UTC))
                .map(row -> row.get("known", Boolean.class))
                .one();
    }

    private static Account account(Readable row) {
        return new Account(
                row.get("id", UUID.class),
                row.get("username", String.class),
                row.get("display_name", String.class),
                row.get("password_hash", String.class),
                "active".equals(row.get("status", String.class)),
                row.get("token_epoch", Long.class),
                List.of(row.get("roles", String[].class)),
                List.of(row.get("permissions", String[].class)));
    }
}
