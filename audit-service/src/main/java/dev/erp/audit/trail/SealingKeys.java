package dev.erp.audit.trail;

import dev.erp.chassis.security.KeyEncryption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The keys that sign checkpoints: one is made at the first start, and kept in the database, shared by all instances. */
@Component
final class SealingKeys {

    private static final Logger LOG = LoggerFactory.getLogger(SealingKeys.class);

    /** @param publicKey X.509 SubjectPublicKeyInfo */
    record Published(String kid, byte[] publicKey) {}

    private final DatabaseClient database;
    private final KeyEncryption encryption;
    private final Clock clock;

    SealingKeys(DatabaseClient database, @Value("${erp.audit.key-encryption-key}") String encryptionKey, Clock clock) {
        this.database = database;
        this.encryption = new KeyEncryption("sealing key", "erp.audit.key-encryption-key", encryptionKey);
        this.clock = clock;
    }

    /** The newest one; made if there is none. Only to be called by whoever holds the lock of the checkpoints. */
    Mono<SealingKey> current() {
        return read().switchIfEmpty(Mono.defer(this::create));
    }

    /** The public parts of all keys that ever signed, the newest first. */
    Flux<Published> published() {
        return database.sql("SELECT kid, public_key FROM audit_signing_key ORDER BY created_at DESC, kid")
                .map(row -> new Published(row.get("kid", String.class), row.get("public_key", byte[].class)))
                .all();
    }

    private Mono<SealingKey> read() {
        record Stored(String kid, byte[] privateKey, boolean encrypted, byte[] publicKey) {}
        return database.sql("""
                        SELECT kid, private_key, encrypted, public_key
                          FROM audit_signing_key
                         ORDER BY created_at DESC, kid
                         LIMIT 1
                        """)
                .map(row -> new Stored(
                        row.get("kid", String.class),
                        row.get("private_key", byte[].class),
                        row.get("encrypted", Boolean.class),
                        row.get("public_key", byte[].class)))
                .one()
                // the first use of a JCA provider reads files
                .publishOn(Schedulers.boundedElastic())
                .map(stored -> restore(
                        stored.kid,
                        stored.encrypted ? encryption.decrypt(stored.kid, stored.privateKey) : stored.privateKey,
                        stored.publicKey));
    }

    private Mono<SealingKey> create() {
        return Mono.fromCallable(SealingKeys::generate)
                .subscribeOn(Schedulers.boundedElastic())
                .delayUntil(key -> {
                    byte[] plain = key.privateKey().getEncoded();
                    return database.sql("""
                                    INSERT INTO audit_signing_key (kid, private_key, encrypted, public_key, created_at)
                                    VALUES (:kid, :privateKey, :encrypted, :publicKey, :now)
                                    """)
                            .bind("kid", key.kid())
                            .bind("privateKey", encryption.isOn() ? encryption.encrypt(key.kid(), plain) : plain)
                            .bind("encrypted", encryption.isOn())
                            .bind("publicKey", key.publicKey())
                            .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                            .fetch()
                            .rowsUpdated()
                            .doOnNext(_ -> LOG.info(
                                    "Made sealing key {}; it is stored {}",
                                    key.kid(),
                                    encryption.isOn()
                                            ? "encrypted"
                                            : "in the clear (erp.audit.key-encryption-key is not set)"));
                });
    }

    private static SealingKey generate() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(SealingKey.ALGORITHM).generateKeyPair();
        byte[] publicKey = pair.getPublic().getEncoded();
        return new SealingKey(SealingKey.kid(publicKey), pair.getPrivate(), publicKey);
    }

    private static SealingKey restore(String kid, byte[] privateKey, byte[] publicKey) {
        try {
            var key = KeyFactory.getInstance(SealingKey.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(privateKey));
            return new SealingKey(kid, key, publicKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing key " + kid + " in the database is no Ed25519 key", e);
        }
    }
}
