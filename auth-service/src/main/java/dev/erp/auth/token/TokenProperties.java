package dev.erp.auth.token;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What access tokens say.
 *
 * @param issuer claim {@code iss}
 * @param audience claim {@code aud}
 * @param auth how long they live
 */
@ConfigurationProperties("erp")
public record TokenProperties(
        String issuer, String audience, @DefaultValue Auth auth) {

    /**
     * @param tokenLife from login to expiry
     * @param tokenLifeMax for how long services remember that a token was taken back
     */
    public record Auth(
            @DefaultValue("10m") Duration tokenLife,
            @DefaultValue("15m") Duration tokenLifeMax) {

        private static final Duration SKEW = Duration.ofMinutes(1);

        public Auth {
            if (tokenLife.plus(SKEW).compareTo(tokenLifeMax) > 0) {
                throw new IllegalArgumentException(
                        "erp.auth.token-life (%s) must be at least a minute shorter than erp.auth.token-life-max (%s): a token that was taken back would be accepted again"
                                .formatted(tokenLife, tokenLifeMax));
            }
        }
    }
}
