package dev.erp.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.PlainHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Every kind of token that must open nothing, although its claims name an admin. For {@code @EnumSource}. */
public enum WrongToken {
    /** Ran out a second ago more than a minute, the most clock skew that may be allowed. */
    EXPIRED(() -> signed(c -> c.issueTime(in(-660)).expirationTime(in(-61)))),
    NOT_YET_VALID(() -> signed(c -> c.notBeforeTime(in(120)).expirationTime(in(600)))),
    ALG_NONE(() ->
            new PlainJWT(new PlainHeader.Builder().type(Tokens.ACCESS_TOKEN).build(), admin().build()).serialize()),
    ALG_NONE_WITH_ODD_CASE(() -> withHeader("{\"typ\":\"at+jwt\",\"alg\":\"NonE\"}", "")),
    /** The classic confusion: the public key, known to everybody, taken as the secret of HMAC. */
    HS256_WITH_PUBLIC_KEY(WrongToken::hmac),
    ALGORITHM_NOT_ALLOWED(() -> Tokens.sign(header(JWSAlgorithm.RS512), admin().build(), Tokens.KEY)),
    WRONG_AUDIENCE(() -> signed(c -> c.audience("another-api"))),
    NO_AUDIENCE(() -> signed(c -> c.audience((String) null))),
    WRONG_ISSUER(() -> signed(c -> c.issuer("https://evil.example"))),
    NO_ISSUER(() -> signed(c -> c.issuer(null))),
    NO_SUBJECT(() -> signed(c -> c.subject(null))),
    NO_EXPIRY(() -> signed(c -> c.expirationTime(null))),
    EPOCH_IS_NO_NUMBER(() -> signed(c -> c.claim("epoch", "7"))),
    SESSION_IS_NO_ID(() -> signed(c -> c.claim("sid", "../../1"))),
    CLIENT_IS_NO_TEXT(() -> signed(c -> c.claim("client_id", List.of("a", "b")))),
    /** Right in everything, but made to be something other than an access token. */
    WRONG_TYPE(() -> typed(new JOSEObjectType("rt+jwt"))),
    PLAIN_JWT_TYPE(() -> typed(JOSEObjectType.JWT)),
    /** Signed by a stranger who claims our key id. */
    FOREIGN_KEY(() -> Tokens.sign(header(JWSAlgorithm.RS256), admin().build(), Foreign.KEY)),
    UNKNOWN_KEY_ID(() -> Tokens.sign(keyed(UUID.randomUUID().toString()).build(), admin().build(), Foreign.KEY)),
    HOSTILE_KEY_ID(() -> Tokens.sign(keyed("../../etc/passwd' OR '1'='1").build(), admin().build(), Foreign.KEY)),
    /** The stranger's key travels in the header. */
    EMBEDDED_KEY(WrongToken::embedded),
    /** The header says where the stranger's key can be fetched. */
    KEY_BY_URL(() -> byUrl(header -> header.jwkURL(Jwks.strangersUrl()))),
    CERTIFICATE_BY_URL(() -> byUrl(header -> header.x509CertURL(Jwks.strangersUrl()))),
    TAMPERED_PAYLOAD(WrongToken::tampered),
    NO_SIGNATURE(() -> {
        String right = Tokens.as(Role.ADMIN);
        return right.substring(0, right.lastIndexOf('.') + 1);
    }),
    RUBBISH(() -> "a.b.c"),
    /** Too long to be true: 100,000 characters; servers may refuse it before anybody reads it (431, or 4xx). */
    HUGE(() -> "e".repeat(100_000));

    private final Supplier<String> minting;

    WrongToken(Supplier<String> minting) {
        this.minting = minting;
    }

    /** A fresh one. */
    public String mint() {
        return minting.get();
    }

    private static final String STRANGERS_KEY_ID = "strangers-key";

    private static final class Foreign {
        static final RSAKey KEY = Tokens.newKey(Tokens.KEY.getKeyID());
    }

    /** What a service would find that asks where a stranger tells it to. */
    static RSAKey strangersKey() {
        return new RSAKey.Builder(Foreign.KEY).keyID(STRANGERS_KEY_ID).build();
    }

    private static JWTClaimsSet.Builder admin() {
        var role = Role.ADMIN;
        return Tokens.claims(UUID.randomUUID(), role.roleName(), List.of(role.roleName()), role.permissions());
    }

    private static String signed(UnaryOperator<JWTClaimsSet.Builder> spoiling) {
        return Tokens.sign(spoiling.apply(admin()).build());
    }

    private static String typed(JOSEObjectType type) {
        return Tokens.sign(Tokens.header().type(type).build(), admin().build(), Tokens.KEY);
    }

    private static JWSHeader header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm)
                .type(Tokens.ACCESS_TOKEN)
                .keyID(Tokens.KEY.getKeyID())
                .build();
    }

    private static JWSHeader.Builder keyed(String keyId) {
        return Tokens.header().keyID(keyId);
    }

    private static String embedded() {
        JWSHeader header =
                Tokens.header().keyID(null).jwk(Foreign.KEY.toPublicJWK()).build();
        return Tokens.sign(header, admin().build(), Foreign.KEY);
    }

    private static String byUrl(UnaryOperator<JWSHeader.Builder> naming) {
        return Tokens.sign(naming.apply(keyed(STRANGERS_KEY_ID)).build(), admin().build(), Foreign.KEY);
    }

    private static String hmac() {
        try {
            var token = new SignedJWT(header(JWSAlgorithm.HS256), admin().build());
            token.sign(new MACSigner(Tokens.KEY.toRSAPublicKey().getEncoded()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A viewer's token whose payload now says admin, under the viewer's signature. */
    private static String tampered() {
        String[] viewer = Tokens.as(Role.VIEWER).split("\\.");
        String[] admin = signed(c -> c).split("\\.");
        return viewer[0] + "." + admin[1] + "." + viewer[2];
    }

    private static String withHeader(String header, String signature) {
        String payload = signed(c -> c).split("\\.")[1];
        String encoded =
                Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8));
        return encoded + "." + payload + "." + signature;
    }

    private static Date in(int seconds) {
        return Date.from(Instant.now().plus(Duration.ofSeconds(seconds)));
    }
}
