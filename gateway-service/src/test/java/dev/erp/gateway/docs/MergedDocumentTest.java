package dev.erp.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MergedDocumentTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final MergedDocument merged = new MergedDocument(JSON);

    @Test
    void the_paths_of_all_services_are_in_one_document() {
        merged.add("finance", service("/api/v1/invoices", "Invoice", "string"));
        merged.add("sales", service("/api/v1/customers", "Customer", "string"));

        ObjectNode document = merged.toJson("/", List.of());

        assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
        assertThat(document.path("paths").propertyNames()).containsExactly("/api/v1/customers", "/api/v1/invoices");
        assertThat(document.at("/components/schemas").propertyNames()).containsExactly("Customer", "Invoice");
        assertThat(document.at("/servers/0/url").asString()).isEqualTo("/");
    }

    @Test
    void a_component_that_means_the_same_everywhere_keeps_its_name() {
        merged.add("finance", service("/a", "Money", "string"));
        merged.add("sales", service("/b", "Money", "string"));

        ObjectNode document = merged.toJson("/", List.of());

        assertThat(document.at("/components/schemas").propertyNames()).containsExactly("Money");
    }

    @Test
    void a_component_with_another_meaning_gets_its_services_name() {
        merged.add("finance", service("/a", "Line", "string"));
        merged.add("sales", service("/b", "Line", "integer"));

        ObjectNode document = merged.toJson("/", List.of());

        assertThat(document.at("/components/schemas/Line/type").asString()).isEqualTo("string");
        assertThat(document.at("/components/schemas/SalesLine/type").asString()).isEqualTo("integer");
        assertThat(reference(document, "~1a")).isEqualTo("#/components/schemas/Line");
        assertThat(reference(document, "~1b")).isEqualTo("#/components/schemas/SalesLine");
    }

    @Test
    void operation_ids_are_unique_and_say_what_they_do() {
        merged.add("finance", service("/api/v1/invoices/{id}/payments", "Payment", "string"));
        merged.add("sales", service("/api/v1/sales-orders", "Order", "string"));

        ObjectNode document = merged.toJson("/", List.of());

        assertThat(document.at("/paths/~1api~1v1~1invoices~1{id}~1payments/get/operationId")
                        .asString())
                .isEqualTo("getInvoicesByIdPayments");
        assertThat(document.at("/paths/~1api~1v1~1sales-orders/get/operationId").asString())
                .isEqualTo("getSalesOrders");
    }

    @Test
    void every_answer_has_the_headers_of_the_gateway_and_every_operation_its_problems() {
        merged.add("sales", service("/api/v1/customers", "Customer", "string"));

        ObjectNode document = merged.toJson("/", List.of());

        JsonNode responses = document.at("/paths/~1api~1v1~1customers/get/responses");
        assertThat(responses.propertyNames()).containsExactly("200", "429", "503", "504");
        assertThat(responses)
                .allSatisfy(response -> assertThat(response.path("headers").propertyNames())
                        .contains("X-Request-Id", "X-Trace-Id", "RateLimit", "RateLimit-Policy"));
        assertThat(problem(responses, "429", "rate_limited").path("status").asInt())
                .isEqualTo(429);
        assertThat(problem(responses, "503", "service_unavailable")
                        .path("instance")
                        .asString())
                .isEqualTo("/api/v1/customers");
        assertThat(problem(responses, "504", "upstream_timeout").path("code").asString())
                .isEqualTo("upstream_timeout");
        assertThat(responses.at("/429/headers/Retry-After/$ref").asString())
                .isEqualTo("#/components/headers/Retry-After");
        assertThat(document.at("/components/headers/RateLimit/example").asString())
                .isEqualTo("\"user\";r=598;t=1");
    }

    @Test
    void the_gateways_problems_stand_beside_those_of_the_service() {
        ObjectNode service = service("/api/v1/customers", "Customer", "string");
        ((ObjectNode) service.at("/paths/~1api~1v1~1customers/get/responses")).set("503", JSON.readTree("""
            {"description": "Not now", "content": {"application/problem+json": {"examples": {
               "unavailable": {"value": {"code": "unavailable", "instance": "/api/v1/customers"}}}}}}
            """));
        merged.add("sales", service);

        JsonNode unavailable = merged.toJson("/", List.of()).at("/paths/~1api~1v1~1customers/get/responses/503");

        assertThat(unavailable.path("description").asString()).isEqualTo("Not now");
        assertThat(unavailable.at("/content/application~1problem+json/examples").propertyNames())
                .containsExactly("unavailable", "service_unavailable");
    }

    @Test
    void a_missing_service_is_named() {
        merged.add("sales", service("/b", "Line", "integer"));

        ObjectNode document = merged.toJson("/", List.of("audit", "finance"));

        assertThat(document.at("/info/description").asString()).contains("audit, finance");
    }

    private static JsonNode problem(JsonNode responses, String status, String code) {
        return responses
                .path(status)
                .at("/content/application~1problem+json/examples")
                .path(code)
                .path("value");
    }

    private static String reference(ObjectNode document, String path) {
        return document.at("/paths/" + path + "/get/responses/200/content/application~1json/schema/$ref")
                .asString();
    }

    private static ObjectNode service(String path, String schema, String type) {
        String json = """
            {"openapi": "3.1.0", "tags": [{"name": "%2$s"}],
             "paths": {"%1$s": {"get": {"operationId": "list", "responses": {"200": {"description": "OK",
               "content": {"application/json": {"schema": {"$ref": "#/components/schemas/%2$s"}}}}}}}},
             "components": {"schemas": {"%2$s": {"type": "%3$s"}}}}
            """.formatted(path, schema, type);
        return (ObjectNode) JSON.readTree(json);
    }
}
