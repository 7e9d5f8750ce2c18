package dev.erp.auth.throttle;

import dev.erp.chassis.persistence.Housekeeping;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;

/** Forgets failures that count no more. */
@Configuration
class AttemptHousekeeping {

    private static final Duration EVERY = Duration.ofHours(1);

    @Bean(destroyMethod = "dispose")
    Disposable forgetOldAttempts(Attempts attempts) {
        return Housekeeping.every(EVERY, "Old login attempts could not be deleted", attempts::forgetOld);
    }
}
