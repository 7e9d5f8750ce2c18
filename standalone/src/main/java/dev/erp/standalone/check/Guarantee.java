package dev.erp.standalone.check;

import java.time.Duration;
import java.time.Instant;

/** One promise of the system. It is told every event once, those of one aggregate in their order, and says what it makes of them. */
interface Guarantee {
    /** For how long something may be under way before it counts as stuck. */
    Duration UNDER_WAY = Duration.ofSeconds(60);

    void see(Event event);

    /** @param services to be asked for what events do not say */
    Finding finding(Services services);

    static boolean isUnderWay(Instant since) {
        return since.isAfter(Instant.now().minus(UNDER_WAY));
    }
}
