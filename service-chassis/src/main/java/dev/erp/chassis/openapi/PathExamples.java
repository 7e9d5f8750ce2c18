package dev.erp.chassis.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Examples of path variables: the id that the resource itself shows as an example, where it is read or listed, so that both speak
 * of the same one.
 */
@SuppressWarnings("rawtypes") // as in the model of swagger-core
final class PathExamples {

    private static final String SCHEMAS = "#/components/schemas/";

    private final OpenAPI api;

    PathExamples(OpenAPI api) {
        this.api = api;
    }

    void fill() {
        api.getPaths().forEach((path, item) -> item.readOperations().stream()
                .flatMap(operation -> Optional.ofNullable(operation.getParameters()).stream())
                .flatMap(java.util.List::stream)
                .filter(parameter -> "path".equals(parameter.getIn()) && parameter.getExample() == null)
                .forEach(parameter -> find(path, parameter).ifPresent(parameter::setExample)));
    }

    private Optional<Object> find(String path, Parameter parameter) {
        String resource = path.substring(0, path.indexOf("{" + parameter.getName() + "}"));
        String one = resource + "{" + parameter.getName() + "}";
        String all = resource.substring(0, resource.length() - 1);
        return Stream.of(answer(one), answer(all).flatMap(this::item))
                .flatMap(Optional::stream)
                .flatMap(schema -> Stream.of(parameter.getName(), "id").map(name -> example(schema, name)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The schema of what reading this path gives. */
    private Optional<Schema> answer(String path) {
        return Optional.ofNullable(api.getPaths().get(path))
                .map(PathItem::getGet)
                .map(Operation::getResponses)
                .map(responses -> responses.get("200"))
                .map(response -> response.getContent())
                .flatMap(content -> content.values().stream().findFirst())
                .map(body -> resolve(body.getSchema()));
    }

    private Optional<Schema> item(Schema list) {
        return Optional.ofNullable((Schema) list.getProperties().get("items"))
                .map(Schema::getItems)
                .map(this::resolve);
    }

    private static Optional<Object> example(Schema<?> schema, String property) {
        return Optional.ofNullable(schema.getProperties())
                .map(properties -> properties.get(property))
                .map(Schema::getExample);
    }

    private Schema resolve(Schema<?> schema) {
        return schema.get$ref() == null
                ? schema
                : api.getComponents().getSchemas().get(schema.get$ref().substring(SCHEMAS.length()));
    }
}
