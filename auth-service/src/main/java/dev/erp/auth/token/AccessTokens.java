package dev.erp.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.erp.auth.key.SigningKey;
import dev.erp.auth.key.SigningKeys;
import dev.erp.chassis.persistence.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Makes access tokens: RS256, {@code typ: at+jwt} (RFC 9068), with roles and permissions, so that no service has to ask. */
@Component
public class AccessTokens {

    private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

    private final SigningKeys keys;
    private final TokenProperties properties;
    private final Clock clock;

    AccessTokens(SigningKeys keys, TokenProperties properties, Clock clock) {
        this.keys = keys;
        this.properties = properties;
        this.clock = clock;
    }

    public Mono<AccessToken> issueTo(TokenSubject subject) {
        return keys.signing()
                // a signature takes about a millisecond, and the JCA provider may block on its first use
                .publishOn(Schedulers.boundedElastic())
                .map(key -> new AccessToken(
                        sign(key, claims(subject)),
                        "Bearer",
                        properties.auth().tokenLife().toSeconds()));
    }

    private JWTClaimsSet claims(TokenSubject subject) {
        Instant now = clock.instant();
        return new JWTClaimsSet.Builder()
                .issuer(properties.issuer())
                .audience(properties.audience())
                .subject(subject.id().toString())
                .claim("name", subject.name())
                // a claim without a value is left out
                .claim("preferred_username", subject.username())
                .claim("client_id", subject.isClient() ? subject.id().toString() : null)
                .claim(
                        "sid",
                        subject.sessionId() == null ? null : subject.sessionId().toString())
                .claim("epoch", subject.epoch())
                .claim("roles", subject.roles())
                .claim("permissions", subject.permissions())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(properties.auth().tokenLife())))
                .jwtID(Ids.next().toString())
                .build();
    }

    private static String sign(SigningKey key, JWTClaimsSet claims) {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(ACCESS_TOKEN)
                .keyID(key.kid())
                .build();
        try {
            var token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key.privateKey()));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign with key " + key.kid(), e);
        }
    }
}
