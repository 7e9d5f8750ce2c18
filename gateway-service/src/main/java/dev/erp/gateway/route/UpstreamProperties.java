package dev.erp.gateway.route;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the gateway talks to services.
 *
 * @param responseTimeout from the request to the first byte of its answer, and between two pieces of the answer
 * @param maxConcurrent requests to one service that are under way, or wait for a connection
 */
@ConfigurationProperties("erp.gateway.upstream")
record UpstreamProperties(
        @DefaultValue("15s") Duration responseTimeout,
        @DefaultValue("1000") int maxConcurrent,
        @DefaultValue Breaker breaker,
        @DefaultValue Retry retry) {

    /**
     * When a service is left alone.
     *
     * @param window so many of the last calls are looked at
     * @param minimumCalls with fewer than these nothing is decided
     * @param failureRate percent of them, above 0, at most 100
     * @param openFor how long it is left alone
     * @param trialCalls let through afterwards, to see whether it is back
     */
    record Breaker(
            @DefaultValue("50") int window,
            @DefaultValue("20") int minimumCalls,
            @DefaultValue("50") float failureRate,
            @DefaultValue("5s") Duration openFor,
            @DefaultValue("5") int trialCalls) {}

    /**
     * How GET and HEAD are repeated.
     *
     * @param times after the first attempt; 0 for never
     * @param backoff before the first repetition, doubled for each further one, and spread by half of it
     * @param within no repetition begins later than this after the first attempt
     */
    record Retry(
            @DefaultValue("2") int times,
            @DefaultValue("50ms") Duration backoff,
            @DefaultValue("1s") Duration within) {}
}
