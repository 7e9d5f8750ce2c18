package dev.erp.chassis.security;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.CachingJWKSetSource.RefreshCompletedEvent;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.URL;
import java.time.Duration;
import java.util.List;

/**
 * The public keys of auth-service. Fetched when first needed and again when a token names a key that is not known, but only a
 * few times a second, however many tokens name unknown keys. A key that was removed there is refused here after five minutes.
 */
final class VerificationKeys implements JWKSource<SecurityContext> {

    private static final Duration KEYS_LIVE = Duration.ofMinutes(5);
    private static final Duration FETCH_INTERVAL = Duration.ofSeconds(1);
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final int MAX_BYTES = 64 * 1024;

    private final JWKSource<SecurityContext> source;
    private volatile Long fetchedAtNanos;

    VerificationKeys(URL url) {
        this.source = JWKSourceBuilder.create(
                        url, new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_BYTES))
                .cache(KEYS_LIVE.toMillis(), 5_000, event -> {
                    if (event instanceof RefreshCompletedEvent) {
                        fetchedAtNanos = System.nanoTime();
                    }
                })
                .refreshAheadCache(false)
                .rateLimited(FETCH_INTERVAL.toMillis())
                .retrying(true)
                .build();
    }

    /** @throws KeySourceException when auth-service cannot be asked, so that nobody can say whether the token is right */
    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) throws KeySourceException {
        try {
            return source.get(selector, context);
        } catch (RateLimitReachedException e) {
            // the keys that are known are a moment old, and this one is not among them
            if (fetchedAtNanos != null && System.nanoTime() - fetchedAtNanos < KEYS_LIVE.toNanos()) {
                return List.of();
            }
            throw e;
        }
    }
}
