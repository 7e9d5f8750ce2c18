package dev.erp.auth.session;

import static dev.erp.chassis.persistence.Columns.utc;

import dev.erp.auth.token.Account;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sessions and the hashes of their refresh tokens, as rows. */
@Component
class SessionTable {

    static final String SELECT = """
            SELECT id, user_id, version, address, device, created_at, last_used_at, expires_at, ended_at
              FROM session
            """;

    private final DatabaseClient database;

    SessionTable(DatabaseClient database) {
        this.database = database;
    }

    /** A refresh token's session, locked. @param usedAt when the token was used, or null */
    record Found(Session session, Instant usedAt) {}

    /** A session that was ended just now. */
    record Ended(UUID id, UUID userId, long version) {}

    /** Locks the user's row. Empty when the user is not active any more, or has another password by now. */
    Mono<UUID> noteLogin(Account verified, String newHash, Instant now) {
        return database.sql("""
                        UPDATE app_user
                           SET last_login_at = :now, password_hash = coalesce(:newHash, password_hash)
                         WHERE id = :id AND status = 'active' AND password_hash = :verifiedHash
                        RETURNING id
                        """)
                .bind("id", verified.id())
                .bind("now", utc(now))
                .bind("newHash", Parameters.in(R2dbcType.VARCHAR, newHash))
                .bind("verifiedHash", verified.passwordHash())
                .map(row -> row.get("id", UUID.class))
                .one();
    }

    Mono<Void> insert(Session session, byte[] tokenHash) {
        return database.sql("""
                        WITH begun AS (
                            INSERT INTO session (id, user_id, version, address, device, created_at, last_used_at, expires_at)
                            VALUES (:id, :user, :version, :address, :device, :now, :now, :expiresAt)
                        )
                        INSERT INTO refresh_token (hash, session_id, issued_at) VALUES (:hash, :id, :now)
                        """)
                .bind("id", session.id())
                .bind("user", session.userId())
                .bind("version", session.version())
                .bind("address", Parameters.in(R2dbcType.VARCHAR, session.address()))
                .bind("device", Parameters.in(R2dbcType.VARCHAR, session.device()))
                .bind("now", utc(session.createdAt()))
                .bind("expiresAt", utc(session.expiresAt()))
                .bind("hash", tokenHash)
                .then();
    }

    /** Both rows are locked: of many refreshes with one token the second sees what the first has done. */
    Mono<Found> lock(byte[] tokenHash) {
        return database.sql("""
                        SELECT s.id, s.user_id, s.version, s.address, s.device, s.created_at, s.last_used_at, s.expires_at,
                               s.ended_at, t.used_at
                          FROM refresh_token t
                          JOIN session s ON s.id = t.session_id
                         WHERE t.hash = :hash
                           FOR UPDATE
                        """)
                .bind("hash", tokenHash)
                .map(row -> new Found(session(row), instant(row, "used_at")))
                .one();
    }

    Mono<Void> rotate(UUID session, byte[] used, byte[] next, Visitor visitor, Instant now) {
        return database.sql("""
                        WITH used AS (
                            UPDATE refresh_token SET used_at = :now WHERE hash = :used
                        ), seen AS (
                            UPDATE session SET last_used_at = :now, address = :address, device = :device WHERE id = :id
                        )
                        INSERT INTO refresh_token (hash, session_id, issued_at) VALUES (:next, :id, :now)
                        """)
                .bind("id", session)
                .bind("used", used)
                .bind("next", next)
                .bind("address", Parameters.in(R2dbcType.VARCHAR, visitor.address()))
                .bind("device", Parameters.in(R2dbcType.VARCHAR, visitor.device()))
                .bind("now", utc(now))
                .then();
    }

    /** The version goes up by one, for an event. */
    Mono<Void> countUp(UUID session) {
        return database.sql("UPDATE session SET version = version + 1 WHERE id = :id")
                .bind("id", session)
                .then();
    }

    /** Empty when it has ended before. */
    Mono<Ended> end(UUID session, EndReason reason, Instant now) {
        return database.sql("""
                        UPDATE session SET ended_at = :now, end_reason = :reason, version = version + 1
                         WHERE id = :id AND ended_at IS NULL
                        RETURNING id, user_id, version
                        """)
                .bind("id", session)
                .bind("reason", reason.code())
                .bind("now", utc(now))
                .map(SessionTable::ended)
                .one();
    }

    Flux<Ended> endAll(UUID user, UUID except, EndReason reason, Instant now) {
        return database.sql("""
                        UPDATE session SET ended_at = :now, end_reason = :reason, version = version + 1
                         WHERE user_id = :user AND ended_at IS NULL AND id IS DISTINCT FROM :except
                        RETURNING id, user_id, version
                        """)
                .bind("user", user)
                .bind("except", except == null ? Parameters.in(UUID.class) : Parameters.in(except))
                .bind("reason", reason.code())
                .bind("now", utc(now))
                .map(SessionTable::ended)
                .all();
    }

    /** Deletes what is over since then, with its tokens. */
    Mono<Long> forget(Instant overSince) {
        return database.sql("DELETE FROM session WHERE least(expires_at, ended_at) < :since")
                .bind("since", utc(overSince))
                .fetch()
                .rowsUpdated();
    }

    static Session session(Readable row) {
        return new Session(
                row.get("id", UUID.class),
                row.get("user_id", UUID.class),
                row.get("version", Long.class),
                row.get("address", String.class),
                row.get("device", String.class),
                instant(row, "created_at"),
                instant(row, "last_used_at"),
                instant(row, "expires_at"),
                instant(row, "ended_at"));
    }

    private static Ended ended(Readable row) {
        return new Ended(row.get("id", UUID.class), row.get("user_id", UUID.class), row.get("version", Long.class));
    }

    private static Instant instant(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
