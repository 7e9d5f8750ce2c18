package dev.erp.chassis.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.telemetry.TraceContext;
import dev.erp.chassis.web.ClientAddress;
import dev.erp.chassis.web.RequestCircumstances;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

/**
 * Puts into the audit trail who was refused what. The same caller at the same endpoint is told of once a minute, so that nobody can
 * flood the trail; the metric {@code erp.security.denied} counts every refusal. Nobody waits for it.
 */
public final class DeniedAccess {

    /** Every service that checks permissions publishes on it. */
    public static final String TOPIC = "erp.security.access";

    private static final Logger LOG = LoggerFactory.getLogger(DeniedAccess.class);
    private static final String TYPE = "security.access.denied.v1";
    private static final Duration ONCE_PER = Duration.ofMinutes(1);
    private static final int REMEMBERED = 10_000;
    private static final int MAX_PATH_LENGTH = 200;

    /** @param endpoint the route's pattern; empty if unknown, so that no path makes it another one */
    private record Refusal(String caller, String method, String endpoint) {}

    private record Denied(String method, String path, List<String> required, String address) {}

    private final Cache<Refusal, Boolean> told = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(ONCE_PER)
            .build();
    private final Outbox outbox;
    private final Counter counter;
    private final Clock clock;

    DeniedAccess(Outbox outbox, MeterRegistry registry, Clock clock) {
        this.outbox = outbox;
        this.counter = Counter.builder("erp.security.denied").register(registry);
        this.clock = clock;
    }

    /** Returns at once. What cannot be written is logged, and nothing else: the refusal stands. */
    void tell(ServerWebExchange exchange, Principal caller) {
        counter.increment();
        ServerHttpRequest request = exchange.getRequest();
        Object pattern = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        var refusal =
                new Refusal(caller.actor().id(), request.getMethod().name(), pattern == null ? "" : pattern.toString());
        if (told.asMap().putIfAbsent(refusal, true) != null) {
            return;
        }
        var denied = new Denied(
                refusal.method(),
                cut(pattern == null ? request.getPath().value() : refusal.endpoint()),
                required(exchange),
                ClientAddress.of(request));
        outbox.append(List.of(event(denied, caller, exchange)))
                .subscribe(
                        null,
                        e -> LOG.warn(
                                "That {} was denied {} {} could not be written to the outbox: {}",
                                refusal.caller(),
                                denied.method(),
                                denied.path(),
                                e.toString()));
    }

    private NewEvent event(Denied denied, Principal caller, ServerWebExchange exchange) {
        UUID id = Ids.next();
        var origin = new Origin(
                caller.actor(),
                id,
                null,
                TraceContext.of(exchange),
                RequestCircumstances.withoutReason(exchange.getRequest()));
        return NewEvent.of(TOPIC, TYPE, id, 1, clock.instant(), origin, denied);
    }

    /** Any one of these was needed; none, if the endpoint is closed to everybody. */
    private static List<String> required(ServerWebExchange exchange) {
        Permission permission =
                exchange.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE) instanceof HandlerMethod method
                        ? method.getMethodAnnotation(Permission.class)
                        : null;
        return permission == null ? List.of() : List.of(permission.value());
    }

    private static String cut(String path) {
        return path.length() <= MAX_PATH_LENGTH ? path : path.substring(0, MAX_PATH_LENGTH);
    }
}
