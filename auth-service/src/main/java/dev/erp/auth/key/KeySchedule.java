package dev.erp.auth.key;

import dev.erp.chassis.persistence.Housekeeping;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.Disposable;

/** Looks again and again whether a key's turn has come. */
@Configuration
class KeySchedule {

    @Bean(destroyMethod = "dispose")
    Disposable keyRotationSchedule(KeyRotation rotation, RotationProperties properties) {
        return Housekeeping.every(properties.checkEvery(), "Signing keys could not be rotated", rotation::takeDueSteps);
    }
}
