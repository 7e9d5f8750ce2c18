package dev.erp.gateway.door;

import dev.erp.chassis.security.Principal;
import dev.erp.gateway.door.GatewayProperties.Quota;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;

/** Which limit counts for whom. */
final class RateLimits {

    private static final String ADDRESS = "address";
    private static final int IPV6_NETWORK_BYTES = 8;

    private final long maxBuckets;
    private final SharedBuckets shared;
    private final Limit user;
    private final Limit apiClient;
    private final Limit anonymous;
    private final Map<String, Limit> open;

    /** @param shared null for a gateway that is alone */
    RateLimits(GatewayProperties.RateLimit settings, SharedBuckets shared) {
        this.maxBuckets = settings.maxBuckets();
        this.shared = shared;
        this.user = limit("user", "user", settings.user());
        this.apiClient = limit("api_client", "API client", settings.apiClient());
        this.anonymous = limit("anonymous", ADDRESS, settings.anonymous());
        Limit refresh = limit("refresh", ADDRESS, settings.refresh());
        // each has buckets of its own: who signs in too often may still ask for a new password
        this.open = Map.of(
                ApiPaths.LOGIN, limit("login", ADDRESS, settings.login()),
                ApiPaths.TOKEN, limit("token", ADDRESS, settings.login()),
                ApiPaths.PASSWORD_RESET, limit("password_reset", ADDRESS, settings.login()),
                ApiPaths.REFRESH, refresh,
                ApiPaths.LOGOUT, refresh);
    }

    /** Whether posting there needs no access token. */
    boolean isOpen(String path) {
        return path.startsWith(ApiPaths.AUTH) && open.containsKey(path);
    }

    /** Goes on, or fails with 429. */
    <T> Mono<T> admitToOpen(String path, InetAddress address, HttpHeaders answer, Supplier<Mono<T>> next) {
        return open.get(path).admit(key(address), answer, next);
    }

    /** Goes on, or fails with 429. */
    <T> Mono<T> admitAnonymous(InetAddress address, HttpHeaders answer, Supplier<Mono<T>> next) {
        return anonymous.admit(key(address), answer, next);
    }

    /**
     * Goes on, or fails with 429.
     *
     * @param clientId of the API client that the token was made for, or null: it was made for a user
     */
    <T> Mono<T> admitCaller(Principal caller, String clientId, HttpHeaders answer, Supplier<Mono<T>> next) {
        return clientId == null
                ? user.admit(caller.actor().id(), answer, next)
                : apiClient.admit(clientId, answer, next);
    }

    private Limit limit(String name, String whose, Quota quota) {
        return new Limit(name, whose, quota, maxBuckets, shared);
    }

    /** Whoever has one IPv6 address has its whole /64. */
    private static String key(InetAddress address) {
        if (address == null) {
            return "unknown";
        }
        byte[] bytes = address.getAddress();
        return bytes.length <= IPV6_NETWORK_BYTES
                ? address.getHostAddress()
                : HexFormat.of().formatHex(Arrays.copyOf(bytes, IPV6_NETWORK_BYTES));
    }
}
