package dev.erp.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
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
    void a_missing_service_is_named() {
        merged.add("sales", service("/b", "Line", "integer"));

        ObjectNode document = merged.toJson("/", List.of("audit", "finance"));

        assertThat(document.at("/info/description").asString()).contains("audit, finance");
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
