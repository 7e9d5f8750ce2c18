package dev.erp.auth.throttle;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What is counted together.
 *
 * @param scope what kind of limit: {@code login-account}, for metrics and the audit trail
 * @param key whose; kept as a hash, because people type passwords where names belong
 */
public record Limit(String scope, byte[] key, BackOff backOff) {

    /** Of guesses at one account from one address. */
    public static Limit accountAtAddress(String what, String account, String address) {
        return of(what + "-account-at-address", account + " " + network(address), BackOff.ACCOUNT_AT_ADDRESS);
    }

    /** Of guesses at one account, wherever from. */
    public static Limit account(String what, String account) {
        return of(what + "-account", account, BackOff.ACCOUNT);
    }

    /** Of guesses from one address, whatever at. */
    public static Limit address(String what, String address) {
        return of(what + "-address", network(address), BackOff.ADDRESS);
    }

    private static Limit of(String scope, String key, BackOff backOff) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return new Limit(scope, hash, backOff);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Whoever has an IPv6 address has the 2^64 of its network. */
    private static String network(String address) {
        if (address == null || address.indexOf(':') < 0) {
            return String.valueOf(address);
        }
        try {
            // a literal address: no name is looked up
            InetAddress parsed = InetAddress.getByName(address);
            if (!(parsed instanceof Inet6Address)) {
                return parsed.getHostAddress();
            }
            byte[] bytes = parsed.getAddress();
            return java.util.HexFormat.of().formatHex(bytes, 0, 8);
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
