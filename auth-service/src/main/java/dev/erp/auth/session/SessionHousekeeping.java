package dev.erp.auth.session;

import dev.erp.chassis.persistence.Housekeeping;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;

/** Forgets sessions that are over for so long that nobody asks for them any more. */
@Configuration
class SessionHousekeeping {

    private static final Duration EVERY = Duration.ofHours(1);

    @Bean(destroyMethod = "dispose")
    Disposable forgetOldSessions(SessionTable sessions, SessionProperties properties, Clock clock) {
        return Housekeeping.every(
                EVERY,
                "Old sessions could not be deleted",
                () -> sessions.forget(clock.instant().minus(properties.keepEnded())));
    }
}
