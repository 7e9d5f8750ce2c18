package dev.erp.auth.token;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Begins new epochs: the access tokens that users have by now are taken back. In the transaction of what changes their rights, so that
 * a token says either the old rights with the old epoch, or the new with the new.
 */
@Component
public class Epochs {

    private final DatabaseClient database;
    private final Outbox outbox;
    private final Clock clock;

    Epochs(DatabaseClient database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** For one user. */
    public Mono<Void> beginNew(UUID user, Origin origin) {
        return raise("id = :id", "id", user, origin);
    }

    /** For everybody who has this role. */
    public Mono<Void> beginNewFor(String role, Origin origin) {
        return raise("id IN (SELECT user_id FROM user_role WHERE role = :role)", "role", role, origin);
    }

    /** @param condition SQL, a constant of this class */
    private Mono<Void> raise(String condition, String parameter, Object value, Origin origin) {
        Instant now = clock.instant();
        return database.sql("UPDATE app_user SET token_epoch = token_epoch + 1 WHERE " + condition
                        + " RETURNING id, token_epoch")
                .bind(parameter, value)
                .map(row -> RevocationEvent.ofOlderTokens(row.get("id", UUID.class), row.get("token_epoch", Long.class))
                        .published(now, origin))
                .all()
                .collectList()
                .flatMap(outbox::append);
    }
}
