package dev.erp.gateway.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.erp.chassis.web.Problem;
import dev.erp.gateway.door.GatewayProperties.Quota;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/**
 * How often each of many may ask: a token bucket for each of them, in Redis when several gateways share it, else in memory. Every
 * answer says what is left (draft-ietf-httpapi-ratelimit-headers).
 */
final class Limit {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final String name;
    private final String whose;
    private final Quota quota;
    private final String policy;
    private final BucketConfiguration bucket;
    private final Cache<String, Bucket> inMemory;
    private final SharedBuckets shared;
    private final String sharedKeys;

    /**
     * @param name in the headers: lower snake case
     * @param whose in the text of a refusal: per …
     * @param shared null for a gateway that is alone
     */
    Limit(String name, String whose, Quota quota, long maxBuckets, SharedBuckets shared) {
        this.name = name;
        this.whose = whose;
        this.quota = quota;
        this.shared = shared;
        this.policy = "\"" + name + "\";q=" + quota.requests() + ";w="
                + Math.max(1, quota.per().toSeconds());
        // with the quota in it: gateways that are being given another one do not disturb each other
        this.sharedKeys = "erp:rate-limit:" + name + ":" + quota.requests() + "/" + quota.per() + ":";
        long capacity = Math.max(1, quota.requests());
        this.bucket = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, quota.per()))
                .build();
        // a bucket that was not used for its whole period is full: forgetting it changes nothing
        this.inMemory = Caffeine.newBuilder()
                .maximumSize(maxBuckets)
                .expireAfterAccess(quota.per().plus(Duration.ofSeconds(1)))
                .build();
    }

    /** Goes on, if this one may ask; else fails with 429. In memory it does so at once, and on this thread. */
    <T> Mono<T> admit(String key, HttpHeaders answer, Supplier<Mono<T>> next) {
        if (quota.requests() == 0) {
            return next.get();
        }
        if (shared == null) {
            return decide(countInMemory(key), answer, next);
        }
        return shared.count(sharedKeys + key, bucket)
                .switchIfEmpty(Mono.fromSupplier(() -> countInMemory(key)))
                .flatMap(counted -> decide(counted, answer, next));
    }

    private ConsumptionProbe countInMemory(String key) {
        return inMemory.get(key, this::newBucket).tryConsumeAndReturnRemaining(1);
    }

    private Bucket newBucket(String key) {
        return Bucket.builder().addLimit(bucket.getBandwidths()[0]).build();
    }

    private <T> Mono<T> decide(ConsumptionProbe counted, HttpHeaders answer, Supplier<Mono<T>> next) {
        answer.set("RateLimit-Policy", policy);
        answer.set(
                "RateLimit",
                "\"" + name + "\";r=" + counted.getRemainingTokens() + ";t="
                        + seconds(counted.getNanosToWaitForReset()));
        return counted.isConsumed() ? next.get() : Mono.error(tooMany(seconds(counted.getNanosToWaitForRefill())));
    }

    private Problem tooMany(long retryAfterSeconds) {
        return new Problem(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "rate_limited",
                        "At most " + quota.requests() + " requests in "
                                + quota.per().toSeconds() + " s are answered per " + whose + ".")
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, retryAfterSeconds)));
    }

    private static long seconds(long nanos) {
        return (nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND;
    }
}
