package dev.erp.gateway.door;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.AsyncProxyManager;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The token buckets that several gateways share, in Redis. While Redis does not answer, it is asked once a second, and whoever wants
 * to count does so in memory: for that time each gateway has the whole limit.
 */
final class SharedBuckets implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedBuckets.class);
    private static final Duration TRIAL_INTERVAL = Duration.ofSeconds(1);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    /** A bucket is kept until it is full again, and a little longer: the clocks of gateways differ. */
    private static final Duration KEPT_LONGER = Duration.ofSeconds(10);

    private final ClientResources resources;
    private final RedisClient client;
    private final RedisURI uri;
    private final long timeoutMillis;
    private final Counter inMemory;
    private final AtomicBoolean answers = new AtomicBoolean(true);
    private final AtomicLong nextTrialNanos = new AtomicLong(System.nanoTime());
    private volatile AsyncProxyManager<String> buckets;

    /** @param timeout for one request's count */
    SharedBuckets(String url, Duration timeout, MeterRegistry meters) {
        this.uri = RedisURI.create(url);
        this.timeoutMillis = timeout.toMillis();
        this.resources = ClientResources.builder()
                .reconnectDelay(Delay.constant(TRIAL_INTERVAL))
                .build();
        this.client = RedisClient.create(resources);
        client.setOptions(ClientOptions.builder()
                // what cannot be sent now must not wait for the day when it can
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled(timeout))
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build())
                .build());
        this.inMemory = Counter.builder("erp.gateway.rate.limit.in.memory")
                .description("Requests that were counted in memory, because Redis did not answer")
                .register(meters);
        Gauge.builder("erp.gateway.rate.limit.shared", () -> buckets != null && answers.get() ? 1 : 0)
                .description("1 while the limits are shared by Redis, 0 while each gateway counts alone")
                .register(meters);
        claimTrial();
        // at start there is time to wait for it; without it the gateway starts too
        connect()
                .orTimeout(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(_ -> null)
                .join();
    }

    /** Counts one request; nothing when Redis does not answer in time. Goes on off the threads of the Redis client. */
    Mono<ConsumptionProbe> count(String key, BucketConfiguration bucket) {
        AsyncProxyManager<String> known = reachable();
        if (known == null) {
            inMemory.increment();
            return Mono.empty();
        }
        return Mono.fromFuture(
                        () -> known.builder()
                                .build(key, () -> CompletableFuture.completedFuture(bucket))
                                .tryConsumeAndReturnRemaining(1)
                                .orTimeout(timeoutMillis, TimeUnit.MILLISECONDS),
                        true)
                .doOnNext(_ -> answered())
                .onErrorResume(failure -> {
                    failed(failure);
                    inMemory.increment();
                    return Mono.empty();
                })
                .publishOn(Schedulers.parallel());
    }

    private AsyncProxyManager<String> reachable() {
        AsyncProxyManager<String> known = buckets;
        if (known != null && answers.get()) {
            return known;
        }
        if (!claimTrial()) {
            return null;
        }
        if (known == null) {
            connect();
        }
        return known;
    }

    /** True for one caller a second. */
    private boolean claimTrial() {
        long now = System.nanoTime();
        long next = nextTrialNanos.get();
        return now - next >= 0 && nextTrialNanos.compareAndSet(next, now + TRIAL_INTERVAL.toNanos());
    }

    private CompletableFuture<Void> connect() {
        CompletionStage<StatefulRedisConnection<String, byte[]>> connecting =
                client.connectAsync(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE), uri);
        return connecting
                .handle((connection, failure) -> {
                    if (failure != null) {
                        failed(failure);
                    } else {
                        buckets = Bucket4jLettuce.casBasedBuilder(connection)
                                .expirationAfterWrite(
                                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(KEPT_LONGER))
                                .build()
                                .asAsync();
                        answered();
                    }
                    return (Void) null;
                })
                .toCompletableFuture();
    }

    private void answered() {
        if (answers.compareAndSet(false, true)) {
            LOG.warn("Redis answers again: limits are shared by all gateways");
        }
    }

    private void failed(Throwable failure) {
        if (answers.compareAndSet(true, false)) {
            LOG.warn("Redis does not answer, each gateway counts requests alone: {}", failure.toString());
        }
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, CONNECT_TIMEOUT);
        resources.shutdown();
    }
}
