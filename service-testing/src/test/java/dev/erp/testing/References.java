package dev.erp.testing;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Follows {@code $ref} within the event contracts of one folder: the current ones, or {@code released/}. */
record References(String folder) {

    /** A schema without {@code $ref}, and the document that its own references belong to. */
    record Resolved(JsonNode document, JsonNode schema) {}

    static References in(String folder) {
        return new References(folder);
    }

    /** What stands beside a {@code $ref} wins over what it refers to. */
    Resolved resolve(JsonNode document, JsonNode schema) {
        if (!schema.has("$ref")) {
            return new Resolved(document, schema);
        }
        String[] reference = schema.get("$ref").asString().split("#", 2);
        JsonNode target = reference[0].isEmpty() ? document : load(reference[0].replaceFirst("^\\.\\./", ""));
        Resolved found = resolve(target, target.at(reference[1]));
        ObjectNode merged = ((ObjectNode) found.schema()).deepCopy();
        schema.forEachEntry((name, value) -> {
            if (!name.equals("$ref")) {
                merged.set(name, value);
            }
        });
        return new Resolved(found.document(), merged);
    }

    JsonNode load(String path) {
        return Contracts.JSON.readTree(Contracts.read(folder + path));
    }
}
