package dev.erp.hr.account;

import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Which user accounts there are, as auth-service tells: an employee is linked to one of them. Nothing but their ids is kept. In the
 * caller's transaction.
 */
@Component
public class Accounts {

    private final DatabaseClient database;

    Accounts(DatabaseClient database) {
        this.database = database;
    }

    /**
     * @param id of the account that somebody shall be linked to, or null
     * @throws Problem 422 {@code unknown_account}, also for some milliseconds after it was made
     */
    public Mono<Void> require(UUID id) {
        if (id == null) {
            return Mono.empty();
        }
        return database.sql("SELECT id FROM account WHERE id = :id AND NOT deleted")
                .bind("id", id)
                .fetch()
                .first()
                .switchIfEmpty(Mono.error(() -> Problem.unprocessable(
                        "unknown_account", new FieldError("userId", "unknown_account", "is the id of no user"))))
                .then();
    }

    /**
     * What was heard, in any order and however often: an account that was deleted does not come back.
     *
     * @param deleted by id, sorted
     */
    Mono<Void> heard(Map<UUID, Boolean> deleted) {
        return database.sql("""
                        INSERT INTO account AS known (id, deleted)
                        SELECT * FROM unnest(:ids::uuid[], :deleted::boolean[])
                        ON CONFLICT (id) DO UPDATE SET deleted = true
                         WHERE excluded.deleted AND NOT known.deleted
                        """)
                .bind("ids", deleted.keySet().toArray(UUID[]::new))
                .bind("deleted", deleted.values().toArray(Boolean[]::new))
                .then();
    }
}
