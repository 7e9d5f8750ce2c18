package dev.erp.hr.salary;

import dev.erp.chassis.money.Money;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts amounts before they are stored: AES-256-GCM (NIST SP 800-38D), a fresh nonce in front of the ciphertext. The salary, its
 * employee and its first day are associated data, so that no row can be passed off as another. Amounts are padded to one length: a
 * larger one does not show.
 */
final class SalaryCipher {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int PLAIN_BYTES = 32;

    private final Map<String, SecretKey> keys;
    private final String activeId;
    private final SecretKeySpec hashKey;
    private final SecureRandom random = new SecureRandom();

    /** What an amount belongs to, for good. */
    record Binding(UUID salaryId, UUID employeeId, LocalDate from) {
        private byte[] bytes() {
            return ("salary/%s/%s/%s".formatted(salaryId, employeeId, from)).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** As it is stored. */
    record Sealed(String keyId, byte[] amount) {}

    /** @param keys by id, the one that encrypts first */
    SalaryCipher(Map<String, SecretKey> keys) {
        this.keys = Map.copyOf(keys);
        this.activeId = keys.keySet().iterator().next();
        this.hashKey = new SecretKeySpec(
                mac(keys.get(activeId), "request hashes".getBytes(StandardCharsets.UTF_8)), "HmacSHA256");
        // the first use of a cipher reads files, which must not happen on an event loop
        var binding = new Binding(new UUID(0, 1), new UUID(0, 2), LocalDate.EPOCH);
        open(binding, seal(binding, new Money(BigDecimal.ONE, Currency.getInstance("EUR"))));
    }

    /** Of the key that encrypts. */
    String activeId() {
        return activeId;
    }

    /** Of all keys, sorted. */
    List<String> ids() {
        return keys.keySet().stream().sorted().toList();
    }

    Sealed seal(Binding binding, Money amount) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        String text = amount.amount().toPlainString() + " " + amount.currency().getCurrencyCode();
        byte[] plain = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), PLAIN_BYTES);
        byte[] secret = run(Cipher.ENCRYPT_MODE, activeId, binding, nonce, plain);
        return new Sealed(
                activeId,
                ByteBuffer.allocate(nonce.length + secret.length)
                        .put(nonce)
                        .put(secret)
                        .array());
    }

    /** @throws IllegalStateException when the key is not there, or the row was changed; without what was in it */
    Money open(Binding binding, Sealed encrypted) {
        ByteBuffer buffer = ByteBuffer.wrap(encrypted.amount());
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] secret = new byte[buffer.remaining()];
        buffer.get(secret);
        String text = new String(
                        run(Cipher.DECRYPT_MODE, encrypted.keyId(), binding, nonce, secret), StandardCharsets.US_ASCII)
                .trim();
        int space = text.indexOf(' ');
        return new Money(new BigDecimal(text.substring(0, space)), Currency.getInstance(text.substring(space + 1)));
    }

    /** A hash that nobody can try out amounts against who does not have the key. */
    byte[] hash(byte[] input) {
        return mac(hashKey, input);
    }

    private byte[] run(int mode, String keyId, Binding binding, byte[] nonce, byte[] input) {
        SecretKey key = keys.get(keyId);
        if (key == null) {
            throw new IllegalStateException("salary " + binding.salaryId() + " is encrypted with key " + keyId
                    + ", which is not among erp.hr.salary-keys");
        }
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(binding.bytes());
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "salary " + binding.salaryId() + " cannot be "
                            + (mode == Cipher.ENCRYPT_MODE ? "encrypted" : "decrypted") + " with key " + keyId,
                    e);
        }
    }

    private static byte[] mac(SecretKey key, byte[] input) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
