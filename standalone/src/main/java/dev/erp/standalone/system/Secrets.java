package dev.erp.standalone.system;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Passwords and keys of one data directory.
 *
 * @param postgres the superuser's
 * @param admin the first user's
 * @param keyEncryptionKey Base64 of 32 bytes; encrypts the private signing keys in auth's database
 * @param salaryKeys Base64 of 32 bytes by id; the last one encrypts the salary amounts in hr's database, all of them decrypt
 * @param databases password by context
 * @param users passwords of the demo users by user name
 */
public record Secrets(
        String postgres,
        String admin,
        String keyEncryptionKey,
        TreeMap<String, String> salaryKeys,
        TreeMap<String, String> databases,
        TreeMap<String, String> users) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int KEY_BYTES = 32;

    /** A directory from before salaries has no keys for them. */
    public Secrets {
        salaryKeys = salaryKeys == null ? new TreeMap<>() : salaryKeys;
    }

    /** The ones of this directory; generated and kept when there are none yet. */
    public static Secrets of(DataDirectory directory) {
        return Json.read(directory.secretsFile(), Secrets.class).orElseGet(() -> {
            var secrets = new Secrets(password(), password(), key(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
            secrets.keepIn(directory);
            return secrets;
        });
    }

    void keepIn(DataDirectory directory) {
        Json.writePrivate(directory.secretsFile(), this);
    }

    /** The password of a context's database; a new one is kept in {@code directory}. */
    String database(String context, DataDirectory directory) {
        return generated(databases, context, directory);
    }

    /** The keys of the salaries as hr-service takes them; the first one, when there is none yet, is kept in {@code directory}. */
    synchronized String salaryKeys(DataDirectory directory) {
        if (salaryKeys.isEmpty()) {
            addSalaryKey(directory);
        }
        return salaryKeys.descendingMap().entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    /** Makes a key that encrypts salaries when hr-service is started the next time, and says its id. */
    public synchronized String addSalaryKey(DataDirectory directory) {
        int last =
                salaryKeys.isEmpty() ? 0 : Integer.parseInt(salaryKeys.lastKey().substring("key-".length()));
        String id = "key-%04d".formatted(last + 1);
        salaryKeys.put(id, key());
        keepIn(directory);
        return id;
    }

    /** The passwords of the services' databases by context. */
    Map<String, String> databases(List<ServiceJar> services, DataDirectory directory) {
        return services.stream()
                .filter(service -> !service.isGateway())
                .map(ServiceJar::context)
                .collect(Collectors.toMap(context -> context, context -> database(context, directory)));
    }

    /** Base64 of 32 bytes: another service's own, which says nothing about auth's (HMAC-SHA256, RFC 2104). */
    String keyEncryptionKeyOf(String context) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(keyEncryptionKey), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(context.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** The password of a demo user; a new one is kept in {@code directory}. */
    public String user(String username, DataDirectory directory) {
        return generated(users, username, directory);
    }

    /** Without what must not be in a log. */
    @Override
    public String toString() {
        return "Secrets[of the databases %s and the users %s]".formatted(databases.keySet(), users.keySet());
    }

    private synchronized String generated(TreeMap<String, String> all, String name, DataDirectory directory) {
        String known = all.get(name);
        if (known == null) {
            known = password();
            all.put(name, known);
            keepIn(directory);
        }
        return known;
    }

    private static String key() {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** 120 random bits in letters and digits that can be read aloud, in groups. */
    public static String password() {
        String letters = "abcdefghjkmnpqrstuvwxyz23456789";
        var text = new StringBuilder();
        for (int i = 0; i < 25; i++) {
            if (i > 0 && i % 5 == 0) {
                text.append('-');
            }
            text.append(letters.charAt(RANDOM.nextInt(letters.length())));
        }
        return text.toString();
    }
}
