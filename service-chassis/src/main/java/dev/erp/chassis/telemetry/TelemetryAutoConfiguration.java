package dev.erp.chassis.telemetry;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.observation.SecurityObservationSettings;

/** What tracing does not do here, because it would cost every request: see docs/adr/0009. */
@AutoConfiguration
public class TelemetryAutoConfiguration {

    /** A span for each of Spring Security's filters tells nothing. */
    @Bean
    @ConditionalOnMissingBean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** Reactor would copy its context into thread locals, and back, around every {@code handle} of the database driver. */
    @Bean
    InitializingBean noThreadLocalsInReactor() {
        return () -> {
            ContextRegistry registry = ContextRegistry.getInstance();
            List.copyOf(registry.getThreadLocalAccessors()).stream()
                    .map(ThreadLocalAccessor::key)
                    .forEach(registry::removeThreadLocalAccessor);
        };
    }
}
