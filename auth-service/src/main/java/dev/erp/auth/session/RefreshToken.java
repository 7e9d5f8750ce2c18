package dev.erp.auth.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * An opaque secret of 256 random bits. Only its hash is stored: SHA-256 suffices, because nobody can try out 2^256 secrets.
 *
 * @param text what the client keeps; starts with {@value #PREFIX}, so that scanners for leaked secrets know it
 */
public record RefreshToken(String text) {

    static final String PREFIX = "erp_rt_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static RefreshToken random() {
        return new RefreshToken(PREFIX + secret());
    }

    /** 256 random bits in letters, digits, - and _. */
    public static String secret() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    byte[] hash() {
        return hash(text);
    }

    /** SHA-256 of a secret's text. */
    public static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "RefreshToken";
    }
}
