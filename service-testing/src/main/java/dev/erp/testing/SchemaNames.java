package dev.erp.testing;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Schemas are called what they are in the field: a name says alone, among those of all services, what is meant. */
final class SchemaNames {

    private static final Set<String> SAY_NOTHING = Set.of(
            "JsonNode", "View", "Details", "Data", "Line", "Report", "Resource", "Who", "Checked", "Item", "Issued");

    /** What the merged document puts in front of a name that means different things in different services. */
    private static final Set<String> SERVICES =
            Set.of("Audit", "Auth", "Finance", "Hr", "Inventory", "Purchasing", "Sales");

    private SchemaNames() {}

    static List<String> violations(JsonNode schemas) {
        Set<String> names = new TreeSet<>(schemas.propertyNames());
        return names.stream()
                .filter(name -> SAY_NOTHING.contains(name)
                        || name.endsWith("View")
                        || name.startsWith("Page")
                        || !name.matches("[A-Z][A-Za-z0-9]*")
                        || SERVICES.stream()
                                .anyMatch(service ->
                                        name.startsWith(service) && names.contains(name.substring(service.length()))))
                .map(name -> "The schema " + name + " needs a better name: @Schema(name = …)")
                .toList();
    }
}
