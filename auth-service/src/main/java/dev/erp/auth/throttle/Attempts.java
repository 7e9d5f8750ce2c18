package dev.erp.auth.throttle;

import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.web.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Counts attempts to guess a secret, in the database, so that all instances count together. An attempt is counted before it is made:
 * a hundred at once are a hundred, not one.
 */
@Component
public class Attempts {

    /** Failures that are older than this are forgotten. */
    static final Duration MEMORY = Duration.ofHours(24);

    private final DatabaseClient database;
    private final Outbox outbox;
    private final MeterRegistry meters;
    private final Clock clock;

    Attempts(DatabaseClient database, Outbox outbox, MeterRegistry meters, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Counts one attempt at each limit.
     *
     * @param address where it comes from, or null; for the audit trail
     * @throws Problem 429 with Retry-After when one of them says to wait; the attempt must not be made then
     */
    public Mono<Void> begin(List<Limit> limits, String address) {
        return Flux.fromIterable(limits)
                .concatMap(limit -> count(limit).flatMap(failures -> tell(limit, failures, address)))
                .then();
    }

    /** It was no guess: what was counted for it is taken back, and whose secret it was starts anew. */
    public Mono<Void> succeeded(List<Limit> limits) {
        return Flux.fromIterable(limits)
                .concatMap(limit -> database.sql(limit.backOff() == BackOff.ADDRESS ? """
                                UPDATE attempt SET failures = greatest(failures - 1, 0), wait_until = '-infinity'
                                 WHERE scope = :scope AND key = :key
                                """ : """
                                DELETE FROM attempt WHERE scope = :scope AND key = :key
                                """)
                        .bind("scope", limit.scope())
                        .bind("key", limit.key())
                        .fetch()
                        .rowsUpdated())
                .then();
    }

    private Mono<Integer> count(Limit limit) {
        // without a wait it is -infinity and not the time of this attempt, which one that began earlier would have to
        // wait for
        return database.sql("""
                        INSERT INTO attempt (scope, key, failures, wait_until, last_at)
                        VALUES (:scope, :key, 1, '-infinity', :now)
                        ON CONFLICT (scope, key) DO UPDATE
                           SET failures = CASE WHEN attempt.last_at < :forgotten THEN 1 ELSE attempt.failures + 1 END,
                               wait_until = CASE
                                   WHEN attempt.last_at < :forgotten OR attempt.failures < :free THEN '-infinity'
                                   ELSE :now + make_interval(secs => (:waits::bigint[])[least(attempt.failures + 1, :last)])
                                   END,
                               last_at = :now
                         WHERE attempt.wait_until <= :now
                        RETURNING failures
                        """)
                .bind("free", limit.backOff().free())
                .bind("scope", limit.scope())
                .bind("key", limit.key())
                .bind("now", now())
                .bind("forgotten", clock.instant().minus(MEMORY).atOffset(ZoneOffset.UTC))
                .bind("waits", limit.backOff().seconds())
                .bind("last", limit.backOff().seconds().length)
                .map(row -> row.get("failures", Integer.class))
                .one()
                .switchIfEmpty(Mono.defer(() -> refuse(limit)));
    }

    private Mono<Integer> refuse(Limit limit) {
        return database.sql("SELECT wait_until FROM attempt WHERE scope = :scope AND key = :key")
                .bind("scope", limit.scope())
                .bind("key", limit.key())
                .map(row -> row.get("wait_until", OffsetDateTime.class).toInstant())
                .one()
                .defaultIfEmpty(clock.instant())
                .flatMap(until -> {
                    meters.counter("erp.auth.throttled", "scope", limit.scope()).increment();
                    return Mono.error(tooMany(clock.instant(), until));
                });
    }

    private static Problem tooMany(Instant now, Instant until) {
        long seconds = Math.max(1, Duration.between(now, until).plusMillis(999).toSeconds());
        return new Problem(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "too_many_attempts",
                        "Too many attempts have failed. Try again in " + seconds + " seconds.")
                .header("Retry-After", Long.toString(seconds));
    }

    /** Once per row of failures: when the first wait begins. */
    private Mono<Void> tell(Limit limit, int failures, String address) {
        return failures == limit.backOff().free() + 1
                ? outbox.append(List.of(new Throttled(limit.scope(), failures, address).published(clock.instant())))
                : Mono.empty();
    }

    /** Forgets what nobody asks for any more. */
    Mono<Long> forgetOld() {
        return database.sql("DELETE FROM attempt WHERE last_at < :forgotten")
                .bind("forgotten", clock.instant().minus(MEMORY).atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
