package dev.erp.chassis.web;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A request's Idempotency-Key, scoped to its caller.
 *
 * @param key 1 to {@value #MAX_LENGTH} visible ASCII characters
 * @param input computes the hash of method, path and body; to be asked once the body was read
 */
public record IdempotencyKey(String caller, String key, MessageDigest input) {

    public static final int MAX_LENGTH = 255;

    public IdempotencyKey {
        if (!key.matches("[\\x21-\\x7e]{1," + MAX_LENGTH + "}")) {
            throw Problem.invalid(
                    "Idempotency-Key",
                    "malformed",
                    "must be 1 to " + MAX_LENGTH + " visible ASCII characters without spaces");
        }
    }

    /** SHA-256 of method, path and body. May be asked any number of times. */
    public byte[] inputHash() {
        try {
            return ((MessageDigest) input.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned", e);
        }
    }

    /** @throws Problem 422 when the key was used with another input before */
    void requireSameInput(byte[] before) {
        if (!Arrays.equals(before, inputHash())) {
            throw StandardProblems.idempotencyKeyReused();
        }
    }
}
