package dev.erp.chassis.security;

import dev.erp.chassis.event.KafkaSettings;
import dev.erp.chassis.event.KafkaSettingsAutoConfiguration;
import dev.erp.chassis.web.WebAutoConfiguration;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Hearing which tokens count no more: for everybody who checks tokens, with or without a database. */
@AutoConfiguration(after = {KafkaSettingsAutoConfiguration.class, WebAutoConfiguration.class})
public class RevocationAutoConfiguration {

    @Bean
    Revocations revocations(Clock clock, @Value("${erp.auth.token-life-max}") Duration tokenLifeMax) {
        return new Revocations(clock, tokenLifeMax);
    }

    @Bean
    RevocationListener revocationListener(Revocations revocations, KafkaSettings kafka, MeterRegistry registry) {
        var listener = new RevocationListener(revocations, kafka.follower("revocations"));
        Gauge.builder("erp.auth.revocations", revocations, Revocations::size).register(registry);
        Gauge.builder("erp.auth.revocations.age", listener, RevocationListener::ageSeconds)
                .baseUnit("seconds")
                .register(registry);
        return listener;
    }

    /** Part of readiness: who has not heard what was revoked would let it pass. */
    @Bean
    HealthIndicator revocationsHealthIndicator(RevocationListener listener) {
        return () -> listener.isCaughtUp()
                ? Health.up().build()
                : Health.outOfService().withDetail("waitsFor", "kafka").build();
    }
}
