package dev.erp.chassis.openapi;

import dev.erp.chassis.security.Permission;
import dev.erp.chassis.security.Public;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.IfMatch;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.MergePatchOf;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.SortableBy;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.method.HandlerMethod;

/** One operation: what follows for it from the annotations, arguments and result of its handler method. */
final class DocumentedOperation {

    static final String ACCESS_TOKEN = "accessToken";
    /** For tools: the permission an operation needs. */
    static final String PERMISSION = "x-permission";

    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final Components components;
    private final String path;
    private final HttpMethod method;
    private final Operation operation;
    private final HandlerMethod handler;

    DocumentedOperation(
            Components components, String path, HttpMethod method, Operation operation, HandlerMethod handler) {
        this.components = components;
        this.path = path;
        this.method = method;
        this.operation = operation;
        this.handler = handler;
    }

    void complete() {
        access();
        mergePatch();
        parameters();
        operation.getResponses().values().forEach(this::contentTypes);
        headers();
        new DocumentedProblems(components, path, operation, this).add();
    }

    private void access() {
        Permission permission = handler.getMethodAnnotation(Permission.class);
        if (permission == null) {
            operation.setSecurity(List.of());
            return;
        }
        operation.addSecurityItem(new SecurityRequirement().addList(ACCESS_TOKEN));
        operation.addExtension(PERMISSION, List.of(permission.value()));
        String needed = "Permission: `" + String.join("` or `", permission.value()) + "`";
        operation.setDescription(
                operation.getDescription() == null ? needed : operation.getDescription() + "\n\n" + needed);
    }

    /** A patch is what it changes, with nothing that must be there. */
    private void mergePatch() {
        annotation(MergePatchOf.class).ifPresent(patch -> {
            MediaType body = new MediaType()
                    .schema(PatchSchemas.of(patch.value(), components))
                    .example(Examples.read(patch.example()));
            operation.setRequestBody(new RequestBody()
                    .required(true)
                    .content(new Content().addMediaType(MERGE_PATCH, body).addMediaType(JSON, body)));
        });
    }

    private void parameters() {
        if (isCommand()) {
            operation.addParametersItem(SharedParts.IDEMPOTENCY_KEY.in(components));
        }
        if (method != HttpMethod.GET && takes(Caller.class)) {
            operation.addParametersItem(SharedParts.REASON.in(components));
        }
        if (takes(IfMatch.class)) {
            operation.addParametersItem(SharedParts.IF_MATCH.in(components));
        }
        if (isConditionalRead()) {
            operation.addParametersItem(SharedParts.IF_NONE_MATCH.in(components));
        }
        if (takes(PageRequest.class)) {
            search();
            operation.addParametersItem(SharedParts.LIMIT.in(components));
            operation.addParametersItem(SharedParts.CURSOR.in(components));
            annotation(SortableBy.class).ifPresent(sort -> operation.addParametersItem(SharedParts.sort(sort)));
        }
    }

    /** What {@link ListQuery#search} makes of it. */
    private void search() {
        Optional.ofNullable(operation.getParameters()).stream()
                .flatMap(List::stream)
                .filter(parameter -> "q".equals(parameter.getName()))
                .forEach(parameter -> parameter
                        .description("A part of the text to search for, in upper or lower case")
                        .getSchema()
                        .setMaxLength(ListQuery.MAX_SEARCH_LENGTH));
    }

    private void contentTypes(ApiResponse response) {
        Content content = response.getContent();
        if (content == null || content.isEmpty()) {
            return;
        }
        if (response == operation.getResponses().get("204")) {
            response.setContent(null);
            return;
        }
        MediaType any = content.remove("*/*");
        if (any != null) {
            content.addMediaType(JSON, any);
        }
    }

    private void headers() {
        operation.getResponses().forEach((status, response) -> {
            boolean hasBody = !status.equals("204");
            if (status.equals("201")) {
                SharedParts.LOCATION.addTo(response, components);
            }
            if (hasBody && (status.equals("201") || isCommand() || isConditionalRead())) {
                SharedParts.ETAG.addTo(response, components);
            }
            if (isCommand()) {
                SharedParts.IDEMPOTENCY_REPLAYED.addTo(response, components);
            }
            if (takes(PageRequest.class)) {
                SharedParts.LINK.addTo(response, components);
            }
            if (isPatient()) {
                SharedParts.PREFERENCE_APPLIED.addTo(response, components);
            }
        });
        if (isConditionalRead()) {
            ApiResponse notModified = new ApiResponse().description("Not changed since the version of If-None-Match");
            SharedParts.ETAG.addTo(notModified, components);
            operation.getResponses().addApiResponse("304", notModified);
        }
    }

    HandlerMethod handler() {
        return handler;
    }

    boolean isPublic() {
        return handler.hasMethodAnnotation(Public.class);
    }

    /** Whether it changes something at most once per Idempotency-Key: what Commands answer are bytes. */
    boolean isCommand() {
        return method != HttpMethod.GET && takes(Caller.class) && result().resolveGeneric(0) == byte[].class;
    }

    /** Whether it reads one resource with its ETag: WebFlux itself answers If-None-Match. */
    boolean isConditionalRead() {
        return method == HttpMethod.GET && path.contains("{") && result().resolve() == ResponseEntity.class;
    }

    boolean readsPage() {
        return takes(PageRequest.class) && result().resolve() == Page.class;
    }

    boolean takes(Class<?> type) {
        return Arrays.stream(handler.getMethodParameters()).anyMatch(each -> each.getParameterType() == type);
    }

    /** Whether it waits for an outcome with {@code Prefer: wait=N}. */
    private boolean isPatient() {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(each -> "Prefer".equals(each.getName()));
    }

    private ResolvableType result() {
        return ResolvableType.forMethodReturnType(handler.getMethod()).getGeneric(0);
    }

    <A extends Annotation> Optional<A> annotation(Class<A> type) {
        return Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(type))
                .findFirst()
                .map((MethodParameter parameter) -> parameter.getParameterAnnotation(type));
    }
}
