package dev.erp.gateway.route;

import dev.erp.chassis.web.Problem;
import dev.erp.gateway.door.BodyLimit;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Asks a service, if its circuit breaker lets it, until the head of its answer is there. A GET or HEAD whose connection failed is
 * tried again, a little later and for a short time; nothing else is ever sent twice, because only the client has the Idempotency-Key,
 * and an answer, whatever it says, is an answer.
 */
@Component
class UpstreamAttempts implements GlobalFilter, Ordered {

    private final Resilience resilience;
    private final UpstreamProperties.Retry retry;
    private final Counter repeated;

    UpstreamAttempts(Resilience resilience, UpstreamProperties settings, MeterRegistry meters) {
        this.resilience = resilience;
        this.retry = settings.retry();
        this.repeated = Counter.builder("erp.gateway.upstream.retries")
                .description("Requests that were sent to a service again because their connection failed")
                .register(meters);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        CircuitBreaker breaker = resilience.breaker(route.getId());
        if (SentBody.isIn(exchange.getRequest())) {
            var body = new SentBody(exchange.getRequest());
            ServerWebExchange watched = exchange.mutate().request(body).build();
            return guarded(
                    exchange,
                    chain.filter(watched).onErrorMap(failure -> causedByClient(exchange, body, failure)),
                    breaker);
        }
        Mono<Void> attempt = guarded(exchange, chain.filter(exchange), breaker);
        HttpMethod method = exchange.getRequest().getMethod();
        return method == HttpMethod.GET || method == HttpMethod.HEAD
                ? repeating(exchange, attempt, 1, System.nanoTime())
                : attempt;
    }

    /** The innermost: all that others did to the request is done, and only the sending is left. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 1;
    }

    private static Mono<Void> guarded(ServerWebExchange exchange, Mono<Void> sent, CircuitBreaker breaker) {
        return sent.then(Mono.fromSupplier(() -> exchange.getResponse().getStatusCode()))
                .transform(CircuitBreakerOperator.<HttpStatusCode>of(breaker))
                .then();
    }

    private Mono<Void> repeating(ServerWebExchange exchange, Mono<Void> attempt, int next, long startedAtNanos) {
        if (next > retry.times()) {
            return attempt;
        }
        return attempt.onErrorResume(failure -> {
            Duration pause = pause(next);
            if (!isWorthRepeating(failure) || isTooLate(startedAtNanos, pause)) {
                return Mono.error(failure);
            }
            return Mono.delay(pause).then(Mono.defer(() -> {
                repeated.increment();
                exchange.getAttributes().remove(ServerWebExchangeUtils.GATEWAY_ALREADY_ROUTED_ATTR);
                return repeating(exchange, attempt, next + 1, startedAtNanos);
            }));
        });
    }

    /** Not after a time-out: who is slow becomes slower with twice the work. */
    private static boolean isWorthRepeating(Throwable failure) {
        UpstreamFailure kind = UpstreamFailure.of(failure);
        return kind == UpstreamFailure.UNREACHABLE || kind == UpstreamFailure.LOST;
    }

    private boolean isTooLate(long startedAtNanos, Duration pause) {
        return System.nanoTime() - startedAtNanos + pause.toNanos()
                > retry.within().toNanos();
    }

    /** Between half and one and a half of the backoff, so that those who failed together do not come back together. */
    private Duration pause(int next) {
        long nanos = retry.backoff().toNanos() << (next - 1);
        return Duration.ofNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos + 1));
    }

    private static Throwable causedByClient(ServerWebExchange exchange, SentBody body, Throwable failure) {
        Problem tooLarge = BodyLimit.exceeded(exchange);
        if (tooLarge != null) {
            return tooLarge;
        }
        if (body.isComplete()) {
            return failure;
        }
        return switch (UpstreamFailure.of(failure)) {
            case TIMED_OUT ->
                new Problem(
                                HttpStatus.REQUEST_TIMEOUT,
                                "request_timeout",
                                "The body of this request did not arrive in time.")
                        .header(HttpHeaders.CONNECTION, "close");
            case LOST -> new IncompleteRequestException(failure);
            default -> failure;
        };
    }
}
