package dev.erp.auth.user;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How passwords are hashed.
 *
 * @param bcryptCost 4 to 31; the time doubles with each step
 * @param bcryptThreads threads that hash; 0 for as many as there are cores
 * @param bcryptNiceness how much those threads let others go first, 0 (not at all) to 19; on Linux
 * @param bcryptQueue how many may wait for one of them, 1 or more
 * @param bcryptPatience how long they may wait; shorter than the gateway waits for an answer
 */
@ConfigurationProperties("erp.auth")
record PasswordProperties(
        @DefaultValue("12") int bcryptCost,
        @DefaultValue("0") int bcryptThreads,
        @DefaultValue("10") int bcryptNiceness,
        @DefaultValue("100") int bcryptQueue,
        @DefaultValue("12s") Duration bcryptPatience) {

    int threads() {
        return bcryptThreads > 0 ? bcryptThreads : Runtime.getRuntime().availableProcessors();
    }
}
