package dev.erp.chassis.web;

import dev.erp.chassis.security.Principal;
import dev.erp.chassis.telemetry.TraceContext;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.MethodParameter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.core.context.ReactiveSecurityContextHolder;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Makes {@link Caller}, {@link IfMatch} and {@link PageRequest} arguments of handler methods. */
final class ArgumentResolvers implements HandlerMethodArgumentResolver {

    static final Duration MAX_PATIENCE = Duration.ofSeconds(10);
    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait=(\\d{1,3})(?:$|[,;\\s])");

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        Class<?> type = parameter.getParameterType();
        return type == Caller.class || type == IfMatch.class || type == PageRequest.class;
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        Class<?> type = parameter.getParameterType();
        if (type == IfMatch.class) {
            return Mono.fromSupplier(() -> ifMatch(exchange.getRequest()));
        }
        if (type == PageRequest.class) {
            return Mono.fromSupplier(() -> pageRequest(exchange.getRequest()));
        }
        return ReactiveSecurityContextHolder.getContext().map(context -> (Object)
                caller(exchange, (Principal) context.getAuthentication().getPrincipal()));
    }

    private static Caller caller(ServerWebExchange exchange, Principal principal) {
        String key = exchange.getRequest().getHeaders().getFirst(InputHashFilter.HEADER);
        Optional<IdempotencyKey> idempotencyKey = key == null
                ? Optional.empty()
                : Optional.of(new IdempotencyKey(principal.actor().id(), key, InputHashFilter.digestOf(exchange)));
        return new Caller(
                principal.actor(),
                principal.permissions(),
                idempotencyKey,
                patience(exchange.getRequest()),
                TraceContext.of(exchange),
                RequestCircumstances.of(exchange.getRequest()));
    }

    private static Duration patience(ServerHttpRequest request) {
        String prefer = request.getHeaders().getFirst("Prefer");
        if (prefer == null) {
            return Duration.ZERO;
        }
        Matcher wait = WAIT.matcher(prefer);
        if (!wait.find()) {
            return Duration.ZERO;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(wait.group(1)));
        return asked.compareTo(MAX_PATIENCE) > 0 ? MAX_PATIENCE : asked;
    }

    private static IfMatch ifMatch(ServerHttpRequest request) {
        String tag = request.getHeaders().getFirst("If-Match");
        if (tag == null) {
            throw StandardProblems.ifMatchRequired();
        }
        return new IfMatch(tag);
    }

    private static PageRequest pageRequest(ServerHttpRequest request) {
        var query = request.getQueryParams();
        return PageRequest.of(query.getFirst("limit"), query.getFirst("cursor"), query.getFirst("sort"));
    }
}
