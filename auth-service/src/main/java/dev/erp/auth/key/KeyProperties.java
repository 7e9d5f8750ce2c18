package dev.erp.auth.key;

import dev.erp.chassis.security.KeyEncryption;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How signing keys are kept.
 *
 * @param keyEncryptionKey Base64 of 32 bytes, or empty: then private keys are stored in the clear
 */
@ConfigurationProperties("erp.auth")
record KeyProperties(@DefaultValue("") String keyEncryptionKey) {

    KeyEncryption encryption() {
        return new KeyEncryption("signing key", "erp.auth.key-encryption-key", keyEncryptionKey);
    }

    @Override
    public String toString() {
        return "KeyProperties[keyEncryptionKey=" + (keyEncryptionKey.isBlank() ? "none" : "given") + "]";
    }
}
