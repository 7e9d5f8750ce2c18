package dev.erp.chassis.openapi;

import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.MergePatchOf;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.chassis.web.Problems;
import dev.erp.chassis.web.Refuses;
import dev.erp.chassis.web.StandardProblems;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;

/**
 * The problems that an operation may answer with: those that follow from what its handler method takes, made by the code that
 * answers with them, and those that it {@link Refuses}.
 */
final class DocumentedProblems {

    private static final String PROBLEM_JSON = "application/problem+json";
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final long CURRENT_VERSION = 4;

    private final Components components;
    private final String path;
    private final Operation operation;
    private final DocumentedOperation facts;

    DocumentedProblems(Components components, String path, Operation operation, DocumentedOperation facts) {
        this.components = components;
        this.path = path;
        this.operation = operation;
        this.facts = facts;
    }

    static void addSchemas(Components components) {
        ModelConverters.getInstance(true)
                .readAll(new AnnotatedType(ProblemDocument.class))
                .forEach(components::addSchemas);
    }

    void add() {
        badRequest().ifPresent(this::add);
        if (!facts.isPublic()) {
            add(StandardProblems.tokenMissing());
            add(StandardProblems.tokenInvalid());
            add(StandardProblems.tokenRevoked());
            add(StandardProblems.accessDenied());
            missing().ifPresent(this::add);
        }
        if (facts.takes(IfMatch.class)) {
            add(StandardProblems.staleVersion(CURRENT_VERSION));
            add(StandardProblems.ifMatchRequired());
        }
        if (operation.getRequestBody() != null) {
            add(StandardProblems.bodyTooLarge());
            add(StandardProblems.unsupportedMediaType());
        }
        if (facts.isCommand()) {
            add(StandardProblems.idempotencyKeyInProgress());
            add(StandardProblems.idempotencyKeyReused());
        }
        add(StandardProblems.unavailable());
        AnnotatedElementUtils.getMergedRepeatableAnnotations(
                        facts.handler().getMethod(), Refuses.class, Refuses.All.class)
                .forEach(refusal -> add(problem(refusal)));
    }

    private Optional<Problem> badRequest() {
        if (facts.takes(PageRequest.class)) {
            return Optional.of(Problem.invalid(
                    "limit", "out_of_range", "must be a whole number from 1 to " + PageRequest.MAX_LIMIT));
        }
        if (facts.annotation(MergePatchOf.class).isPresent()) {
            return Optional.of(Problem.invalid("colour", "unknown_field", "is not known here"));
        }
        return parameter(RequestBody.class)
                .map(body -> missingField(body.getParameterType())
                        .orElseGet(() -> Problem.invalid("body", "malformed", "is not valid JSON")))
                .or(() -> parameter(PathVariable.class)
                        .filter(id -> id.getParameterType() == UUID.class)
                        .map(id -> Problem.invalid(id.getParameterName(), "malformed", "must be a UUID")));
    }

    /** What is said when the first field that must be given is not. */
    private static Optional<Problem> missingField(Class<?> body) {
        return Arrays.stream(body.getDeclaredFields())
                .flatMap(field -> Optional.ofNullable(missing(field)).stream())
                .findFirst();
    }

    private static Problem missing(Field field) {
        if (field.isAnnotationPresent(NotNull.class)) {
            return Problem.invalid(
                    field.getName(),
                    "not_null",
                    field.getAnnotation(NotNull.class).message());
        }
        if (field.isAnnotationPresent(NotBlank.class)) {
            return Problem.invalid(
                    field.getName(),
                    "not_blank",
                    field.getAnnotation(NotBlank.class).message());
        }
        return field.isAnnotationPresent(NotEmpty.class)
                ? Problem.invalid(
                        field.getName(),
                        "not_empty",
                        field.getAnnotation(NotEmpty.class).message())
                : null;
    }

    /** {@code /sales-orders/{id}/cancel}: There is no sales order …. */
    private Optional<Problem> missing() {
        int end = path.lastIndexOf("/{");
        if (end < 0) {
            return Optional.empty();
        }
        String resources = path.substring(path.lastIndexOf('/', end - 1) + 1, end);
        String what = resources.replaceFirst("s$", "").replace('-', ' ').replace("api ", "API ");
        return Optional.of(Problem.notFound(what, instance().substring(end + 1).replaceFirst("/.*", "")));
    }

    private <A extends java.lang.annotation.Annotation> Optional<MethodParameter> parameter(Class<A> annotation) {
        return Arrays.stream(facts.handler().getMethodParameters())
                .filter(each -> each.hasParameterAnnotation(annotation))
                .findFirst();
    }

    private static Problem problem(Refuses refusal) {
        String code = refusal.fieldCode().isEmpty() ? refusal.code() : refusal.fieldCode();
        String message = refusal.fieldMessage().isEmpty() ? refusal.detail() : refusal.fieldMessage();
        Problem problem = new Problem(
                HttpStatus.valueOf(refusal.status()),
                refusal.code(),
                refusal.detail(),
                refusal.field().isEmpty() ? List.of() : List.of(new FieldError(refusal.field(), code, message)));
        return switch (problem.status()) {
            case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE -> problem.header(HttpHeaders.RETRY_AFTER, "1");
            case UNAUTHORIZED -> problem.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            default -> problem;
        };
    }

    private void add(Problem problem) {
        String status = String.valueOf(problem.status().value());
        ApiResponse response = operation.getResponses().computeIfAbsent(status, _ -> new ApiResponse()
                .description(meaning(problem.status())));
        if (response.getContent() == null) {
            response.setContent(new Content());
        }
        response.getContent()
                .computeIfAbsent(PROBLEM_JSON, _ -> new MediaType()
                        .schema(new Schema<>().$ref("#/components/schemas/" + ProblemDocument.NAME)))
                .addExamples(problem.code(), new Example().value(document(problem)));
        problem.headers().keySet().forEach(name -> SharedParts.ofProblem(name).addTo(response, components));
    }

    private static String meaning(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "The request is not valid; `errors` names each field and what it must be";
            case UNAUTHORIZED -> "Nobody is signed in by this, or not any more";
            case FORBIDDEN -> "The caller is known, but may not do this";
            case NOT_FOUND -> "There is no such resource";
            case CONFLICT -> "The request is fine, but the state of the resource does not allow it";
            case PRECONDITION_FAILED -> "The resource was changed meanwhile; the header ETag has its version now";
            case CONTENT_TOO_LARGE -> "The body is too large";
            case UNSUPPORTED_MEDIA_TYPE -> "The body has a content type that is not taken";
            case UNPROCESSABLE_CONTENT -> "The request is well formed, but a rule of the business refuses it";
            case PRECONDITION_REQUIRED -> "If-Match is missing";
            case TOO_MANY_REQUESTS -> "Too many requests; Retry-After says when to ask again";
            case SERVICE_UNAVAILABLE -> "This cannot be answered right now; Retry-After says when to ask again";
            default -> status.getReasonPhrase();
        };
    }

    private Map<String, Object> document(Problem problem) {
        Map<String, Object> document = Problems.document(problem, instance(), TRACE_ID);
        document.computeIfPresent("errors", (_, _) -> problem.errors().stream()
                .map(DocumentedProblems::members)
                .toList());
        return document;
    }

    private static Map<String, String> members(FieldError error) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("field", error.field());
        members.put("code", error.code());
        members.put("message", error.message());
        return members;
    }

    /** The path with the examples of its variables. */
    private String instance() {
        String instance = path;
        for (var parameter : Optional.ofNullable(operation.getParameters()).orElse(List.of())) {
            if ("path".equals(parameter.getIn())) {
                Object example =
                        parameter.getExample() == null ? parameter.getSchema().getExample() : parameter.getExample();
                instance = instance.replace("{" + parameter.getName() + "}", String.valueOf(example));
            }
        }
        return instance;
    }
}
