package dev.erp.system;

import dev.erp.system.ApiDocument.Operation;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A right body for an operation, as the API's document gives it: its example, or one made of the examples of its fields. */
public record ExampleBody(ApiDocument document) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Null where the operation takes none. */
    public JsonNode of(Operation operation) {
        JsonNode content = operation.json().path("requestBody").path("content");
        if (content.isMissingNode()) {
            return null;
        }
        JsonNode json = content.properties().iterator().next().getValue();
        if (json.has("example")) {
            return json.path("example");
        }
        for (JsonNode example : json.path("examples")) {
            return example.path("value");
        }
        return made(json.path("schema"));
    }

    private JsonNode made(JsonNode schema) {
        if (schema.has("$ref")) {
            return made(document.json().at(schema.path("$ref").asString().substring(1)));
        }
        if (schema.has("example")) {
            return schema.path("example");
        }
        if (schema.path("enum").size() > 0) {
            return schema.path("enum").path(0);
        }
        if (schema.has("properties")) {
            ObjectNode object = NODES.objectNode();
            schema.path("properties").properties().forEach(field -> object.set(field.getKey(), made(field.getValue())));
            return object;
        }
        return switch (schema.path("type").asString("")) {
            case "array" -> NODES.arrayNode().add(made(schema.path("items")));
            case "integer", "number" -> NODES.numberNode(1);
            case "boolean" -> NODES.booleanNode(true);
            case "string" ->
                NODES.stringNode(
                        schema.path("format").asString("").equals("uuid")
                                ? UUID.randomUUID().toString()
                                : "text");
            default -> NODES.objectNode();
        };
    }
}
