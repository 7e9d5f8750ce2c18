package dev.erp.chassis.security;

import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.outbox.OutboxAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** Denied access goes into the audit trail, for whoever has an outbox. */
@AutoConfiguration(after = OutboxAutoConfiguration.class)
@ConditionalOnProperty(name = "erp.events.enabled", matchIfMissing = true)
public class DeniedAccessAutoConfiguration {

    @Bean
    DeniedAccess deniedAccess(Outbox outbox, MeterRegistry registry, Clock clock) {
        return new DeniedAccess(outbox, registry, clock);
    }
}
