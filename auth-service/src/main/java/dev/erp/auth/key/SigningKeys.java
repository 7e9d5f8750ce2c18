package dev.erp.auth.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.erp.chassis.event.Actor;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.security.KeyEncryption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The keys that sign access tokens: one is made at the first start, and kept in the database, shared by all instances. How they take
 * turns is in {@link KeyRotation}.
 */
@Component
public class SigningKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final Actor SERVICE = Actor.service("auth-service");
    private static final int RSA_BITS = 2048;

    private final DatabaseClient database;
    private final Transactions transactions;
    private final KeyEncryption encryption;
    private final Outbox outbox;
    private final Clock clock;
    private final Sinks.Many<Boolean> changes = Sinks.many().multicast().directBestEffort();
    private final Mono<Keys> keys;

    private record Stored(String kid, byte[] privateKey, boolean encrypted) {}

    private record Keys(SigningKey signing, List<String> published) {}

    /** @param rotation says how long an instance goes on with the keys that it has read before it looks for new ones */
    SigningKeys(
            DatabaseClient database,
            Transactions transactions,
            Outbox outbox,
            KeyProperties properties,
            RotationProperties rotation,
            Clock clock) {
        this.database = database;
        this.transactions = transactions;
        this.encryption = properties.encryption();
        this.outbox = outbox;
        this.clock = clock;
        // an error is not kept: the next caller tries again
        this.keys = Mono.defer(this::readOrCreate)
                .cacheInvalidateWhen(_ -> Mono.firstWithSignal(
                        Mono.delay(rotation.checkEvery()).then(),
                        changes.asFlux().next().then()));
    }

    /** The key to sign with; the first call at the first start makes it. */
    public Mono<SigningKey> signing() {
        return keys.map(Keys::signing);
    }

    /** The public keys as JWK documents (RFC 7517), without private members: those whose tokens are accepted. */
    Mono<List<String>> published() {
        return keys.map(Keys::published);
    }

    /** Has this instance read the keys again, because they have changed. */
    void reread() {
        changes.tryEmitNext(true);
    }

    private Mono<Keys> readOrCreate() {
        return read().switchIfEmpty(Mono.defer(this::createOnce))
                .flatMap(signing -> readPublished().map(published -> new Keys(signing, published)));
    }

    private Mono<SigningKey> read() {
        return database.sql("SELECT kid, private_key, encrypted FROM signing_key WHERE status = 'signing'")
                .map(row -> new Stored(
                        row.get("kid", String.class),
                        row.get("private_key", byte[].class),
                        row.get("encrypted", Boolean.class)))
                .one()
                // the first use of a JCA provider reads files
                .publishOn(Schedulers.boundedElastic())
                .map(this::restore);
    }

    private Mono<List<String>> readPublished() {
        return database.sql("""
                        SELECT public_jwk
                          FROM signing_key
                         WHERE status IN ('signing', 'published')
                         ORDER BY created_at, kid
                        """)
                .map(row -> row.get("public_jwk", String.class))
                .all()
                .collectList();
    }

    /** Two instances that start at once wait for each other here, and the second finds the key of the first. */
    private Mono<SigningKey> createOnce() {
        Mono<Long> lock = database.sql("SELECT pg_advisory_xact_lock(hashtextextended('auth.signing_key', 0))::text")
                .fetch()
                .first()
                .thenReturn(1L);
        return generated()
                .flatMap(spare -> transactions.run(lock.then(Mono.defer(this::read))
                        .switchIfEmpty(Mono.defer(() -> store(spare, KeyStatus.SIGNING, clock.instant(), SERVICE)
                                .thenReturn(new SigningKey(spare.getKeyID(), privateKey(spare)))))));
    }

    /**
     * A key that nobody knows yet. Finding its primes takes up to seconds of CPU on a busy machine: it is made before the transaction
     * that {@link #store stores} it, for nobody else should wait for that.
     */
    static Mono<RSAKey> generated() {
        return Mono.fromCallable(SigningKeys::generate).subscribeOn(Schedulers.boundedElastic());
    }

    /** Stores a key, in the caller's transaction. */
    Mono<Void> store(RSAKey key, KeyStatus status, Instant signsFrom, Actor actor) {
        UUID id = Ids.next();
        byte[] plain = privateKey(key).getEncoded();
        return database.sql("""
                        INSERT INTO signing_key (id, version, kid, private_key, encrypted, public_jwk, status, signs_from,
                                                 created_at)
                        VALUES (:id, 1, :kid, :privateKey, :encrypted, :publicJwk, :status, :signsFrom, :now)
                        """)
                .bind("id", id)
                .bind("status", status.code())
                .bind("signsFrom", signsFrom.atOffset(ZoneOffset.UTC))
                .bind("kid", key.getKeyID())
                .bind("privateKey", encryption.isOn() ? encryption.encrypt(key.getKeyID(), plain) : plain)
                .bind("encrypted", encryption.isOn())
                .bind("publicJwk", key.toPublicJWK().toJSONString())
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .then(Mono.defer(() -> outbox.append(List.of(
                        new KeyEvent(key.getKeyID(), status.code(), null).published(id, 1, clock.instant(), actor)))))
                .doOnSuccess(_ -> LOG.info(
                        "Made signing key {}; it is stored {}",
                        key.getKeyID(),
                        encryption.isOn() ? "encrypted" : "in the clear (erp.auth.key-encryption-key is not set)"));
    }

    private SigningKey restore(Stored stored) {
        byte[] plain = stored.encrypted ? encryption.decrypt(stored.kid, stored.privateKey) : stored.privateKey;
        try {
            var key = (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(plain));
            return new SigningKey(stored.kid, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing key " + stored.kid + " in the database is not an RSA key", e);
        }
    }

    private static RSAKey generate() throws JOSEException {
        return new RSAKeyGenerator(RSA_BITS)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .keyIDFromThumbprint(true)
                .generate();
    }

    private static RSAPrivateKey privateKey(RSAKey key) {
        try {
            return key.toRSAPrivateKey();
        } catch (JOSEException e) {
            throw new IllegalStateException("a generated key has its private part", e);
        }
    }
}
