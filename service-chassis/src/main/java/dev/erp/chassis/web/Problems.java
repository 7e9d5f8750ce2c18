package dev.erp.chassis.web;

import dev.erp.chassis.event.Transience;
import dev.erp.chassis.security.RevokedTokenException;
import dev.erp.chassis.telemetry.TraceContext;
import io.r2dbc.spi.R2dbcException;
import jakarta.validation.ConstraintViolationException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerErrorException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes every error of a service, its security included, as an RFC 9457 problem. What is not the client's fault is logged with the
 * trace id and told without any detail.
 */
@Order(-10)
public final class Problems implements WebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String TYPE_BASE = "https://erp.dev/problems/";

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure);
        }
        // what is logged about a request names its trace
        try (var _ = MDC.putCloseable("traceId", TraceContext.traceId(exchange))) {
            return write(exchange, translate(exchange, failure));
        }
    }

    /** Writes the problem as the answer of this exchange. */
    public Mono<Void> write(ServerWebExchange exchange, Problem problem) {
        ServerHttpResponse response = exchange.getResponse();
        Map<String, Object> document =
                document(problem, exchange.getRequest().getPath().value(), TraceContext.traceId(exchange));
        response.setStatusCode(problem.status());
        problem.headers().forEach(response.getHeaders()::set);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
        byte[] body = json.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    /**
     * The members of the problem document.
     *
     * @param instance path of the request
     * @param traceId or null
     */
    public static Map<String, Object> document(Problem problem, String instance, String traceId) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", TYPE_BASE + problem.code().replace('_', '-'));
        document.put("title", problem.status().getReasonPhrase());
        document.put("status", problem.status().value());
        document.put("detail", problem.getMessage());
        document.put("code", problem.code());
        document.put("instance", instance);
        if (traceId != null) {
            document.put("traceId", traceId);
        }
        if (!problem.errors().isEmpty()) {
            document.put("errors", problem.errors());
        }
        document.putAll(problem.extensions());
        return document;
    }

    private Problem translate(ServerWebExchange exchange, Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case AuthenticationException e -> unauthenticated(e);
            case AccessDeniedException e -> StandardProblems.accessDenied();
            case WebExchangeBindException e -> InvalidInput.of(e);
            case ConstraintViolationException e -> Problem.invalid(MergePatch.errors(e.getConstraintViolations()));
            case HandlerMethodValidationException e when !e.isForReturnValue() -> InvalidInput.of(e);
            case ServerWebInputException e -> InvalidInput.of(e);
            case JacksonException e -> InvalidInput.of(e);
            case DataBufferLimitException e -> StandardProblems.bodyTooLarge();
            case MethodNotAllowedException e ->
                new Problem(
                                HttpStatus.METHOD_NOT_ALLOWED,
                                "method_not_allowed",
                                "This resource has no " + e.getHttpMethod() + ".")
                        .header(
                                HttpHeaders.ALLOW,
                                String.join(
                                        ", ",
                                        e.getSupportedMethods().stream()
                                                .map(Object::toString)
                                                .toList()));
            case ServerErrorException e when InvalidInput.isBlankSegment(e) -> InvalidInput.of(e.getMethodParameter());
            case ResponseStatusException e -> status(e);
            default -> failure(exchange, failure);
        };
    }

    private static Problem unauthenticated(AuthenticationException failure) {
        boolean missing = failure
                        instanceof
                        org.springframework.security.authentication.AuthenticationCredentialsNotFoundException
                || failure instanceof org.springframework.security.authentication.InsufficientAuthenticationException;
        if (missing) {
            return StandardProblems.tokenMissing();
        }
        return failure instanceof RevokedTokenException
                ? StandardProblems.tokenRevoked()
                : StandardProblems.tokenInvalid();
    }

    private static Problem status(ResponseStatusException e) {
        HttpStatus status = HttpStatus.resolve(e.getStatusCode().value());
        return switch (status) {
            case NOT_FOUND -> new Problem(status, "not_found", "There is nothing at this path.");
            case UNSUPPORTED_MEDIA_TYPE -> StandardProblems.unsupportedMediaType();
            case NOT_ACCEPTABLE ->
                new Problem(status, "not_acceptable", "The answer is available as application/json.");
            case CONTENT_TOO_LARGE -> StandardProblems.bodyTooLarge();
            case SERVICE_UNAVAILABLE ->
                new Problem(status, "unavailable", "This cannot be answered right now.")
                        .header(HttpHeaders.RETRY_AFTER, "1");
            case GATEWAY_TIMEOUT -> new Problem(status, "timeout", "The answer took too long.");
            case null -> new Problem(HttpStatus.INTERNAL_SERVER_ERROR, "internal_error", "Something went wrong.");
            default -> new Problem(status, status.name().toLowerCase(Locale.ROOT), status.getReasonPhrase() + ".");
        };
    }

    private static Problem failure(ServerWebExchange exchange, Throwable failure) {
        if (Transience.isTransient(failure) || failure instanceof TimeoutException) {
            LOG.warn(
                    "{} {} cannot be answered now: {}",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath(),
                    failure.toString());
            return StandardProblems.unavailable();
        }
        if (isOutOfRange(failure)) {
            LOG.warn(
                    "{} {}: a value was only refused by the database: {}",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath(),
                    failure.toString());
            return new Problem(
                    HttpStatus.BAD_REQUEST,
                    "invalid_input",
                    "A value is out of range, or has a character (NUL) that cannot be stored.");
        }
        LOG.error(
                "{} {} failed",
                exchange.getRequest().getMethod(),
                exchange.getRequest().getPath(),
                failure);
        return new Problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "internal_error",
                "Something went wrong here. The trace id tells us what.");
    }

    /** SQLSTATE class 22, data exception: the last line behind all other checks of what a client sent. */
    private static boolean isOutOfRange(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException e) {
                return e.getSqlState() != null && e.getSqlState().startsWith("22");
            }
        }
        return false;
    }

    static String snakeCase(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
