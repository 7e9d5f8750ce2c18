package dev.erp.auth.key;

import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How signing keys are kept.
 *
 * @param keyEncryptionKey Base64 of 32 bytes, or empty: then private keys are stored in the clear
 */
@ConfigurationProperties("erp.auth")
record KeyProperties(@DefaultValue("") String keyEncryptionKey) {

    private static final int KEY_BYTES = 32;

    /** The key itself, or null when none is given. */
    byte[] decoded() {
        if (keyEncryptionKey.isBlank()) {
            return null;
        }
        byte[] key = decode();
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException(
                    "erp.auth.key-encryption-key must be Base64 of 32 bytes; it has " + key.length + " bytes");
        }
        return key;
    }

    private byte[] decode() {
        try {
            return Base64.getDecoder().decode(keyEncryptionKey.strip());
        } catch (IllegalArgumentException e) {
            // without the cause: its message would show a character of the secret
            throw new IllegalStateException("erp.auth.key-encryption-key must be Base64 of 32 bytes");
        }
    }

    @Override
    public String toString() {
        return "KeyProperties[keyEncryptionKey=" + (keyEncryptionKey.isBlank() ? "none" : "given") + "]";
    }
}
