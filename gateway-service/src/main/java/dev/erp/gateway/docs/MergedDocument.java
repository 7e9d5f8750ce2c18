package dev.erp.gateway.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One OpenAPI document made of those of the services. A component keeps its name where services mean the same by it; where they
 * differ, the later one (in the order of the services' names) gets its service's name in front.
 */
final class MergedDocument {

    private static final String COMPONENTS = "#/components/";

    private final JsonMapper json;
    private final DoorAnswers doorAnswers;
    private final Map<String, JsonNode> paths = new TreeMap<>();
    private final Map<String, JsonNode> tags = new TreeMap<>();
    private final Map<String, Map<String, JsonNode>> components = new TreeMap<>();

    MergedDocument(JsonMapper json) {
        this.json = json;
        this.doorAnswers = new DoorAnswers(json);
        this.components.put("headers", new TreeMap<>(doorAnswers.headerComponents()));
    }

    /** @param document what the service says of itself; left as it is */
    void add(String service, ObjectNode document) {
        ObjectNode renamed = (ObjectNode) rename(document, conflicts(service, document));
        renamed.path("components")
                .properties()
                .forEach(section -> section.getValue().properties().forEach(component -> components
                        .computeIfAbsent(section.getKey(), key -> new TreeMap<>())
                        .put(component.getKey(), component.getValue())));
        renamed.path("tags").forEach(tag -> tags.putIfAbsent(tag.path("name").asString(), tag));
        renamed.path("paths").properties().forEach(path -> {
            path.getValue()
                    .properties()
                    .forEach(operation -> complete(operation.getKey(), path.getKey(), operation.getValue()));
            paths.put(path.getKey(), path.getValue());
        });
    }

    /** @param missing services that gave no document */
    ObjectNode toJson(String serverUrl, List<String> missing) {
        ObjectNode merged = json.createObjectNode();
        merged.put("openapi", "3.1.0");
        ObjectNode info = merged.putObject("info");
        info.put("title", "ERP API");
        info.put("version", "v1");
        info.put(
                "description",
                missing.isEmpty()
                        ? "All services behind the gateway."
                        : "Not complete: these services do not answer right now: " + String.join(", ", missing) + ".");
        ObjectNode license = info.putObject("license");
        license.put("name", "Apache-2.0");
        license.put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        merged.putArray("servers").addObject().put("url", serverUrl);
        ArrayNode tagList = merged.putArray("tags");
        tags.values().forEach(tagList::add);
        ObjectNode pathList = merged.putObject("paths");
        paths.forEach(pathList::set);
        ObjectNode componentSections = merged.putObject("components");
        components.forEach((section, entries) -> {
            ObjectNode target = componentSections.putObject(section);
            entries.forEach(target::set);
        });
        return merged;
    }

    /** Old reference to new reference, for components that another service has with other content. */
    private Map<String, String> conflicts(String service, ObjectNode document) {
        Map<String, String> renames = new HashMap<>();
        document.path("components")
                .properties()
                .forEach(section -> section.getValue().properties().forEach(component -> {
                    JsonNode other =
                            components.getOrDefault(section.getKey(), Map.of()).get(component.getKey());
                    if (other != null && !other.equals(component.getValue())) {
                        String reference = COMPONENTS + section.getKey() + "/";
                        renames.put(
                                reference + component.getKey(), reference + capitalised(service) + component.getKey());
                    }
                }));
        return renames;
    }

    private JsonNode rename(ObjectNode document, Map<String, String> renames) {
        ObjectNode copy = document.deepCopy();
        if (renames.isEmpty()) {
            return copy;
        }
        replaceReferences(copy, renames);
        renames.forEach((from, to) -> {
            String[] old = from.substring(COMPONENTS.length()).split("/", 2);
            ObjectNode section = (ObjectNode) copy.path("components").path(old[0]);
            section.set(to.substring(to.lastIndexOf('/') + 1), section.remove(old[1]));
        });
        return copy;
    }

    private static void replaceReferences(JsonNode node, Map<String, String> renames) {
        if (node instanceof ObjectNode object) {
            String reference = object.path("$ref").asString("");
            if (renames.containsKey(reference)) {
                object.put("$ref", renames.get(reference));
            }
        }
        node.forEach(child -> replaceReferences(child, renames));
    }

    private void complete(String method, String path, JsonNode operation) {
        if (operation instanceof ObjectNode object) {
            identify(method, path, object);
            doorAnswers.addTo(path, object);
        }
    }

    /** Operation ids must be unique in a document; made of method and path they are, and stay so when services are added. */
    private static void identify(String method, String path, ObjectNode operation) {
        List<String> words = new ArrayList<>();
        for (String segment : path.replaceFirst("^/api/v1", "").split("[/.-]")) {
            if (segment.startsWith("{")) {
                words.add("By" + capitalised(segment.substring(1, segment.length() - 1)));
            } else if (!segment.isEmpty()) {
                words.add(capitalised(segment));
            }
        }
        operation.put("operationId", method.toLowerCase(Locale.ROOT) + String.join("", words));
    }

    private static String capitalised(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
