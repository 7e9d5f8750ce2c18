package dev.erp.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** One operation of an {@link ApiDocument}. */
public final class ApiOperation {

    private static final String PROBLEM = "application/problem+json";

    private final ApiDocument document;
    private final String method;
    private final String path;
    private final JsonNode json;

    ApiOperation(ApiDocument document, String method, String path, JsonNode json) {
        this.document = document;
        this.method = method;
        this.path = path;
        this.json = json;
    }

    /** {@code POST /api/v1/customers}. */
    public String name() {
        return method() + " " + path;
    }

    /** In capitals. */
    public String method() {
        return method.toUpperCase(Locale.ROOT);
    }

    public String path() {
        return path;
    }

    /** The path with the examples of its variables. */
    public String examplePath() {
        String example = path;
        for (JsonNode parameter : parameters()) {
            if (parameter.path("in").asString().equals("path")) {
                example = example.replace(
                        "{" + parameter.path("name").asString() + "}",
                        example(parameter).map(JsonNode::asString).orElse("?"));
            }
        }
        return example;
    }

    /** The path with an id that nobody has for each variable. */
    public String unknownPath() {
        return path.replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
    }

    /** Any of these is enough; none if no token is needed. */
    public Set<String> permissions() {
        Set<String> permissions = new TreeSet<>();
        json.path("x-permission").forEach(permission -> permissions.add(permission.asString()));
        return permissions;
    }

    /** Names of what may stand in the query. */
    public List<String> queryParameters() {
        return parameters().stream()
                .filter(parameter -> parameter.path("in").asString().equals("query"))
                .map(parameter -> parameter.path("name").asString())
                .toList();
    }

    boolean has(String parameter) {
        return parameter(parameter).isPresent();
    }

    /** The values that a query parameter may have, if they are listed. */
    List<String> values(String parameter) {
        return parameter(parameter).stream()
                .flatMap(each -> StreamSupport.stream(
                        document.resolve(each.path("schema")).path("enum").spliterator(), false))
                .map(JsonNode::asString)
                .toList();
    }

    /** Content type of the body, or nothing if it has none. */
    Optional<String> bodyType() {
        return json.path("requestBody").path("content").propertyNames().stream().findFirst();
    }

    /** A right body, or nothing if it takes none. */
    public Optional<JsonNode> bodyExample() {
        return bodyType()
                .flatMap(
                        type -> example(json.path("requestBody").path("content").path(type)));
    }

    /** The codes of the problems that it may answer with, of this status. */
    public Set<String> problemCodes(String status) {
        return new TreeSet<>(
                response(status).path("content").path(PROBLEM).path("examples").propertyNames());
    }

    Set<String> problemCodes() {
        Set<String> codes = new TreeSet<>();
        json.path("responses").propertyNames().forEach(status -> codes.addAll(problemCodes(status)));
        return codes;
    }

    private JsonNode response(String status) {
        return document.resolve(json.path("responses").path(status));
    }

    List<String> violations() {
        List<String> violations = new ArrayList<>();
        if (json.path("summary").asString("").isBlank()) {
            violations.add("has no summary");
        }
        if (json.path("x-permission").isMissingNode() == !json.path("security").isEmpty()) {
            violations.add("does not say which permission it needs, or that it needs no token");
        }
        parameters().forEach(parameter -> checkParameter(parameter, violations));
        if (has("cursor") && values("sort").isEmpty()) {
            violations.add("does not say what its pages can be sorted by: @SortableBy");
        }
        checkContent("/requestBody", json.path("requestBody"), violations);
        json.path("responses").properties().forEach(response -> checkResponse(response.getKey(), violations));
        return violations.stream().map(text -> name() + " " + text).toList();
    }

    private void checkResponse(String status, List<String> violations) {
        JsonNode response = response(status);
        checkContent("/responses/" + status, response, violations);
        if (status.startsWith("2")) {
            return;
        }
        response.path("content").path(PROBLEM).path("examples").properties().forEach(example -> {
            JsonNode problem = example.getValue().path("value");
            if (!problem.path("code").asString("").equals(example.getKey())
                    || !problem.path("status").asString("").equals(status)) {
                violations.add("has an example of " + status + " with another code or status: " + problem);
            }
        });
    }

    /** Every body has an example, and each example keeps its schema. */
    private void checkContent(String pointer, JsonNode holder, List<String> violations) {
        holder.path("content").properties().forEach(content -> {
            String at = pointer + "/content/" + content.getKey().replace("/", "~1");
            if (content.getKey().contains("*")) {
                violations.add(pointer + " does not say its content type");
            }
            List<JsonNode> examples = examples(content.getValue());
            if (examples.isEmpty()) {
                violations.add(pointer + " has no example: put @Schema(example = …) on the components of its record");
            }
            examples.forEach(example -> document.errors(self() + at + "/schema", example)
                    .forEach(error -> violations.add(pointer + " has an example that breaks its schema: " + error)));
        });
    }

    private void checkParameter(JsonNode parameter, List<String> violations) {
        String name = parameter.path("name").asString();
        if (parameter.path("in").asString().equals("path") && example(parameter).isEmpty()) {
            violations.add("has no example of {" + name + "}");
        }
        example(parameter)
                .map(example -> document.errors(schemaOf(parameter), example))
                .orElse(List.of())
                .forEach(error -> violations.add(name + " has an example that breaks its schema: " + error));
    }

    private String schemaOf(JsonNode parameter) {
        int index = 0;
        for (JsonNode each : json.path("parameters")) {
            if (document.resolve(each) == parameter) {
                return each.has("$ref")
                        ? each.path("$ref").asString().substring(1) + "/schema"
                        : self() + "/parameters/" + index + "/schema";
            }
            index++;
        }
        throw new IllegalArgumentException("not a parameter of " + name());
    }

    private String self() {
        return "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method;
    }

    private List<JsonNode> parameters() {
        List<JsonNode> parameters = new ArrayList<>();
        json.path("parameters").forEach(each -> parameters.add(document.resolve(each)));
        return parameters;
    }

    private Optional<JsonNode> parameter(String name) {
        return parameters().stream()
                .filter(each -> each.path("name").asString().equals(name))
                .findFirst();
    }

    private static Optional<JsonNode> example(JsonNode holder) {
        return examples(holder).stream().findFirst();
    }

    private static List<JsonNode> examples(JsonNode holder) {
        List<JsonNode> examples = new ArrayList<>();
        if (holder.has("example")) {
            examples.add(holder.path("example"));
        } else if (holder.path("schema").has("example")) {
            examples.add(holder.path("schema").path("example"));
        }
        holder.path("examples").forEach(each -> examples.add(each.path("value")));
        return examples;
    }
}
