package dev.erp.chassis.web;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Changes a record by a JSON merge patch (RFC 7396) and checks the result as if it had been sent whole. */
public final class MergePatch {

    private final JsonMapper json;
    private final Validator validator;

    MergePatch(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * @param current what may be changed, as a record whose components are the editable fields
     * @throws Problem 400 naming unknown or invalid fields
     */
    @SuppressWarnings("unchecked")
    public <T> T apply(T current, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            throw Problem.invalid("body", "malformed", "must be a JSON object with the fields to change");
        }
        JsonNode merged = merge(json.valueToTree(current), changes);
        T changed = (T) json.treeToValue(merged, current.getClass());
        var violations = validator.validate(changed);
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations.stream().map(MergePatch::error).toList());
        }
        return changed;
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode result = target instanceof ObjectNode object ? object : changes.objectNode();
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                result.remove(change.getKey());
            } else {
                result.set(change.getKey(), merge(result.get(change.getKey()), change.getValue()));
            }
        });
        return result;
    }

    private static FieldError error(ConstraintViolation<?> violation) {
        String code = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return new FieldError(violation.getPropertyPath().toString(), Problems.snakeCase(code), violation.getMessage());
    }

    static List<FieldError> errors(Iterable<? extends ConstraintViolation<?>> violations) {
        return java.util.stream.StreamSupport.stream(violations.spliterator(), false)
                .<FieldError>map(MergePatch::error)
                .toList();
    }
}
