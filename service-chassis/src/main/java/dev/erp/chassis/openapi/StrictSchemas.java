package dev.erp.chassis.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Says of schemas what the code enforces: inputs take no unknown fields, and patterns count for the whole text. Drops unused ones. */
@SuppressWarnings("rawtypes") // as in the model of swagger-core
final class StrictSchemas {

    private static final String SCHEMAS = "#/components/schemas/";

    private final OpenAPI api;
    private final Map<String, Schema> schemas;

    StrictSchemas(OpenAPI api) {
        this.api = api;
        this.schemas = api.getComponents().getSchemas();
    }

    void apply() {
        walk(schemas.values().stream(), StrictSchemas::anchor);
        walk(operations().flatMap(StrictSchemas::parameters), StrictSchemas::anchor);
        walk(operations().flatMap(StrictSchemas::bodies), StrictSchemas::close);
        dropUnused();
    }

    private void dropUnused() {
        Set<String> used = new HashSet<>();
        walk(
                operations()
                        .flatMap(operation -> Stream.of(parameters(operation), bodies(operation), answers(operation))
                                .flatMap(each -> each)),
                schema -> {
                    if (schema.get$ref() != null) {
                        used.add(schema.get$ref().substring(SCHEMAS.length()));
                    }
                });
        schemas.keySet().retainAll(used);
    }

    private Stream<Operation> operations() {
        return api.getPaths().values().stream().map(PathItem::readOperations).flatMap(java.util.List::stream);
    }

    private static Stream<Schema> parameters(Operation operation) {
        return Optional.ofNullable(operation.getParameters()).stream()
                .flatMap(java.util.List::stream)
                .map(Parameter::getSchema)
                .filter(Objects::nonNull);
    }

    private static Stream<Schema> bodies(Operation operation) {
        return Optional.ofNullable(operation.getRequestBody()).stream()
                .flatMap(body -> body.getContent().values().stream())
                .map(MediaType::getSchema);
    }

    private static Stream<Schema> answers(Operation operation) {
        return operation.getResponses().values().stream()
                .map(ApiResponse::getContent)
                .filter(Objects::nonNull)
                .flatMap(content -> content.values().stream())
                .map(MediaType::getSchema)
                .filter(Objects::nonNull);
    }

    private void walk(Stream<Schema> roots, Consumer<Schema<?>> change) {
        Set<Schema<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        roots.forEach(root -> walk(root, change, seen));
    }

    private void walk(Schema<?> schema, Consumer<Schema<?>> change, Set<Schema<?>> seen) {
        if (schema == null || !seen.add(schema)) {
            return;
        }
        change.accept(schema);
        if (schema.get$ref() != null) {
            walk(schemas.get(schema.get$ref().substring(SCHEMAS.length())), change, seen);
        }
        walk(schema.getItems(), change, seen);
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(property -> walk(property, change, seen));
        }
        if (schema.getAnyOf() != null) {
            schema.getAnyOf().forEach(each -> walk(each, change, seen));
        }
    }

    private static void close(Schema<?> schema) {
        if (schema.getProperties() != null) {
            schema.setAdditionalProperties(false);
        }
    }

    /** Bean Validation matches the whole text, JSON Schema looks for a part of it, in the regular expressions of ECMAScript. */
    private static void anchor(Schema<?> schema) {
        String pattern = schema.getPattern();
        if (pattern != null && !pattern.startsWith("^")) {
            schema.setPattern("^(?:" + pattern.replace("\\p{Cntrl}", "\\x00-\\x1f\\x7f") + ")$");
        }
    }
}
