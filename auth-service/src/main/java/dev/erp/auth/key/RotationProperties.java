package dev.erp.auth.key;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When keys take turns.
 *
 * @param rotateEvery how long a key signs
 * @param publishAhead how long a new key is published before it signs; longer than anybody caches the JWKS
 * @param retireAfter how long a key is published on after it has signed; longer than an access token lives, and an instance goes on
 *     with the key that it knows
 * @param checkEvery how often it is looked whether it is time, and what another instance has done
 */
@ConfigurationProperties("erp.auth.keys")
record RotationProperties(
        @DefaultValue("30d") Duration rotateEvery,
        @DefaultValue("10m") Duration publishAhead,
        @DefaultValue("15m") Duration retireAfter,
        @DefaultValue("30s") Duration checkEvery) {}
