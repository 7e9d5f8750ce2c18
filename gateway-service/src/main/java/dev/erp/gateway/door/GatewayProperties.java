package dev.erp.gateway.door;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the door is set.
 *
 * @param publicUrl as clients see the gateway, or empty: as it is asked
 * @param trustedProxies CIDR blocks whose X-Forwarded-For is believed
 * @param maxBodyBytes of a request
 */
@ConfigurationProperties("erp.gateway")
record GatewayProperties(
        @DefaultValue("") String publicUrl,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("1048576") long maxBodyBytes,
        @DefaultValue Cors cors,
        @DefaultValue RateLimit rateLimit) {

    /** Whether clients come by https. */
    boolean tls() {
        return publicUrl.startsWith("https://");
    }

    /**
     * Which browser apps of other origins may call.
     *
     * @param maxAge how long a browser may remember a preflight's answer
     */
    record Cors(
            @DefaultValue List<String> allowedOrigins,
            @DefaultValue("false") boolean allowCredentials,
            @DefaultValue("1h") Duration maxAge) {

        Cors {
            if (allowCredentials && allowedOrigins.contains("*")) {
                throw new IllegalArgumentException(
                        "erp.gateway.cors.allowed-origins must name each origin when allow-credentials is true:"
                                + " with * any web site could act for whoever is signed in, and browsers refuse it");
            }
        }
    }

    /**
     * @param user per user
     * @param apiClient per API client
     * @param anonymous per address, without a valid token
     * @param login logins per address; as many API client tokens, and as many password resets
     * @param refresh refreshes and logouts per address
     * @param maxBuckets how many of each are remembered in memory
     * @param redisUrl where several gateways count together, or empty: this one counts alone
     * @param redisTimeout after which a request is counted in memory
     */
    record RateLimit(
            @DefaultValue Quota user,
            @DefaultValue Quota apiClient,
            @DefaultValue Quota anonymous,
            @DefaultValue Quota login,
            @DefaultValue Quota refresh,
            @DefaultValue("100000") long maxBuckets,
            @DefaultValue("") String redisUrl,
            @DefaultValue("100ms") Duration redisTimeout) {}

    /** @param requests in this time, at most; 0 for no limit */
    record Quota(
            @DefaultValue("0") long requests,
            @DefaultValue("1s") Duration per) {}
}
