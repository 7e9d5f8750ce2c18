package dev.erp.testing;

import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Schemas are called what they are in the field: a name says alone, among those of all services, what is meant. */
final class SchemaNames {

    private static final Set<String> SAY_NOTHING = Set.of(
            "JsonNode", "View", "Details", "Data", "Line", "Report", "Resource", "Who", "Checked", "Item", "Issued");

    private SchemaNames() {}

    static List<String> violations(JsonNode schemas) {
        return schemas.propertyNames().stream()
                .filter(name -> SAY_NOTHING.contains(name)
                        || name.endsWith("View")
                        || name.startsWith("Page")
                        || !name.matches("[A-Z][A-Za-z0-9]*"))
                .map(name -> "The schema " + name + " needs a better name: @Schema(name = …)")
                .toList();
    }
}
