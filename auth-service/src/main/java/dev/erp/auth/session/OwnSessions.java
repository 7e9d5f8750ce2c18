package dev.erp.auth.session;

import dev.erp.auth.token.Epochs;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What users can see of their sessions, and end. */
@Component
class OwnSessions {

    /** More are never shown: who has so many ends all. */
    private static final int MAX_SHOWN = 200;

    private final DatabaseClient database;
    private final Sessions sessions;
    private final Epochs epochs;
    private final Transactions transactions;
    private final SessionProperties properties;
    private final Clock clock;

    OwnSessions(
            DatabaseClient database,
            Sessions sessions,
            Epochs epochs,
            Transactions transactions,
            SessionProperties properties,
            Clock clock) {
        this.database = database;
        this.sessions = sessions;
        this.epochs = epochs;
        this.transactions = transactions;
        this.properties = properties;
        this.clock = clock;
    }

    /** @param current whether it is the session of this request's token */
    @Schema(name = "Session")
    record View(
            @Schema(example = "0193f2c4-b174-7096-8cbb-8fcf7d62d009")
            UUID id,

            @Schema(example = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0") @Nullable
            String device,

            @Schema(example = "203.0.113.24") @Nullable String address,
            @Schema(example = "2026-11-02T07:58:31.420177Z") Instant createdAt,
            @Schema(example = "2026-11-02T09:15:04.218313Z") Instant lastUsedAt,
            @Schema(example = "2026-12-02T07:58:31.420177Z") Instant expiresAt,
            @Schema(example = "true") boolean current) {}

    Mono<List<View>> list(UUID user, UUID current) {
        Instant now = clock.instant();
        return database.sql(SessionTable.SELECT + """
                         WHERE user_id = :user AND ended_at IS NULL AND expires_at > :now AND last_used_at > :idleSince
                         ORDER BY last_used_at DESC, id
                         LIMIT :max
                        """)
                .bind("user", user)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("idleSince", now.minus(properties.idle()).atOffset(ZoneOffset.UTC))
                .bind("max", MAX_SHOWN)
                .map(SessionTable::session)
                .all()
                .map(session -> new View(
                        session.id(),
                        session.device(),
                        session.address(),
                        session.createdAt(),
                        session.lastUsedAt(),
                        session.expiresAt(),
                        session.id().equals(current)))
                .collectList();
    }

    /** @throws Problem 404 when it is nobody's or somebody else's */
    Mono<Void> end(UUID session, UUID user, Caller caller) {
        return transactions.run(database.sql("SELECT id FROM session WHERE id = :id AND user_id = :user")
                .bind("id", session)
                .bind("user", user)
                .map(row -> row.get("id", UUID.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("session", session)))
                .flatMap(_ -> sessions.end(session, EndReason.REVOKED, caller.inProcess(session))));
    }

    Mono<Void> endAll(UUID user, Caller caller) {
        return transactions.run(epochs.beginNew(user, caller.inProcess(user))
                .then(Mono.defer(() -> sessions.endAll(user, null, EndReason.LOGGED_OUT, caller.inProcess(user)))));
    }
}
