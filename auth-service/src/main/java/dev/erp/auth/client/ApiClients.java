package dev.erp.auth.client;

import dev.erp.auth.token.Secret;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** API clients and the hashes of their secrets, as rows. */
@Component
class ApiClients {

    private static final String SELECT = """
            SELECT id, name, status, scopes, expires_at, version, created_at, last_used_at
              FROM api_client
            """;

    private final DatabaseClient database;

    ApiClients(DatabaseClient database) {
        this.database = database;
    }

    /** A client that gave a secret that is good, and the epoch of its tokens. */
    record Known(ApiClient client, long epoch) {}

    /** @throws Problem 404 */
    Mono<ApiClient> byId(UUID id) {
        return one(SELECT + " WHERE id = :id", id);
    }

    /** With its row locked until the end of the caller's transaction. @throws Problem 404 */
    Mono<ApiClient> lock(UUID id) {
        return one(SELECT + " WHERE id = :id FOR UPDATE", id);
    }

    Mono<Page<ApiClient>> page(String text, PageRequest request) {
        return ListQuery.select(SELECT)
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("name", "name", String.class)
                .search("name ILIKE :q", text)
                .page(database, request, ApiClients::client);
    }

    /** Empty when the name is taken. */
    Mono<ApiClient> insert(ApiClient client) {
        return database.sql("""
                        INSERT INTO api_client (id, name, status, scopes, expires_at, version, token_epoch, created_at)
                        VALUES (:id, :name, :status, :scopes, :expiresAt, :version, 0, :now)
                        ON CONFLICT (name) DO NOTHING
                        """)
                .bind("id", client.id())
                .bind("name", client.name())
                .bind("status", client.status())
                .bind("scopes", client.scopes().toArray(String[]::new))
                .bind("expiresAt", time(client.expiresAt()))
                .bind("version", client.version())
                .bind("now", client.createdAt().atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 1 ? Mono.just(client) : Mono.empty());
    }

    /** Keeps what changed, and begins a new epoch of its tokens. @return the epoch; empty when the name is taken */
    Mono<Long> update(ApiClient client) {
        return database.sql("""
                        UPDATE api_client
                           SET name = :name, status = :status, scopes = :scopes, expires_at = :expiresAt, version = :version,
                               token_epoch = token_epoch + 1
                         WHERE id = :id AND NOT EXISTS (SELECT FROM api_client WHERE name = :name AND id <> :id)
                        RETURNING token_epoch
                        """)
                .bind("id", client.id())
                .bind("name", client.name())
                .bind("status", client.status())
                .bind("scopes", client.scopes().toArray(String[]::new))
                .bind("expiresAt", time(client.expiresAt()))
                .bind("version", client.version())
                .map(row -> row.get("token_epoch", Long.class))
                .one();
    }

    /** The secrets from before stop being good then; a new one is added. */
    Mono<Void> addSecret(UUID client, String secret, Instant now, Instant oldValidUntil) {
        return database.sql("""
                        WITH ending AS (
                            UPDATE api_client_secret SET valid_until = least(valid_until, :oldValidUntil)
                             WHERE client_id = :client
                        )
                        INSERT INTO api_client_secret (hash, client_id, created_at) VALUES (:hash, :client, :now)
                        """)
                .bind("client", client)
                .bind("hash", Secret.hash(secret))
                .bind("oldValidUntil", oldValidUntil.atOffset(ZoneOffset.UTC))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .then();
    }

    Mono<Void> countUp(UUID client, long version) {
        return database.sql("UPDATE api_client SET version = :version WHERE id = :id")
                .bind("id", client)
                .bind("version", version)
                .then();
    }

    Mono<Void> delete(UUID client) {
        return database.sql("DELETE FROM api_client WHERE id = :id")
                .bind("id", client)
                .then();
    }

    /** The client, if the secret is its own and good now, it is active and has not expired; its use is noted. */
    Mono<Known> use(UUID id, String secret, Instant now) {
        return database.sql("""
                        UPDATE api_client SET last_used_at = :now
                         WHERE id = :id AND status = 'active' AND (expires_at IS NULL OR expires_at > :now)
                           AND EXISTS (SELECT FROM api_client_secret
                                        WHERE hash = :hash AND client_id = :id
                                          AND (valid_until IS NULL OR valid_until > :now))
                        RETURNING id, name, status, scopes, expires_at, version, created_at, last_used_at, token_epoch
                        """)
                .bind("id", id)
                .bind("hash", Secret.hash(secret))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .map(row -> new Known(client(row), row.get("token_epoch", Long.class)))
                .one();
    }

    private Mono<ApiClient> one(String select, UUID id) {
        return database.sql(select)
                .bind("id", id)
                .map(ApiClients::client)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("API client", id)));
    }

    private static ApiClient client(Readable row) {
        return new ApiClient(
                row.get("id", UUID.class),
                row.get("name", String.class),
                row.get("status", String.class),
                List.of(row.get("scopes", String[].class)),
                instant(row, "expires_at"),
                row.get("version", Long.class),
                instant(row, "created_at"),
                instant(row, "last_used_at"));
    }

    private static io.r2dbc.spi.Parameter time(Instant timeOrNull) {
        return Parameters.in(
                R2dbcType.TIMESTAMP_WITH_TIME_ZONE, timeOrNull == null ? null : timeOrNull.atOffset(ZoneOffset.UTC));
    }

    private static Instant instant(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
