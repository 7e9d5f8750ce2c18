package dev.erp.chassis.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.erp.chassis.money.Money;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the example of a body from the examples of its fields. A field without an example is left out, which the rules of documents
 * in service-testing notice when it must be there.
 */
final class Examples {

    private static final String SCHEMAS = "#/components/schemas/";

    @SuppressWarnings("rawtypes") // as in the model of swagger-core
    private final Map<String, Schema> schemas;

    Examples(Components components) {
        this.schemas = components.getSchemas();
    }

    static Object read(String json) {
        try {
            return Json31.mapper().readValue(json, Object.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an example is not JSON: " + json, e);
        }
    }

    void fill(Paths paths) {
        schemas.values().forEach(this::spellOutMoney);
        paths.values().stream()
                .map(PathItem::readOperations)
                .flatMap(List::stream)
                .forEach(this::fill);
    }

    private void fill(Operation operation) {
        if (operation.getRequestBody() != null) {
            fill(operation.getRequestBody().getContent());
        }
        operation.getResponses().values().forEach(response -> fill(response.getContent()));
    }

    private void fill(Content content) {
        if (content == null) {
            return;
        }
        for (MediaType body : content.values()) {
            if (body.getExample() == null && body.getExamples() == null && body.getSchema() != null) {
                body.setExample(of(body.getSchema()));
            }
        }
    }

    private Object of(Schema<?> schema) {
        if (schema.getExample() != null) {
            return schema.getExample();
        }
        if (schema.get$ref() != null) {
            return of(schemas.get(schema.get$ref().substring(SCHEMAS.length())));
        }
        if (schema.getProperties() != null) {
            return ofProperties(schema);
        }
        if (schema.getItems() != null) {
            Object item = of(schema.getItems());
            return item == null ? null : List.of(item);
        }
        return null;
    }

    private Object ofProperties(Schema<?> schema) {
        Map<String, Object> example = new LinkedHashMap<>();
        schema.getProperties().forEach((name, property) -> {
            Object value = of(property);
            if (value != null) {
                example.put(name, value);
            }
        });
        return example.isEmpty() ? null : example;
    }

    /** {@code @Schema(example = "EUR 12.30")} on an amount is short for its two members. */
    private void spellOutMoney(Schema<?> schema) {
        if (schema.getProperties() == null) {
            return;
        }
        schema.getProperties().values().forEach(property -> {
            if ((SCHEMAS + Money.class.getSimpleName()).equals(property.get$ref())
                    && property.getExample() instanceof String text
                    && text.contains(" ")) {
                Map<String, Object> money = new LinkedHashMap<>();
                money.put("amount", text.substring(text.indexOf(' ') + 1));
                money.put("currency", text.substring(0, text.indexOf(' ')));
                property.setExample(money);
            }
        });
    }
}
