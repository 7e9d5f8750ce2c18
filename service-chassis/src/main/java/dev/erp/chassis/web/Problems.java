package dev.erp.chassis.web;

import dev.erp.chassis.event.Transience;
import dev.erp.chassis.telemetry.TraceContext;
import jakarta.validation.ConstraintViolationException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
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
        return write(exchange, translate(exchange, failure));
    }

    /** Writes the problem as the answer of this exchange. */
    public Mono<Void> write(ServerWebExchange exchange, Problem problem) {
        ServerHttpResponse response = exchange.getResponse();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", TYPE_BASE + problem.code().replace('_', '-'));
        document.put("title", problem.status().getReasonPhrase());
        document.put("status", problem.status().value());
        document.put("detail", problem.getMessage());
        document.put("code", problem.code());
        document.put("instance", exchange.getRequest().getPath().value());
        String traceId = TraceContext.currentTraceId();
        if (traceId != null) {
            document.put("traceId", traceId);
        }
        if (!problem.errors().isEmpty()) {
            document.put("errors", problem.errors());
        }
        document.putAll(problem.extensions());
        response.setStatusCode(problem.status());
        problem.headers().forEach(response.getHeaders()::set);
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
        byte[] body = json.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    private Problem translate(ServerWebExchange exchange, Throwable failure) {
        return switch (failure) {
            case Problem problem -> problem;
            case AuthenticationException e -> unauthenticated(e);
            case AccessDeniedException e ->
                new Problem(HttpStatus.FORBIDDEN, "access_denied", "Your permissions do not allow this.");
            case WebExchangeBindException e -> Problem.invalid(bindErrors(e));
            case ConstraintViolationException e -> Problem.invalid(MergePatch.errors(e.getConstraintViolations()));
            case ServerWebInputException e -> input(e);
            case JacksonException e -> malformed(e);
            case DataBufferLimitException e -> tooLarge();
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
            case ResponseStatusException e -> status(e);
            default -> failure(exchange, failure);
        };
    }

    private static Problem unauthenticated(AuthenticationException failure) {
        boolean missing = failure
                        instanceof
                        org.springframework.security.authentication.AuthenticationCredentialsNotFoundException
                || failure instanceof org.springframework.security.authentication.InsufficientAuthenticationException;
        return missing
                ? new Problem(
                                HttpStatus.UNAUTHORIZED,
                                "token_missing",
                                "An access token is needed: Authorization: Bearer …")
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                : new Problem(
                                HttpStatus.UNAUTHORIZED,
                                "token_invalid",
                                "The access token is not valid, or not any more.")
                        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
    }

    private static List<FieldError> bindErrors(WebExchangeBindException e) {
        return e.getBindingResult().getAllErrors().stream()
                .map(error -> new FieldError(
                        error instanceof org.springframework.validation.FieldError field ? field.getField() : "body",
                        snakeCase(String.valueOf(error.getCode())),
                        String.valueOf(error.getDefaultMessage())))
                .toList();
    }

    private static Problem input(ServerWebInputException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
            if (cause instanceof DataBufferLimitException) {
                return tooLarge();
            }
            if (cause instanceof JacksonException json) {
                return malformed(json);
            }
        }
        if (e.getMethodParameter() != null && e.getMethodParameter().getParameterName() != null) {
            String name = e.getMethodParameter().getParameterName();
            return e.getMethodParameter()
                            .hasParameterAnnotation(org.springframework.web.bind.annotation.RequestBody.class)
                    ? Problem.invalid("body", "missing", "must not be empty")
                    : Problem.invalid(
                            name,
                            "malformed",
                            "is missing or cannot be read as "
                                    + kind(e.getMethodParameter().getParameterType()));
        }
        return new Problem(HttpStatus.BAD_REQUEST, "invalid_input", "The request cannot be read.");
    }

    private static String kind(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "UUID" -> "a UUID";
            case "Integer", "int", "Long", "long" -> "a whole number";
            case "LocalDate" -> "a date such as 2026-01-31";
            case "Instant", "OffsetDateTime" -> "a time such as 2026-01-31T12:00:00Z";
            default -> "what it should be";
        };
    }

    private static Problem malformed(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return Problem.invalid(
                    "body", "over_limit", "is nested deeper than 32, or has a longer string or number than is allowed");
        }
        String field = path(e);
        if (e instanceof UnrecognizedPropertyException unknown) {
            return Problem.invalid(
                    field.isEmpty() ? unknown.getPropertyName() : field, "unknown_field", "is not known here");
        }
        if (e instanceof tools.jackson.databind.DatabindException) {
            String said = e.getOriginalMessage();
            int own = said == null ? -1 : said.indexOf("must be ");
            return Problem.invalid(
                    field.isEmpty() ? "body" : field,
                    "malformed",
                    own >= 0 ? said.substring(own) : "does not have the form that is expected here");
        }
        return Problem.invalid("body", "malformed", "is not valid JSON");
    }

    /** {@code lines[3].quantity}. */
    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static Problem tooLarge() {
        return new Problem(HttpStatus.CONTENT_TOO_LARGE, "body_too_large", "A request body has at most 1 MiB.");
    }

    private static Problem status(ResponseStatusException e) {
        HttpStatus status = HttpStatus.resolve(e.getStatusCode().value());
        return switch (status) {
            case NOT_FOUND -> new Problem(status, "not_found", "There is nothing at this path.");
            case UNSUPPORTED_MEDIA_TYPE ->
                new Problem(status, "unsupported_media_type", "Send the body as application/json.");
            case NOT_ACCEPTABLE ->
                new Problem(status, "not_acceptable", "The answer is available as application/json.");
            case CONTENT_TOO_LARGE -> tooLarge();
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
            return new Problem(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "unavailable",
                            "This cannot be answered right now. Repeat the request, with its Idempotency-Key if it changes something.")
                    .header(HttpHeaders.RETRY_AFTER, "1");
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

    static String snakeCase(String camelCase) {
        return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
