package dev.erp.auth.key;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts private keys before they are stored: AES-256-GCM, a fresh nonce in front of the ciphertext, the key's id as
 * associated data, so that a row cannot be passed off as another.
 */
final class KeyEncryption {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /** @param key 32 bytes, or null to store in the clear */
    KeyEncryption(byte[] key) {
        this.key = key == null ? null : new SecretKeySpec(key, "AES");
    }

    boolean isOn() {
        return key != null;
    }

    byte[] encrypt(String kid, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] secret = run(Cipher.ENCRYPT_MODE, kid, nonce, plain);
        return ByteBuffer.allocate(nonce.length + secret.length)
                .put(nonce)
                .put(secret)
                .array();
    }

    /** @throws IllegalStateException when the key is not the one that encrypted, or the row was changed */
    byte[] decrypt(String kid, byte[] stored) {
        ByteBuffer buffer = ByteBuffer.wrap(stored);
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] secret = new byte[buffer.remaining()];
        buffer.get(secret);
        return run(Cipher.DECRYPT_MODE, kid, nonce, secret);
    }

    private byte[] run(int mode, String kid, byte[] nonce, byte[] input) {
        if (key == null) {
            throw new IllegalStateException(
                    "signing key " + kid + " is stored encrypted: erp.auth.key-encryption-key must be set");
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(kid.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "signing key " + kid + " cannot be " + (mode == Cipher.ENCRYPT_MODE ? "encrypted" : "decrypted")
                            + " with erp.auth.key-encryption-key",
                    e);
        }
    }
}
