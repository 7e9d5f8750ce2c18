package dev.erp.auth.session;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long sessions live.
 *
 * @param life from the login, whatever happens
 * @param idle from the last use
 * @param keepEnded how long ended ones are kept, to recognise a stolen refresh token that comes late
 */
@ConfigurationProperties("erp.auth.session")
record SessionProperties(
        @DefaultValue("30d") Duration life,
        @DefaultValue("7d") Duration idle,
        @DefaultValue("30d") Duration keepEnded) {}
