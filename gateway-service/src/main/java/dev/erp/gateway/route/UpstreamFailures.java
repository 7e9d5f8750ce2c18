package dev.erp.gateway.route;

import dev.erp.chassis.web.Problem;
import dev.erp.gateway.door.BodyLimit;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Tells clients what it means for them when a service does not answer, without saying where or why. */
@Component
class UpstreamFailures implements GlobalFilter, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamFailures.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange).onErrorMap(failure -> translate(exchange, failure));
    }

    /** Outside of everything that may fail. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    private static Throwable translate(ServerWebExchange exchange, Throwable failure) {
        Problem tooLarge = BodyLimit.exceeded(exchange);
        if (tooLarge != null) {
            return tooLarge;
        }
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        Problem problem = problem(route.getId(), failure);
        if (problem == null) {
            return failure;
        }
        LOG.warn("{} gives no answer: {}", route.getId(), failure.toString());
        return problem;
    }

    private static Problem problem(String service, Throwable failure) {
        if (failure instanceof ResponseStatusException status
                && status.getStatusCode().value() == HttpStatus.GATEWAY_TIMEOUT.value()) {
            return new Problem(
                    HttpStatus.GATEWAY_TIMEOUT,
                    "upstream_timeout",
                    "The " + service + " service did not answer in time. Whether it did what you asked is not known:"
                            + " repeat the request with the same Idempotency-Key.");
        }
        if (failure instanceof ConnectException || failure instanceof UnknownHostException || isPoolFull(failure)) {
            // nothing was sent: safe to repeat
            return unavailable("The " + service + " service cannot be reached right now.");
        }
        if (failure instanceof IOException) {
            return unavailable(
                    "The " + service + " service went away before it answered. Whether it did what you asked is not"
                            + " known: repeat the request with the same Idempotency-Key.");
        }
        return null;
    }

    private static Problem unavailable(String detail) {
        return new Problem(HttpStatus.SERVICE_UNAVAILABLE, "service_unavailable", detail)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }

    /** The pool's exceptions are in a package of Netty that is not meant to be imported. */
    private static boolean isPoolFull(Throwable failure) {
        return failure.getClass().getSimpleName().startsWith("PoolAcquire");
    }
}
