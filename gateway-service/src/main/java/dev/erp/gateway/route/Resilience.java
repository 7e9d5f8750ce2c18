package dev.erp.gateway.route;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** A circuit breaker and a bulkhead for each service: what happens to one is felt by its callers alone. See docs/adr/0011. */
@Component
class Resilience {

    private static final Logger LOG = LoggerFactory.getLogger(Resilience.class);

    /** With these a service, or a proxy in front of it, says that it cannot. A 500 is a bug in one operation: the others work. */
    private static final Set<Object> CANNOT =
            Set.of(HttpStatus.BAD_GATEWAY, HttpStatus.SERVICE_UNAVAILABLE, HttpStatus.GATEWAY_TIMEOUT);

    private final Map<String, CircuitBreaker> breakers = new HashMap<>();
    private final Map<String, Bulkhead> bulkheads = new HashMap<>();

    Resilience(Upstreams upstreams, UpstreamProperties settings, MeterRegistry meters) {
        var breakerRegistry = CircuitBreakerRegistry.of(config(settings.breaker()));
        var bulkheadRegistry = BulkheadRegistry.of(BulkheadConfig.custom()
                .maxConcurrentCalls(settings.maxConcurrent())
                // an event loop never waits
                .maxWaitDuration(Duration.ZERO)
                .writableStackTraceEnabled(false)
                .build());
        for (Upstream upstream : upstreams.all()) {
            CircuitBreaker breaker = breakerRegistry.circuitBreaker(upstream.context());
            breaker.getEventPublisher()
                    .onStateTransition(event -> LOG.warn(
                            "Calls of {}: {} -> {}",
                            event.getCircuitBreakerName(),
                            event.getStateTransition().getFromState(),
                            event.getStateTransition().getToState()));
            breakers.put(upstream.context(), breaker);
            bulkheads.put(upstream.context(), bulkheadRegistry.bulkhead(upstream.context()));
        }
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakerRegistry).bindTo(meters);
        TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheadRegistry).bindTo(meters);
    }

    CircuitBreaker breaker(String service) {
        return breakers.get(service);
    }

    Bulkhead bulkhead(String service) {
        return bulkheads.get(service);
    }

    private static CircuitBreakerConfig config(UpstreamProperties.Breaker settings) {
        return CircuitBreakerConfig.custom()
                .slidingWindow(
                        settings.window(),
                        settings.minimumCalls(),
                        SlidingWindowType.COUNT_BASED,
                        SlidingWindowSynchronizationStrategy.LOCK_FREE)
                .failureRateThreshold(settings.failureRate())
                .waitDurationInOpenState(settings.openFor())
                .permittedNumberOfCallsInHalfOpenState(settings.trialCalls())
                .recordResult(CANNOT::contains)
                .recordException(failure -> UpstreamFailure.of(failure).isOfTheService())
                // what is neither recorded nor ignored would count as a success
                .ignoreException(failure -> !UpstreamFailure.of(failure).isOfTheService())
                // slow is no failure: with Prefer: wait=10 a caller asks for it
                .slowCallRateThreshold(100)
                .slowCallDurationThreshold(Duration.ofDays(1))
                .writableStackTraceEnabled(false)
                .build();
    }
}
