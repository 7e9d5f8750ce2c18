package dev.erp.auth.key;

import static dev.erp.chassis.persistence.Columns.utc;

import com.nimbusds.jose.jwk.RSAKey;
import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.web.Problem;
import io.r2dbc.spi.Readable;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Has keys take turns: publish, sign, retire. A token never meets a verifier that cannot know its key: a key is published before it
 * signs, and until the last token that it signed has expired.
 */
@Component
class KeyRotation {

    private static final Actor SERVICE = Actor.service("auth-service");

    private final DatabaseClient database;
    private final SigningKeys keys;
    private final Transactions transactions;
    private final Outbox outbox;
    private final RotationProperties properties;
    private final Clock clock;

    KeyRotation(
            DatabaseClient database,
            SigningKeys keys,
            Transactions transactions,
            Outbox outbox,
            RotationProperties properties,
            Clock clock) {
        this.database = database;
        this.keys = keys;
        this.transactions = transactions;
        this.outbox = outbox;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * A key as the API shows it, without its private part.
     *
     * @param signsFrom when it begins, or began, to sign
     * @param retiresAt when its tokens are refused from, or null while that is not known
     */
    @Schema(name = "SigningKeyStatus")
    record View(
            @Schema(example = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGCqXs")
            String kid,

            @Schema(example = "signing") String status,
            @Schema(example = "2026-10-05T08:00:00Z") Instant createdAt,
            @Schema(example = "2026-10-05T08:10:00Z") Instant signsFrom,
            @Nullable Instant retiresAt) {}

    Flux<View> list() {
        return database.sql("""
                        SELECT kid, status, created_at, signs_from, retires_at FROM signing_key
                         ORDER BY created_at DESC, kid LIMIT 100
                        """)
                .map(row -> new View(
                        row.get("kid", String.class),
                        row.get("status", String.class),
                        time(row, "created_at"),
                        time(row, "signs_from"),
                        time(row, "retires_at")))
                .all();
    }

    /** Publishes a new key, which signs after {@code erp.auth.keys.publish-ahead}. One that waits for its turn is enough. */
    Mono<Void> rotate(Actor actor) {
        return upcoming()
                .hasElement()
                .filter(waits -> !waits)
                .flatMap(_ -> SigningKeys.generated())
                .flatMap(spare -> locked(Mono.defer(() -> upcoming().hasElement())
                        .flatMap(waits -> waits ? Mono.empty() : publish(spare, actor))));
    }

    private Mono<Void> publish(RSAKey key, Actor actor) {
        return keys.store(key, KeyStatus.PUBLISHED, clock.instant().plus(properties.publishAhead()), actor);
    }

    /**
     * Refuses a key's tokens from now on (everywhere within the five minutes that verifiers cache keys): it is not trusted any more.
     * If it signs, a new one takes its place at once.
     *
     * @throws Problem 404
     */
    Mono<Void> retire(String kid, Actor actor) {
        return statusOf(kid)
                .filter(KeyStatus.SIGNING.code()::equals)
                .flatMap(_ -> SigningKeys.generated())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(spare -> locked(Mono.defer(() -> statusOf(kid))
                        .filter(status -> !status.equals(KeyStatus.RETIRED.code()))
                        .flatMap(status -> move("kid = :kid", "kid", kid, KeyStatus.RETIRED, clock.instant(), actor)
                                .then(Mono.defer(() -> status.equals(KeyStatus.SIGNING.code())
                                        ? Mono.justOrEmpty(spare)
                                                // it has begun to sign since it was looked at
                                                .switchIfEmpty(Mono.defer(SigningKeys::generated))
                                                .flatMap(key ->
                                                        keys.store(key, KeyStatus.SIGNING, clock.instant(), actor))
                                        : Mono.empty())))));
    }

    private Mono<String> statusOf(String kid) {
        return database.sql("SELECT status FROM signing_key WHERE kid = :kid")
                .bind("kid", kid)
                .map(row -> row.get("status", String.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("key", kid)));
    }

    /** Takes the steps that are due. @return 0, for those who count */
    Mono<Long> takeDueSteps() {
        return locked(Mono.defer(() -> {
                    Instant now = clock.instant();
                    return move(
                                    "status = 'published' AND retires_at <= :due",
                                    "due",
                                    utc(now),
                                    KeyStatus.RETIRED,
                                    null,
                                    SERVICE)
                            .then(Mono.defer(() -> upcoming()))
                            .filter(next -> !next.signsFrom.isAfter(now))
                            .flatMap(next -> takeOver(next.id, now));
                }))
                .then(Mono.defer(this::isRotationDue))
                .filter(due -> due)
                .flatMap(_ -> rotate(SERVICE))
                .thenReturn(0L);
    }

    private record Upcoming(UUID id, Instant signsFrom) {}

    private Mono<Upcoming> upcoming() {
        return database.sql("""
                        SELECT id, signs_from FROM signing_key WHERE status = 'published' AND retires_at IS NULL
                         ORDER BY signs_from LIMIT 1
                        """)
                .map(row -> new Upcoming(row.get("id", UUID.class), time(row, "signs_from")))
                .one();
    }

    private Mono<Void> takeOver(UUID next, Instant now) {
        Instant retiresAt = now.plus(properties.retireAfter());
        return move("status = 'signing'", null, null, KeyStatus.PUBLISHED, retiresAt, SERVICE)
                .then(Mono.defer(() -> move("id = :next", "next", next, KeyStatus.SIGNING, null, SERVICE)));
    }

    private Mono<Boolean> isRotationDue() {
        return database.sql("""
                        SELECT EXISTS (SELECT FROM signing_key WHERE status = 'signing' AND signs_from <= :old)
                               AND NOT EXISTS (SELECT FROM signing_key WHERE status = 'published' AND retires_at IS NULL)
                               AS due
                        """)
                .bind("old", utc(clock.instant().minus(properties.rotateEvery()).plus(properties.publishAhead())))
                .map(row -> row.get("due", Boolean.class))
                .one();
    }

    /**
     * Moves the keys of a condition to a status.
     *
     * @param condition SQL, a constant of this class
     * @param parameter of the condition, or null
     */
    private Mono<Void> move(
            String condition, String parameter, Object value, KeyStatus status, Instant retiresAt, Actor actor) {
        Instant now = clock.instant();
        var statement = database.sql("""
                        WITH moving AS (SELECT id, status AS was FROM signing_key WHERE %s FOR UPDATE)
                        UPDATE signing_key
                           SET status = :status, version = version + 1,
                               retires_at = coalesce(:retiresAt::timestamptz, retires_at),
                               signs_from = CASE WHEN :status = 'signing' THEN :now ELSE signs_from END
                          FROM moving
                         WHERE signing_key.id = moving.id
                        RETURNING signing_key.id, kid, version, was
                        """.formatted(condition))
                .bind("status", status.code())
                .bind("now", utc(now));
        statement = retiresAt == null
                ? statement.bindNull("retiresAt", OffsetDateTime.class)
                : statement.bind("retiresAt", utc(retiresAt));
        return (parameter == null ? statement : statement.bind(parameter, value))
                .map(row -> event(row, status, now, actor))
                .all()
                .collectList()
                .flatMap(outbox::append);
    }

    private static NewEvent event(Readable row, KeyStatus status, Instant now, Actor actor) {
        var before = new KeyEvent.Before(row.get("was", String.class));
        return new KeyEvent(row.get("kid", String.class), status.code(), before)
                .published(row.get("id", UUID.class), row.get("version", Long.class), now, actor);
    }

    /** One at a time, of all instances; and this one knows at once what it has changed. */
    private Mono<Void> locked(Mono<Void> work) {
        return transactions
                .run(database.sql("SELECT pg_advisory_xact_lock(hashtextextended('auth.signing_key', 0))::text")
                        .fetch()
                        .first()
                        .then(work))
                .doOnSuccess(_ -> keys.reread());
    }

    private static Instant time(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
