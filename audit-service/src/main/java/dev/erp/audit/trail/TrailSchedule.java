package dev.erp.audit.trail;

import dev.erp.chassis.persistence.Housekeeping;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;

/** What is done again and again, beside appending. */
@Configuration(proxyBeanMethods = false)
class TrailSchedule {

    private static final Duration MONTHS_EVERY = Duration.ofHours(1);

    @Bean(destroyMethod = "dispose")
    Disposable checkpointSchedule(
            Checkpoints checkpoints, @Value("${erp.audit.checkpoint-every}") Duration checkpointEvery) {
        return Housekeeping.every(checkpointEvery, "No checkpoint could be signed", checkpoints::sign);
    }

    @Bean(destroyMethod = "dispose")
    Disposable monthSchedule(Retention retention) {
        return Housekeeping.every(
                MONTHS_EVERY,
                "The months of the audit trail could not be looked after",
                () -> retention.makeAhead().then(retention.removeOldest()));
    }
}
