package dev.erp.hr.salary;

import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.IdempotencyKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.springframework.stereotype.Component;

/**
 * Requests whose body must not be guessed from what is kept under their Idempotency-Key: a plain hash of a salary could be tried out in
 * seconds, as there are few amounts that people earn.
 */
@Component
class SecretRequests {

    private final SalaryCipher cipher;

    SecretRequests(SalaryCipher cipher) {
        this.cipher = cipher;
    }

    /** The same caller, the hash of whose request cannot be computed without the key. To be asked once the body was read. */
    Caller hashedWithKey(Caller caller) {
        return new Caller(
                caller.actor(),
                caller.permissions(),
                caller.idempotencyKey()
                        .map(key -> new IdempotencyKey(key.caller(), key.key(), digest(cipher.hash(key.inputHash())))),
                caller.patience(),
                caller.traceparent(),
                caller.circumstances());
    }

    private static MessageDigest digest(byte[] input) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(input);
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
