package dev.erp.audit.trail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts the private key before it is stored: AES-256-GCM, a fresh nonce in front, the key's id as associated data. */
final class KeyEncryption {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /** @param base64 of 32 bytes, or empty to store in the clear */
    KeyEncryption(String base64) {
        byte[] bytes = base64.isBlank() ? null : decode(base64.strip());
        this.key = bytes == null ? null : new SecretKeySpec(bytes, "AES");
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
                    "sealing key " + kid + " is stored encrypted: erp.audit.key-encryption-key must be set");
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(kid.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing key " + kid + " does not fit erp.audit.key-encryption-key", e);
        }
    }

    private static byte[] decode(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length == KEY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // without the cause: its message would show a character of the secret
            throw malformed();
        }
        throw malformed();
    }

    private static IllegalStateException malformed() {
        return new IllegalStateException("erp.audit.key-encryption-key must be Base64 of 32 bytes");
    }
}
