package dev.erp.auth.user;

import dev.erp.auth.token.Secret;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Password hashes, and the one-time tokens with which a forgotten password is replaced, as rows. */
@Component
class PasswordTable {

    private final DatabaseClient database;

    PasswordTable(DatabaseClient database) {
        this.database = database;
    }

    /** A reset token that is good, with the user that it is for. */
    record Reset(UUID userId, String username) {}

    Mono<Void> keep(UUID user, String hash, long version, Instant now) {
        return database.sql("""
                        UPDATE app_user SET password_hash = :hash, version = :version, updated_at = :now WHERE id = :id
                        """)
                .bind("id", user)
                .bind("hash", hash)
                .bind("version", version)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .then();
    }

    Mono<Void> countUp(UUID user, long version) {
        return database.sql("UPDATE app_user SET version = :version WHERE id = :id")
                .bind("id", user)
                .bind("version", version)
                .then();
    }

    /** A new token takes the place of an older one. */
    Mono<Void> issueReset(UUID user, String token, Instant expiresAt) {
        return database.sql("""
                        INSERT INTO password_reset (user_id, hash, expires_at) VALUES (:user, :hash, :expiresAt)
                        ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, expires_at = excluded.expires_at
                        """)
                .bind("user", user)
                .bind("hash", Secret.hash(token))
                .bind("expiresAt", expiresAt.atOffset(ZoneOffset.UTC))
                .then();
    }

    /** Whose reset this token is for, if it is good now. */
    Mono<Reset> findReset(String token, Instant now) {
        return database.sql("""
                        SELECT user_id, username
                          FROM password_reset
                          JOIN app_user ON id = user_id
                         WHERE hash = :hash AND expires_at > :now
                        """)
                .bind("hash", Secret.hash(token))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map(row -> new Reset(row.get("user_id", UUID.class), row.get("username", String.class)))
                .one();
    }

    /** Takes a token that is good now; empty when somebody was faster. */
    Mono<UUID> takeReset(String token, Instant now) {
        return database.sql("DELETE FROM password_reset WHERE hash = :hash AND expires_at > :now RETURNING user_id")
                .bind("hash", Secret.hash(token))
                .bind("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                .map(row -> row.get("user_id", UUID.class))
                .one();
    }
}
