package dev.erp.chassis.web;

import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs a request that changes something: in one transaction, and at most once per Idempotency-Key, because the answer is committed
 * with the effect. A duplicate that comes while the first is under way waits for its commit and gets the same answer.
 */
public final class Commands {

    /**
     * For a command that is one statement: goes into its WITH as {@code once AS (...)}, and everything else is written only if
     * {@link #UNLESS_REPLAYED} holds. Bind with {@link #bind}; when nothing was written, ask {@link #replay}.
     */
    public static final String ONCE = onceIf("true");

    /** True when the request carries no key, or when its key was new. */
    public static final String UNLESS_REPLAYED = "(:onceKey::text IS NULL OR EXISTS (SELECT FROM once))";

    /**
     * {@link #ONCE} for a statement that may find that it must write nothing at all: the key is taken only if the condition holds.
     *
     * @param condition SQL, a constant of the caller's
     */
    public static String onceIf(String condition) {
        return """
            INSERT INTO idempotency_key (caller, key, input_hash, status, location, etag, body, created_at)
            SELECT :onceCaller, :onceKey, :onceHash, :onceStatus, :onceLocation, :onceEtag, :onceBody, :onceAt
             WHERE :onceKey::text IS NOT NULL AND %s
            ON CONFLICT (caller, key) DO NOTHING
            RETURNING key
            """.formatted(condition);
    }

    private final DatabaseClient database;
    private final Transactions transactions;
    private final Outbox outbox;
    private final JsonMapper json;
    private final Clock clock;
    private final Duration keep;

    Commands(
            DatabaseClient database,
            Transactions transactions,
            Outbox outbox,
            JsonMapper json,
            Clock clock,
            Duration keep) {
        this.database = database;
        this.transactions = transactions;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
        this.keep = keep;
    }

    /**
     * Runs the command in a transaction. A failure rolls everything back, the key included, so that the request can be repeated.
     *
     * @param command what to do; its answer is stored under the key
     */
    public Mono<ResponseEntity<byte[]>> run(Caller caller, Supplier<Mono<Answer>> command) {
        Mono<ResponseEntity<byte[]>> once = caller.idempotencyKey()
                .map(key -> claim(key).flatMap(isNew -> isNew ? first(key, command) : replay(key)))
                .orElseGet(() -> Mono.defer(command).map(answer -> answer.toResponse(bytes(write(answer)), false)));
        return transactions.run(once).doOnSuccess(done -> outbox.wake());
    }

    /** The answer that was stored under the key, as a replay. */
    public Mono<ResponseEntity<byte[]>> replay(IdempotencyKey key) {
        return database.sql("""
                        SELECT input_hash, status, location, etag, body
                          FROM idempotency_key
                         WHERE caller = :caller AND key = :key
                        """)
                .bind("caller", key.caller())
                .bind("key", key.key())
                .map(row -> {
                    key.requireSameInput(row.get("input_hash", byte[].class));
                    Answer answer = new Answer(
                            row.get("status", Integer.class),
                            row.get("location", String.class),
                            row.get("etag", String.class),
                            null);
                    return answer.toResponse(bytes(row.get("body", String.class)), true);
                })
                .one();
    }

    /** The response to a command that was one statement. */
    public ResponseEntity<byte[]> respond(Answer answer) {
        return answer.toResponse(bytes(write(answer)), false);
    }

    /**
     * The response to a command whose outcome the caller may wait for ({@code Prefer: wait=N}, RFC 7240): the present one at once, or
     * what there is when the waiting is over, which then says {@code Preference-Applied}. A replay is the stored answer and waits
     * for nothing.
     *
     * @param done the response to the command; stays the answer when the outcome cannot be read: the command is done
     * @param outcome as {@link Outcomes#await} gives it with the caller's patience
     * @param answer status and location of {@code done} are kept
     */
    public <T> Mono<ResponseEntity<byte[]>> awaited(
            Caller caller, ResponseEntity<byte[]> done, Mono<T> outcome, Function<T, Answer> answer) {
        if (caller.patience().isZero() || done.getHeaders().containsHeader(Answer.REPLAYED)) {
            return Mono.just(done);
        }
        return outcome.map(decided -> respond(answer.apply(decided)))
                .onErrorReturn(done)
                .map(last -> {
                    HttpHeaders headers = new HttpHeaders(last.getHeaders());
                    headers.set(
                            "Preference-Applied", "wait=" + caller.patience().toSeconds());
                    if (done.getHeaders().getFirst(HttpHeaders.LOCATION) != null) {
                        headers.set(HttpHeaders.LOCATION, done.getHeaders().getFirst(HttpHeaders.LOCATION));
                    }
                    return new ResponseEntity<>(last.getBody(), headers, done.getStatusCode());
                });
    }

    /** The answer with its body as JSON, so that it is serialised once for the key's row and for the response. */
    public Answer serialised(Answer answer) {
        return new Answer(answer.status(), answer.location(), answer.etag(), write(answer));
    }

    /** Binds the parameters of {@link #ONCE}. */
    public GenericExecuteSpec bind(GenericExecuteSpec statement, Optional<IdempotencyKey> key, Answer answer) {
        if (key.isEmpty()) {
            return statement
                    .bindNull("onceCaller", String.class)
                    .bindNull("onceKey", String.class)
                    .bindNull("onceHash", byte[].class)
                    .bindNull("onceStatus", Integer.class)
                    .bindNull("onceLocation", String.class)
                    .bindNull("onceEtag", String.class)
                    .bindNull("onceBody", String.class)
                    .bindNull("onceAt", java.time.OffsetDateTime.class);
        }
        GenericExecuteSpec bound = statement
                .bind("onceCaller", key.get().caller())
                .bind("onceKey", key.get().key())
                .bind("onceHash", key.get().inputHash())
                .bind("onceStatus", answer.status())
                .bind("onceAt", clock.instant().atOffset(ZoneOffset.UTC));
        bound = bindText(bound, "onceLocation", answer.location());
        bound = bindText(bound, "onceEtag", answer.etag());
        return bindText(bound, "onceBody", write(answer));
    }

    /** Forgets keys that are older than {@code erp.idempotency.keep}. */
    Mono<Long> forgetOld() {
        return database.sql("DELETE FROM idempotency_key WHERE created_at < :before")
                .bind("before", clock.instant().minus(keep).atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated();
    }

    private Mono<Boolean> claim(IdempotencyKey key) {
        return database.sql("""
                        INSERT INTO idempotency_key (caller, key, input_hash, status, created_at)
                        VALUES (:caller, :key, :hash, 0, :now)
                        ON CONFLICT (caller, key) DO NOTHING
                        """)
                .bind("caller", key.caller())
                .bind("key", key.key())
                .bind("hash", key.inputHash())
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1)
                .onErrorMap(CannotAcquireLockException.class, e -> StandardProblems.idempotencyKeyInProgress());
    }

    private Mono<ResponseEntity<byte[]>> first(IdempotencyKey key, Supplier<Mono<Answer>> command) {
        return Mono.defer(command).single().flatMap(answer -> {
            String body = write(answer);
            GenericExecuteSpec update = database.sql("""
                            UPDATE idempotency_key
                               SET status = :status, location = :location, etag = :etag, body = :body
                             WHERE caller = :caller AND key = :key
                            """)
                    .bind("status", answer.status())
                    .bind("caller", key.caller())
                    .bind("key", key.key());
            update = bindText(update, "location", answer.location());
            update = bindText(update, "etag", answer.etag());
            return bindText(update, "body", body)
                    .fetch()
                    .rowsUpdated()
                    .thenReturn(answer.toResponse(bytes(body), false));
        });
    }

    private String write(Answer answer) {
        if (answer.body() == null) {
            return null;
        }
        return answer.body() instanceof String text ? text : json.writeValueAsString(answer.body());
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private static GenericExecuteSpec bindText(GenericExecuteSpec statement, String name, String value) {
        return value == null ? statement.bindNull(name, String.class) : statement.bind(name, value);
    }
}
