package dev.erp.standalone.system;

import java.time.Duration;

/** Hears what has been started; called from several threads. */
@FunctionalInterface
public interface Progress {
    /**
     * @param what such as {@code sales-service}
     * @param where its address
     * @param took from the start of this part until it answered
     */
    void started(String what, String where, Duration took);

    /** For those who do not want to hear. */
    static Progress silent() {
        return (what, where, took) -> {};
    }
}
