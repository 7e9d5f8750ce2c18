package dev.erp.chassis.security;

import java.security.GeneralSecurityException;

/** Encrypts private keys before they are stored in the database, if there is a key for that. */
public final class KeyEncryption {

    private final String what;
    private final String property;
    private final ColumnCipher cipher;

    /**
     * @param what such as {@code signing key}, for messages
     * @param property where the encryption key comes from, for messages
     * @param base64 of {@value ColumnCipher#KEY_BYTES} bytes, or blank: then keys are stored in the clear
     * @throws IllegalStateException when it is anything else; never with a part of it in the message
     */
    public KeyEncryption(String what, String property, String base64) {
        this.what = what;
        this.property = property;
        this.cipher = base64.isBlank()
                ? null
                : new ColumnCipher(ColumnCipher.key(base64)
                        .orElseThrow(() -> new IllegalStateException(
                                property + " must be Base64 of " + ColumnCipher.KEY_BYTES + " bytes")));
    }

    public boolean isOn() {
        return cipher != null;
    }

    /** @param kid of the key, to which the ciphertext is bound */
    public byte[] encrypt(String kid, byte[] privateKey) {
        try {
            return cipher.seal(kid, privateKey);
        } catch (GeneralSecurityException e) {
            throw failed(kid, "encrypted", e);
        }
    }

    /** @throws IllegalStateException when the encryption key is missing or another one, or the row was changed */
    public byte[] decrypt(String kid, byte[] stored) {
        if (cipher == null) {
            throw new IllegalStateException(what + " " + kid + " is stored encrypted: " + property + " must be set");
        }
        try {
            return cipher.open(kid, stored);
        } catch (GeneralSecurityException e) {
            throw failed(kid, "decrypted", e);
        }
    }

    private IllegalStateException failed(String kid, String done, GeneralSecurityException e) {
        return new IllegalStateException(what + " " + kid + " cannot be " + done + " with " + property, e);
    }
}
