package dev.erp.gateway.door;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.erp.chassis.web.Problem;
import dev.erp.gateway.door.GatewayProperties.Quota;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * How often somebody may ask: token buckets in the memory of this gateway. Every answer says what is left
 * (draft-ietf-httpapi-ratelimit-headers).
 */
final class RateLimits {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int IPV6_NETWORK_BYTES = 8;

    private final Limit user;
    private final Limit anonymous;
    private final Limit login;

    RateLimits(GatewayProperties.RateLimit settings) {
        this.user = new Limit("user", settings.user(), settings.maxBuckets());
        this.anonymous = new Limit("anonymous", settings.anonymous(), settings.maxBuckets());
        this.login = new Limit("login", settings.login(), settings.maxBuckets());
    }

    /** @throws Problem 429 */
    void requireForUser(String userId, HttpHeaders answer) {
        user.require(userId, answer);
    }

    /** @throws Problem 429 */
    void requireForAnonymous(InetAddress address, HttpHeaders answer) {
        anonymous.require(key(address), answer);
    }

    /** @throws Problem 429 */
    void requireForLogin(InetAddress address, HttpHeaders answer) {
        login.require(key(address), answer);
    }

    /** Whoever has one IPv6 address has its whole /64. */
    private static String key(InetAddress address) {
        if (address == null) {
            return "unknown";
        }
        byte[] bytes = address.getAddress();
        return bytes.length <= IPV6_NETWORK_BYTES
                ? address.getHostAddress()
                : HexFormat.of().formatHex(Arrays.copyOf(bytes, IPV6_NETWORK_BYTES));
    }

    private static final class Limit {
        private final String name;
        private final Quota quota;
        private final String policy;
        private final Cache<String, Bucket> buckets;

        Limit(String name, Quota quota, long maxBuckets) {
            this.name = name;
            this.quota = quota;
            this.policy = "\"" + name + "\";q=" + quota.requests() + ";w="
                    + Math.max(1, quota.per().toSeconds());
            // a bucket that was not used for its whole period is full: forgetting it changes nothing
            this.buckets = Caffeine.newBuilder()
                    .maximumSize(maxBuckets)
                    .expireAfterAccess(quota.per().plus(Duration.ofSeconds(1)))
                    .build();
        }

        void require(String key, HttpHeaders answer) {
            if (quota.requests() == 0) {
                return;
            }
            ConsumptionProbe probe = buckets.get(key, this::newBucket).tryConsumeAndReturnRemaining(1);
            answer.set("RateLimit-Policy", policy);
            answer.set(
                    "RateLimit",
                    "\"" + name + "\";r=" + probe.getRemainingTokens() + ";t="
                            + seconds(probe.getNanosToWaitForReset()));
            if (!probe.isConsumed()) {
                throw tooMany(seconds(probe.getNanosToWaitForRefill()));
            }
        }

        private Bucket newBucket(String key) {
            return Bucket.builder()
                    .addLimit(limit -> limit.capacity(quota.requests()).refillGreedy(quota.requests(), quota.per()))
                    .build();
        }

        private Problem tooMany(long retryAfterSeconds) {
            String who = name.equals("user") ? "user" : "address";
            return new Problem(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "rate_limited",
                            "At most " + quota.requests() + " requests in "
                                    + quota.per().toSeconds() + " s are answered per " + who + ".")
                    .header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, retryAfterSeconds)));
        }

        private static long seconds(long nanos) {
            return (nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND;
        }
    }
}
