package dev.erp.chassis.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.erp.chassis.event.Actor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Verifies access tokens (RFC 9068): RS256 alone, type {@code at+jwt}, issuer, audience, expiry with {@value #SKEW_SECONDS} s of
 * clock skew. A token that was verified before costs one hash until it expires or its key is gone; whether it was revoked is asked every
 * time, in memory.
 * Verification may fetch keys, so it runs off the event loop.
 */
public final class TokenVerifier implements ReactiveAuthenticationManager {

    static final int SKEW_SECONDS = 30;
    static final int MAX_TOKEN_LENGTH = 8192;
    static final int CACHE_SIZE = 20_000;

    private record Verified(VerifiedToken token, String keyId, Instant expiresAt) {}

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final Cache<String, Verified> cache;
    private final VerificationKeys keys;
    private final Revocations revocations;
    private final Clock clock;

    TokenVerifier(VerificationKeys keys, String issuer, String audience, Revocations revocations, Clock clock) {
        this.keys = keys;
        this.revocations = revocations;
        this.clock = clock;
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
        var claims = new DefaultJWTClaimsVerifier<SecurityContext>(
                audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp", "iat", "jti"));
        claims.setMaxClockSkew(SKEW_SECONDS);
        processor.setJWTClaimsSetVerifier(claims);
        this.cache = Caffeine.newBuilder()
                .maximumSize(CACHE_SIZE)
                .expireAfter(Expiry.<String, Verified>creating(
                        (token, verified) -> Duration.between(clock.instant(), verified.expiresAt())))
                .build();
    }

    /** @return an error of {@link InvalidBearerTokenException} for a wrong token, {@link RevokedTokenException} for a revoked one */
    @Override
    public Mono<Authentication> authenticate(Authentication authentication) {
        String token = ((BearerTokenAuthenticationToken) authentication).getToken();
        if (token.length() > MAX_TOKEN_LENGTH) {
            return Mono.error(new InvalidBearerTokenException("too long"));
        }
        String digest = digest(token);
        Verified known = cache.getIfPresent(digest);
        if (known != null && known.expiresAt().isAfter(clock.instant()) && keys.stillTrusts(known.keyId())) {
            return unlessRevoked(known);
        }
        return Mono.fromCallable(() -> verify(token))
                .subscribeOn(Schedulers.boundedElastic())
                .doOnNext(verified -> cache.put(digest, verified))
                .flatMap(this::unlessRevoked);
    }

    private Mono<Authentication> unlessRevoked(Verified verified) {
        return revocations.refuse(verified.token().getPrincipal())
                ? Mono.error(new RevokedTokenException())
                : Mono.just(verified.token());
    }

    private Verified verify(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWTClaimsSet claims = processor.process(jwt, null);
            List<String> permissions = claims.getStringListClaim("permissions");
            List<String> roles = claims.getStringListClaim("roles");
            String name = claims.getStringClaim("name");
            Long epoch = claims.getLongClaim("epoch");
            String session = claims.getStringClaim("sid");
            Principal principal = new Principal(
                    new Actor(claims.getSubject(), name == null ? claims.getSubject() : name),
                    roles == null ? Set.of() : Set.copyOf(roles),
                    permissions == null ? Set.of() : Set.copyOf(permissions),
                    claims.getJWTID(),
                    claims.getIssueTime().toInstant(),
                    epoch == null ? 0 : epoch,
                    session == null ? null : UUID.fromString(session),
                    claims.getStringClaim("client_id"));
            return new Verified(
                    new VerifiedToken(principal),
                    jwt.getHeader().getKeyID(),
                    claims.getExpirationTime().toInstant());
        } catch (KeySourceException e) {
            throw new dev.erp.chassis.web.Problem(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "keys_unavailable",
                            "The token cannot be checked right now.")
                    .header("Retry-After", "1");
        } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
            throw new InvalidBearerTokenException("not valid", e);
        }
    }

    private static String digest(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
