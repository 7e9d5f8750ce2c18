package dev.erp.testing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Whether a schema still promises what it promised when it was released. Breaking is: a field that is gone, a field that takes
 * fewer values than before, a field that became required, and a field that no longer is. A change that it cannot judge (another
 * pattern, another set of alternatives) counts as breaking.
 */
final class Compatibility {

    private static final List<String> LOWER_BOUNDS =
            List.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
    private static final List<String> UPPER_BOUNDS =
            List.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");
    private static final List<String> NOT_COMPARABLE =
            List.of("pattern", "format", "multipleOf", "uniqueItems", "additionalProperties", "not");

    private final References released = References.in("released/");
    private final References current = References.in("");
    private final List<String> breaks = new ArrayList<>();

    private Compatibility() {}

    /** What broke between two schema documents, each as {@code path: what}; empty when nothing did. */
    static List<String> breaks(JsonNode released, JsonNode current) {
        var comparison = new Compatibility();
        comparison.compare("", released, released, current, current);
        return comparison.breaks;
    }

    private void compare(
            String path,
            JsonNode releasedDocument,
            JsonNode releasedNode,
            JsonNode currentDocument,
            JsonNode currentNode) {
        References.Resolved before = released.resolve(releasedDocument, releasedNode);
        References.Resolved now = current.resolve(currentDocument, currentNode);
        JsonNode was = before.schema();
        JsonNode is = now.schema();

        compareValues(path, was, is);
        compareBounds(path, was, is);
        compareRequired(path, was, is);
        was.path("properties").forEachEntry((name, property) -> {
            String inner = path + "/" + name;
            JsonNode successor = is.path("properties").path(name);
            if (successor.isMissingNode()) {
                breaks.add(inner + ": removed");
            } else {
                compare(inner, before.document(), property, now.document(), successor);
            }
        });
        if (was.has("items") && is.has("items")) {
            compare(path + "/[]", before.document(), was.get("items"), now.document(), is.get("items"));
        } else if (is.has("items")) {
            breaks.add(path + ": items are restricted");
        }
        compareAlternatives(path, before, now);
    }

    private void compareValues(String path, JsonNode was, JsonNode is) {
        Set<JsonNode> typesNow = values(is, "type", "type");
        if (!typesNow.isEmpty() && !typesNow.containsAll(values(was, "type", "type"))
                || !typesNow.isEmpty() && !was.has("type") && !was.has("enum") && !was.has("const")) {
            breaks.add(path + ": another type");
        }
        Set<JsonNode> allowedBefore = values(was, "enum", "const");
        Set<JsonNode> allowedNow = values(is, "enum", "const");
        if (!allowedNow.isEmpty() && (allowedBefore.isEmpty() || !allowedNow.containsAll(allowedBefore))) {
            breaks.add(path + ": fewer values");
        }
        for (String keyword : NOT_COMPARABLE) {
            if (is.has(keyword) && !is.get(keyword).equals(was.get(keyword))) {
                breaks.add(path + ": another " + keyword);
            }
        }
    }

    private void compareBounds(String path, JsonNode was, JsonNode is) {
        for (String bound : LOWER_BOUNDS) {
            if (is.has(bound) && (!was.has(bound) || number(is, bound).compareTo(number(was, bound)) > 0)) {
                breaks.add(path + ": higher " + bound);
            }
        }
        for (String bound : UPPER_BOUNDS) {
            if (is.has(bound) && (!was.has(bound) || number(is, bound).compareTo(number(was, bound)) < 0)) {
                breaks.add(path + ": lower " + bound);
            }
        }
    }

    private void compareRequired(String path, JsonNode was, JsonNode is) {
        Set<JsonNode> before = values(was, "required", "required");
        Set<JsonNode> now = values(is, "required", "required");
        now.stream()
                .filter(f -> !before.contains(f))
                .forEach(f -> breaks.add(path + "/" + f.asString() + ": became required"));
        before.stream()
                .filter(f -> !now.contains(f))
                .forEach(f -> breaks.add(path + "/" + f.asString() + ": no longer promised"));
    }

    private void compareAlternatives(String path, References.Resolved before, References.Resolved now) {
        JsonNode was = before.schema().path("anyOf");
        JsonNode is = now.schema().path("anyOf");
        if (is.size() > 0 && is.size() < was.size() || is.size() > 0 && was.isMissingNode()) {
            breaks.add(path + ": fewer alternatives");
            return;
        }
        for (int i = 0; i < Math.min(was.size(), is.size()); i++) {
            compare(path + "/anyOf" + i, before.document(), was.get(i), now.document(), is.get(i));
        }
    }

    private static Set<JsonNode> values(JsonNode schema, String listKeyword, String singleKeyword) {
        Set<JsonNode> values = new HashSet<>();
        JsonNode list = schema.path(listKeyword);
        if (list.isArray()) {
            list.forEach(values::add);
        } else if (schema.has(singleKeyword)) {
            values.add(schema.get(singleKeyword));
        }
        return values;
    }

    private static BigDecimal number(JsonNode schema, String keyword) {
        return schema.get(keyword).decimalValue();
    }
}
