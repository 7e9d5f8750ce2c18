package dev.erp.chassis.openapi;

import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.IdempotencyKey;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.RequestCircumstances;
import dev.erp.chassis.web.SortableBy;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.math.BigDecimal;
import java.util.stream.Stream;

/** Parameters and headers that mean the same in every operation: said once, as components, and referred to. */
final class SharedParts {

    private static final String VERSION = "\"3\"";

    /** A parameter of many operations. */
    record SharedParameter(String key, Parameter parameter) {

        /** A reference to it; the component is added by its first use. */
        Parameter in(Components components) {
            components.addParameters(key, parameter);
            return new Parameter().$ref("#/components/parameters/" + key);
        }
    }

    /** A header of many answers. */
    record SharedHeader(String name, String description, Schema<?> schema, Object example) {

        void addTo(ApiResponse response, Components components) {
            components.addHeaders(
                    name, new Header().description(description).schema(schema).example(example));
            response.addHeaderObject(name, new Header().$ref("#/components/headers/" + name));
        }
    }

    static final SharedParameter IDEMPOTENCY_KEY = new SharedParameter(
            "IdempotencyKey",
            header(
                            "Idempotency-Key",
                            "A retry with the same key and the same request gets the first answer again, for 24 hours,"
                                    + " and changes nothing. Make a new one, such as a UUID, for each new request.",
                            text().minLength(1)
                                    .maxLength(IdempotencyKey.MAX_LENGTH)
                                    .pattern("^[\\x21-\\x7e]*$"))
                    .example("0193f2c4-5b1e-7a30-8c55-2f6f1f0c9a01"));

    static final SharedParameter REASON = new SharedParameter(
            "Reason",
            header(
                            RequestCircumstances.REASON,
                            "Why, in your own words; kept with the events in the audit trail. UTF-8, or UTF-8'' and"
                                    + " percent-encoded",
                            text().maxLength(RequestCircumstances.MAX_REASON))
                    .example("The customer asked for it on the phone"));

    static final SharedParameter IF_MATCH = new SharedParameter(
            "IfMatch",
            header("If-Match", "The ETag of the version that the change was made on; * for any", text())
                    .required(true)
                    .example(VERSION));

    static final SharedParameter IF_NONE_MATCH = new SharedParameter(
            "IfNoneMatch",
            header("If-None-Match", "The ETag of a version that is there already: 304 if it is the current one", text())
                    .example(VERSION));

    static final SharedParameter LIMIT =
            new SharedParameter("Limit", query("limit", "How many items a page has at most", pageSize()));

    static final SharedParameter CURSOR = new SharedParameter(
            "Cursor", query("cursor", "The nextCursor of the page before, with the same sort and filters", text()));

    static final SharedHeader ETAG =
            new SharedHeader("ETag", "The version of the resource, for If-Match and If-None-Match", text(), VERSION);

    static final SharedHeader LOCATION = new SharedHeader(
            "Location",
            "Path of the new resource",
            text().format("uri-reference"),
            "/api/v1/customers/0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01");

    static final SharedHeader LINK = new SharedHeader(
            "Link", "The next page (RFC 8288), if there is one", text(), "<?cursor=bmFtZR8x>; rel=\"next\"");

    static final SharedHeader IDEMPOTENCY_REPLAYED = new SharedHeader(
            Answer.REPLAYED,
            "true when this is the stored answer to an earlier request with this Idempotency-Key",
            bool(),
            true);

    static final SharedHeader PREFERENCE_APPLIED =
            new SharedHeader("Preference-Applied", "How long this answer was ready to wait", text(), "wait=5");

    private SharedParts() {}

    /** A header that problems have, known by its name. */
    static SharedHeader ofProblem(String name) {
        return switch (name) {
            case "Retry-After" ->
                new SharedHeader(
                        name, "Seconds after which to ask again", integer().minimum(BigDecimal.ONE), 1);
            case "WWW-Authenticate" ->
                new SharedHeader(name, "What is wrong with the token (RFC 6750)", text(), "Bearer");
            case "ETag" -> ETAG;
            default -> new SharedHeader(name, null, text(), null);
        };
    }

    static Parameter sort(SortableBy sort) {
        Schema<Object> schema = text();
        Stream.of(sort.value()).forEach(field -> {
            schema.addEnumItemObject(field);
            schema.addEnumItemObject("-" + field);
        });
        schema.setDefault((sort.ascending() ? "" : "-") + sort.value()[0]);
        return query("sort", "The field to sort by, with - for descending", schema);
    }

    private static Parameter header(String name, String description, Schema<?> schema) {
        return new Parameter().in("header").name(name).description(description).schema(schema);
    }

    private static Parameter query(String name, String description, Schema<?> schema) {
        return new Parameter().in("query").name(name).description(description).schema(schema);
    }

    private static Schema<Object> text() {
        return type("string");
    }

    private static Schema<Object> integer() {
        return type("integer");
    }

    private static Schema<Object> pageSize() {
        Schema<Object> schema = integer();
        schema.minimum(BigDecimal.ONE).setMaximum(BigDecimal.valueOf(PageRequest.MAX_LIMIT));
        schema.setDefault(PageRequest.DEFAULT_LIMIT);
        return schema;
    }

    private static Schema<Object> bool() {
        return type("boolean");
    }

    private static Schema<Object> type(String type) {
        Schema<Object> schema = new Schema<>(SpecVersion.V31);
        schema.addType(type);
        return schema;
    }
}
