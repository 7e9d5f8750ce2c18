package dev.erp.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Access tokens as auth-service makes them: RS256, {@code typ: at+jwt}, ten minutes. Signed with a key of this JVM, which
 * {@link Jwks} publishes, so that the service under test verifies for real. Wrong tokens are in {@link WrongToken}.
 */
public final class Tokens {

    /** Claim {@code iss}. */
    public static final String ISSUER = "https://erp.local";

    /** Claim {@code aud}. */
    public static final String AUDIENCE = "erp-api";

    static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");
    static final Duration LIFE = Duration.ofMinutes(10);
    static final RSAKey KEY = newKey("test-key-1");

    // signing is the dearest thing that most tests would do
    private static final Map<Object, Usual> USUAL = new ConcurrentHashMap<>();

    private record Usual(String token, Instant since) {
        private boolean isFresh() {
            return since.plus(LIFE.dividedBy(2)).isAfter(Instant.now());
        }
    }

    private Tokens() {}

    /** The usual user of this role: the same for all tests of a JVM, so nothing may depend on nobody else being them. */
    public static String as(Role role) {
        return usual(role, () -> as(role, UUID.randomUUID()));
    }

    /** This user in this role; the name is the role's. */
    public static String as(Role role, UUID userId) {
        return sign(claims(userId, role.roleName(), List.of(role.roleName()), role.permissions())
                .build());
    }

    /** A user of this role, signed by another key than the usual one, see {@link #newKey}. */
    public static String as(Role role, RSAKey key) {
        return sign(
                header().keyID(key.getKeyID()).build(),
                claims(UUID.randomUUID(), role.roleName(), List.of(role.roleName()), role.permissions())
                        .build(),
                key);
    }

    /** The usual user, of all tests of a JVM, who has no role and exactly these permissions. */
    public static String with(String... permissions) {
        return usual(List.of(permissions), () -> with(UUID.randomUUID(), permissions));
    }

    /** A user without a role who has exactly these permissions. */
    public static String with(UUID userId, String... permissions) {
        return sign(claims(userId, "Test", List.of(), List.of(permissions)).build());
    }

    /** This user in this role, with more to say: {@code Tokens.of(user, VIEWER).epoch(3).session(id).mint()}. */
    public static Minting of(UUID userId, Role role) {
        return new Minting(claims(userId, role.roleName(), List.of(role.roleName()), role.permissions()));
    }

    /** A user without a role who has exactly these permissions, with more to say. */
    public static Minting of(UUID userId, String... permissions) {
        return new Minting(claims(userId, "Test", List.of(), List.of(permissions)));
    }

    /** A token with claims that not every token has. */
    public static final class Minting {
        private final JWTClaimsSet.Builder claims;

        private Minting(JWTClaimsSet.Builder claims) {
            this.claims = claims;
        }

        /** Claim {@code epoch}: a revocation names the least that still counts. */
        public Minting epoch(long epoch) {
            claims.claim("epoch", epoch);
            return this;
        }

        /** Claim {@code sid}. */
        public Minting session(UUID sessionId) {
            claims.claim("sid", sessionId.toString());
            return this;
        }

        /** Claim {@code client_id}: of an API client. */
        public Minting client(String clientId) {
            claims.claim("client_id", clientId);
            return this;
        }

        /** The token. */
        public String mint() {
            return sign(claims.build());
        }
    }

    private static String usual(Object who, Supplier<String> mint) {
        return USUAL.compute(who, (_, was) -> was != null && was.isFresh() ? was : new Usual(mint.get(), Instant.now()))
                .token;
    }

    /** The right claims, to be spoiled by a test. */
    static JWTClaimsSet.Builder claims(UUID userId, String name, List<String> roles, List<String> permissions) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(userId.toString())
                .claim("name", name)
                .claim("roles", roles)
                .claim("permissions", permissions)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .jwtID(UUID.randomUUID().toString());
    }

    static String sign(JWTClaimsSet claims) {
        return sign(header().build(), claims, KEY);
    }

    static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).type(ACCESS_TOKEN).keyID(KEY.getKeyID());
    }

    static String sign(JWSHeader header, JWTClaimsSet claims, RSAKey key) {
        try {
            var token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key that signs all tokens but those that are said to be signed by another one. */
    public static RSAKey key() {
        return KEY;
    }

    /** A key of 2,048 bits for RS256. */
    public static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID(id)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
