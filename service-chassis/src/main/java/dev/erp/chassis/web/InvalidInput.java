package dev.erp.chassis.web;

import dev.erp.chassis.money.RefusedValueException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpStatus;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.ServerErrorException;
import org.springframework.web.server.ServerWebInputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Says which field of a request is wrong, and what it must be, from what JSON parsing, binding and validation threw. Their own
 * messages name Java classes, so none is passed on.
 */
final class InvalidInput {

    private InvalidInput() {}

    static Problem of(ServerWebInputException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case Problem problem -> {
                    return problem;
                }
                case DataBufferLimitException tooLarge -> {
                    return StandardProblems.bodyTooLarge();
                }
                case JacksonException json -> {
                    return of(json);
                }
                default -> {}
            }
        }
        MethodParameter parameter = e.getMethodParameter();
        if (parameter == null || parameter.getParameterName() == null) {
            return new Problem(HttpStatus.BAD_REQUEST, "invalid_input", "The request cannot be read.");
        }
        return parameter.hasParameterAnnotation(RequestBody.class)
                ? Problem.invalid("body", "missing", "must not be empty")
                : of(parameter);
    }

    /** Spring takes a blank segment of the path for none at all, and that for a mistake of the program. */
    static boolean isBlankSegment(ServerErrorException e) {
        return e.getMethodParameter() != null && e.getMethodParameter().hasParameterAnnotation(PathVariable.class);
    }

    /** What stands in the path or the query is not what it must be. */
    static Problem of(MethodParameter parameter) {
        return Problem.invalid(parameter.getParameterName(), "malformed", mustBe(parameter.getParameterType()));
    }

    static Problem of(WebExchangeBindException e) {
        return Problem.invalid(errors(e.getAllErrors(), "body"));
    }

    static Problem of(HandlerMethodValidationException e) {
        List<FieldError> errors = new ArrayList<>();
        for (ParameterValidationResult result : e.getParameterValidationResults()) {
            String parameter = String.valueOf(result.getMethodParameter().getParameterName());
            errors.addAll(errors(result.getResolvableErrors(), result instanceof ParameterErrors ? "body" : parameter));
        }
        return Problem.invalid(errors);
    }

    static Problem of(JacksonException e) {
        String path = path(e);
        String field = path.isEmpty() ? "body" : path;
        return switch (e) {
            case StreamConstraintsException over ->
                Problem.invalid(
                        "body",
                        "over_limit",
                        "must be nested at most 32 deep, with strings of at most 100,000 characters, names of at most 200, and"
                                + " numbers of at most 60");
            case UnrecognizedPropertyException unknown -> Problem.invalid(field, "unknown_field", "is not known here");
            case RefusedValueException refused -> Problem.invalid(field, "malformed", refused.getOriginalMessage());
            case ValueInstantiationException failed -> Problem.invalid(field, "malformed", rule(failed));
            case MismatchedInputException mismatch ->
                Problem.invalid(field, "malformed", mustBe(mismatch.getTargetType()));
            case InputCoercionException number -> Problem.invalid(field, "malformed", mustBe(number.getTargetType()));
            case tools.jackson.databind.DatabindException other -> Problem.invalid(field, "malformed", mustBe(null));
            default -> Problem.invalid("body", "malformed", "is not valid JSON");
        };
    }

    private static List<FieldError> errors(List<? extends MessageSourceResolvable> errors, String elsewhere) {
        return errors.stream()
                .map(error -> new FieldError(
                        error instanceof org.springframework.validation.FieldError field ? field.getField() : elsewhere,
                        Problems.snakeCase(code(error)),
                        String.valueOf(error.getDefaultMessage())))
                .toList();
    }

    /** The last code is the constraint's name alone. */
    private static String code(MessageSourceResolvable error) {
        String[] codes = error.getCodes();
        return codes == null || codes.length == 0 ? "invalid" : codes[codes.length - 1];
    }

    /** What a record of ours said about its components; what anybody else said stays inside. */
    private static String rule(ValueInstantiationException failed) {
        return failed.getCause() instanceof IllegalArgumentException rule
                        && rule.getMessage() != null
                        && rule.getStackTrace().length > 0
                        && rule.getStackTrace()[0].getClassName().startsWith("dev.erp.")
                ? rule.getMessage()
                : mustBe(null);
    }

    private static String mustBe(Class<?> type) {
        return switch (type == null ? "" : type.getSimpleName()) {
            case "UUID" -> "must be a UUID";
            case "Integer", "int", "Long", "long" -> "must be a whole number in range";
            case "Boolean", "boolean" -> "must be true or false";
            case "String" -> "must be a string";
            case "LocalDate" -> "must be a date such as 2026-01-31";
            case "Instant", "OffsetDateTime" -> "must be a time such as 2026-01-31T12:00:00Z";
            case "BigDecimal" -> "must be a decimal in a string, such as \"12.30\"";
            default -> "does not have the form that is expected here";
        };
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
}
