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

    /** @param tokenLife from login to expiry */
    public record Auth(@DefaultValue("10m") Duration tokenLife) {}
}
