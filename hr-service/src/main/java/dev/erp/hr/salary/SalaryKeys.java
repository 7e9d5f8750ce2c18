package dev.erp.hr.salary;

import dev.erp.chassis.security.ColumnCipher;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What encrypts salary amounts.
 *
 * @param salaryKeys {@code id:key} pairs, separated by commas: an id is 1 to 32 letters, digits, dots or dashes, a key is Base64 of 32
 *     bytes; the first one encrypts, all of them decrypt
 */
@ConfigurationProperties("erp.hr")
record SalaryKeys(String salaryKeys) {

    private static final String NAME = "erp.hr.salary-keys";

    /**
     * The keys by id, the one that encrypts first.
     *
     * @throws IllegalStateException when there is none, or one is malformed; never with a part of a key in its message
     */
    Map<String, SecretKey> decoded() {
        Map<String, SecretKey> keys = new LinkedHashMap<>();
        if (salaryKeys != null) {
            for (String pair : salaryKeys.split(",")) {
                if (!pair.isBlank()) {
                    add(keys, pair.strip());
                }
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException(
                    NAME + " (ERP_HR_SALARY_KEYS) must be set: an id, a colon and Base64 of 32 random bytes");
        }
        return keys;
    }

    private static void add(Map<String, SecretKey> keys, String pair) {
        int colon = pair.indexOf(':');
        String id = colon < 0 ? "" : pair.substring(0, colon);
        if (!id.matches("[A-Za-z0-9.-]{1,32}")) {
            throw new IllegalStateException(
                    NAME + ": before the colon of each key stands its id, 1 to 32 letters, digits, dots or dashes");
        }
        byte[] key = ColumnCipher.key(pair.substring(colon + 1))
                .orElseThrow(() -> new IllegalStateException(NAME + ": key " + id + " must be Base64 of 32 bytes"));
        if (keys.put(id, new SecretKeySpec(key, "AES")) != null) {
            throw new IllegalStateException(NAME + ": there are two keys " + id);
        }
    }

    @Override
    public String toString() {
        return "SalaryKeys[not shown]";
    }
}
