package dev.erp.gateway.route;

import dev.erp.chassis.web.Problem;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Lets so many requests to a service be under way at once, from the first byte of the request to the last of the answer, and tells
 * clients what it means for them when the service does not answer, without saying where or why.
 */
@Component
class UpstreamFailures implements GlobalFilter, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamFailures.class);
    private static final long SOON_SECONDS = 2;

    private final Resilience resilience;
    private final long openForSeconds;
    private final MeterRegistry meters;

    UpstreamFailures(Resilience resilience, UpstreamProperties settings, MeterRegistry meters) {
        this.resilience = resilience;
        this.openForSeconds = Math.max(1, settings.breaker().openFor().toSeconds());
        this.meters = meters;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        String service = route.getId();
        Bulkhead bulkhead = resilience.bulkhead(service);
        return chain.filter(exchange)
                .transform(BulkheadOperator.of(bulkhead))
                .onErrorMap(failure -> translate(service, failure));
    }

    /** Outside of everything that may fail. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    private Throwable translate(String service, Throwable failure) {
        return switch (UpstreamFailure.of(failure)) {
            // thousands in a second may be refused: the metrics count them, and the breaker said why in the log
            case LEFT_ALONE -> unavailable("The " + service + " service cannot answer right now.", openForSeconds);
            case CROWDED -> {
                refused(service).increment();
                yield unavailable("The " + service + " service has too much to do right now.", SOON_SECONDS);
            }
            case UNREACHABLE -> {
                log(service, failure);
                yield unavailable("The " + service + " service cannot be reached right now.", SOON_SECONDS);
            }
            case LOST -> {
                log(service, failure);
                yield lost(service);
            }
            case TIMED_OUT -> {
                log(service, failure);
                yield new Problem(
                        HttpStatus.GATEWAY_TIMEOUT,
                        "upstream_timeout",
                        "The " + service
                                + " service did not answer in time. Whether it did what you asked is not known:"
                                + " repeat the request with the same Idempotency-Key.");
            }
            case NONE -> failure instanceof IncompleteRequestException ? lost(service) : failure;
        };
    }

    private static void log(String service, Throwable failure) {
        LOG.warn("{} gives no answer: {}", service, failure.toString());
    }

    private Counter refused(String service) {
        return meters.counter("erp.gateway.upstream.crowded", "service", service);
    }

    private static Problem lost(String service) {
        return unavailable(
                "The " + service + " service went away before it answered. Whether it did what you asked is not"
                        + " known: repeat the request with the same Idempotency-Key.",
                SOON_SECONDS);
    }

    private static Problem unavailable(String detail, long retryAfterSeconds) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable", detail)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterSeconds));
    }
}
