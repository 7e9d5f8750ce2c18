package dev.erp.chassis.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource.RefreshCompletedEvent;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

/**
 * The public keys of auth-service. Fetched when first needed, again when they are old, and when a token names a key that is not known,
 * but only once a second, however many tokens name unknown keys. A key that was removed there is refused here when that is heard of.
 */
final class VerificationKeys implements JWKSource<SecurityContext> {

    private static final Logger LOG = LoggerFactory.getLogger(VerificationKeys.class);
    private static final Duration FETCH_INTERVAL = Duration.ofSeconds(1);
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int MAX_BYTES = 64 * 1024;
    private static final JWKSelector ANY = new JWKSelector(new JWKMatcher.Builder().build());

    private record Fetched(Set<String> keyIds, long atNanos) {}

    private final Duration live;
    private final JWKSource<SecurityContext> source;
    private final AtomicLong nextRefreshNanos = new AtomicLong();
    private volatile Fetched fetched;

    /** @param live after this time the keys are fetched again */
    VerificationKeys(URL url, Duration live) {
        this.live = live;
        this.source = JWKSourceBuilder.create(
                        url, new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES))
                .cache(live.toMillis(), 5_000, event -> {
                    if (event instanceof RefreshCompletedEvent<?> completed) {
                        remember(completed.getJWKSet());
                    }
                })
                .refreshAheadCache(false)
                .rateLimited(FETCH_INTERVAL.toMillis())
                .retrying(true)
                .build();
    }

    private void remember(JWKSet keys) {
        long now = System.nanoTime();
        nextRefreshNanos.set(now + live.toNanos());
        fetched = new Fetched(keys.getKeys().stream().map(JWK::getKeyID).collect(Collectors.toUnmodifiableSet()), now);
    }

    /** @throws KeySourceException when auth-service cannot be asked, so that nobody can say whether the token is right */
    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
        try {
            return source.get(selector, context);
        } catch (RateLimitReachedException e) {
            // the keys that are known are a moment old, and this one is not among them
            Fetched last = fetched;
            if (last != null && System.nanoTime() - last.atNanos() < live.toNanos()) {
                return List.of();
            }
            throw e;
        }
    }

    /**
     * Whether the key was among those that auth-service published when it was asked last, for tokens that were verified before. When
     * that is long ago it is asked again in the background: its outage must not stop those who are logged in.
     */
    boolean stillTrusts(String keyId) {
        Fetched last = fetched;
        if (last == null || keyId == null) {
            return false;
        }
        long now = System.nanoTime();
        long due = nextRefreshNanos.get();
        if (now - due >= 0 && nextRefreshNanos.compareAndSet(due, now + FETCH_INTERVAL.toNanos())) {
            Schedulers.boundedElastic().schedule(this::refresh);
        }
        return last.keyIds().contains(keyId);
    }

    private void refresh() {
        try {
            source.get(ANY, null);
        } catch (KeySourceException e) {
            LOG.warn("The signing keys cannot be fetched; those known go on: {}", e.toString());
        }
    }
}
