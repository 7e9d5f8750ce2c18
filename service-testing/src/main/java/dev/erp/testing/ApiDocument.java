package dev.erp.testing;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.apicurio.datamodels.Library;
import io.apicurio.datamodels.validation.ValidationProblemSeverity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An OpenAPI document, and whether it is valid, complete and true. */
public final class ApiDocument {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final String OAS = "https://spec.openapis.org/oas/3.1/schema/2025-11-23";
    private static final String META_SCHEMA = "https://json-schema.org/draft/2020-12/schema";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonNode document;
    private final SchemaRegistry schemas;

    private ApiDocument(String text) {
        this.document = JSON.readTree(text);
        this.schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build())
                        .schemas(Map.of(OAS, officialSchema())));
    }

    /** As the service gives it now. */
    static ApiDocument of(Api api) {
        String json = api.anonymous()
                .client()
                .mutate()
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MAX_BYTES))
                .build()
                .get()
                .uri("/v3/api-docs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return of(json);
    }

    public static ApiDocument of(String json) {
        return new ApiDocument(json);
    }

    /** What breaks the OpenAPI 3.1 schema, or, for the schemas in it, JSON Schema 2020-12. */
    public List<String> schemaViolations() {
        List<String> violations = new ArrayList<>(errors(SchemaLocation.of(OAS), document));
        document.at("/components/schemas").properties().forEach(schema -> errors(
                        SchemaLocation.of(META_SCHEMA), schema.getValue())
                .forEach(error -> violations.add(schema.getKey() + ": " + error)));
        return violations;
    }

    /**
     * What the linter finds. It does not see Example Objects: its rule for them fails for those of OpenAPI 3.1 (2.5.0), and what it
     * asks for the official schema asks for too.
     */
    public List<String> lintProblems() {
        JsonNode linted = document.deepCopy();
        linted.findParents("examples").stream()
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .filter(holder -> holder.path("examples").isObject())
                .forEach(holder -> holder.remove("examples"));
        return Library.validate(
                        Library.readDocumentFromJSONString(linted.toString()), rule -> ValidationProblemSeverity.high)
                .stream()
                .map(problem -> problem.errorCode + " " + problem.nodePath + ": " + problem.message)
                .toList();
    }

    /** All operations, in the order of the document. */
    public List<ApiOperation> operations() {
        return document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .map(method -> new ApiOperation(this, method.getKey(), path.getKey(), method.getValue())))
                .toList();
    }

    /** What is missing or untrue in operations, and which schemas have no name of the field. */
    public List<String> violations() {
        return Stream.concat(
                        operations().stream().flatMap(operation -> operation.violations().stream()),
                        SchemaNames.violations(document.at("/components/schemas")).stream())
                .toList();
    }

    public JsonNode json() {
        return document;
    }

    /** What is wrong with a value, held against the schema at this JSON pointer of the document. */
    List<String> errors(String pointer, JsonNode value) {
        // the components beside it, for its references: named by its place, each schema would bring a copy of the whole
        // document
        ObjectNode schema = document.at(pointer).deepCopy().asObject();
        schema.set("components", document.path("components"));
        return errors(schemas.getSchema(schema), value);
    }

    /** The node itself, or the component that it refers to. */
    JsonNode resolve(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    private List<String> errors(SchemaLocation location, JsonNode value) {
        return errors(schemas.getSchema(location), value);
    }

    private static List<String> errors(Schema schema, JsonNode value) {
        return schema.validate(value).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    private static String officialSchema() {
        try (InputStream in = ApiDocument.class.getResourceAsStream("/openapi/oas-3.1.schema.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
