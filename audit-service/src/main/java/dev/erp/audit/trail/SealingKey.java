package dev.erp.audit.trail;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * What checkpoints are signed with: Ed25519 (RFC 8032).
 *
 * @param kid SHA-256 of the public key, Base64url: a key cannot be passed off as another
 */
record SealingKey(String kid, PrivateKey privateKey, byte[] publicKey) {

    static final String ALGORITHM = "Ed25519";

    byte[] sign(String content) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(content.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a checkpoint could not be signed", e);
        }
    }

    /** Whether the owner of this key has signed it; false also for what is no signature, or no key. */
    static boolean verify(byte[] publicKey, String content, byte[] signed) {
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(publicKey));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(content.getBytes(StandardCharsets.UTF_8));
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    static String kid(byte[] publicKey) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HashChain.sha256().digest(publicKey));
    }

    /** As {@code openssl pkey -pubin} reads it. */
    static String pem(byte[] publicKey) {
        return "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(publicKey)
                + "\n-----END PUBLIC KEY-----\n";
    }

    @Override
    public String toString() {
        return "SealingKey[" + kid + "]";
    }
}
