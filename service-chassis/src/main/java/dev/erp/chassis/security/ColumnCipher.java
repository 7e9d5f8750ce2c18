package dev.erp.chassis.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what is stored in a column: AES-256-GCM (NIST SP 800-38D), a fresh nonce in front of the ciphertext. What the value belongs
 * to is associated data, so that no row can be passed off as another.
 */
public final class ColumnCipher {

    /** Length of a key. */
    public static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /** @param key {@value #KEY_BYTES} bytes */
    public ColumnCipher(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** The key that this text is in Base64, or empty if it is none. */
    public static Optional<byte[]> key(String base64) {
        try {
            return Optional.of(Base64.getDecoder().decode(base64.strip())).filter(key -> key.length == KEY_BYTES);
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // what it says would show a character of the secret
        }
    }

    /** Nonce and ciphertext of a value. */
    public byte[] seal(String belongsTo, byte[] plain) throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] secret = run(Cipher.ENCRYPT_MODE, belongsTo, nonce, plain);
        return ByteBuffer.allocate(nonce.length + secret.length)
                .put(nonce)
                .put(secret)
                .array();
    }

    /** The value; fails when this is not the key that sealed it, or the row was changed. */
    public byte[] open(String belongsTo, byte[] sealed) throws GeneralSecurityException {
        if (sealed.length < NONCE_BYTES) {
            throw new GeneralSecurityException("there is no nonce");
        }
        ByteBuffer buffer = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] secret = new byte[buffer.remaining()];
        buffer.get(secret);
        return run(Cipher.DECRYPT_MODE, belongsTo, nonce, secret);
    }

    private byte[] run(int mode, String belongsTo, byte[] nonce, byte[] input) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(belongsTo.getBytes(StandardCharsets.UTF_8));
        return cipher.doFinal(input);
    }
}
