package dev.erp.hr.salary;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.security.ColumnCipher;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts amounts before they are stored, see {@link ColumnCipher}, bound to the salary, its employee and its first day. They are
 * padded to one length: a larger one does not show.
 */
final class SalaryCipher {

    private static final int PLAIN_BYTES = 32;

    private final Map<String, ColumnCipher> ciphers;
    private final String activeId;
    private final SecretKeySpec hashKey;

    /** What an amount belongs to, for good. */
    record Binding(UUID salaryId, UUID employeeId, LocalDate from) {
        private String text() {
            return "salary/%s/%s/%s".formatted(salaryId, employeeId, from);
        }
    }

    /** As it is stored. */
    record Sealed(String keyId, byte[] amount) {}

    /** @param keys by id, the one that encrypts first */
    SalaryCipher(Map<String, SecretKey> keys) {
        this.ciphers = keys.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        key -> new ColumnCipher(key.getValue().getEncoded())));
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
        return ciphers.keySet().stream().sorted().toList();
    }

    Sealed seal(Binding binding, Money amount) {
        String text = amount.amount().toPlainString() + " " + amount.currency().getCurrencyCode();
        byte[] plain = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), PLAIN_BYTES);
        try {
            return new Sealed(activeId, cipher(activeId, binding).seal(binding.text(), plain));
        } catch (GeneralSecurityException e) {
            throw failed(binding, "encrypted", activeId, e);
        }
    }

    /** @throws IllegalStateException when the key is not there, or the row was changed; without what was in it */
    Money open(Binding binding, Sealed encrypted) {
        try {
            byte[] plain = cipher(encrypted.keyId(), binding).open(binding.text(), encrypted.amount());
            String text = new String(plain, StandardCharsets.US_ASCII).trim();
            int space = text.indexOf(' ');
            return new Money(new BigDecimal(text.substring(0, space)), Currency.getInstance(text.substring(space + 1)));
        } catch (GeneralSecurityException e) {
            throw failed(binding, "decrypted", encrypted.keyId(), e);
        }
    }

    /** A hash that nobody can try out amounts against who does not have the key. */
    byte[] hash(byte[] input) {
        return mac(hashKey, input);
    }

    private ColumnCipher cipher(String keyId, Binding binding) {
        ColumnCipher cipher = ciphers.get(keyId);
        if (cipher == null) {
            throw new IllegalStateException("salary " + binding.salaryId() + " is encrypted with key " + keyId
                    + ", which is not among erp.hr.salary-keys");
        }
        return cipher;
    }

    private static IllegalStateException failed(Binding binding, String done, String keyId, Exception e) {
        return new IllegalStateException(
                "salary " + binding.salaryId() + " cannot be " + done + " with key " + keyId, e);
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
