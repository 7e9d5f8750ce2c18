package dev.erp.inventory.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.inventory.Goods;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@ServiceTest
class ProductInputTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    /** Field, its value as JSON (null: the field is left out), the field that the answer names. */
    static Stream<Arguments> badFields() {
        return Stream.of(
                bad("sku", null),
                bad("sku", "\"\""),
                bad("sku", "\"a b\""),
                bad("sku", "\"a\\u0000b\""),
                bad("sku", "\"a\\u200fb\""),
                bad("sku", "\"a\\ud800\""),
                bad("sku", "\"" + "x".repeat(65) + "\""),
                bad("name", null),
                bad("name", "\"  \""),
                bad("name", "\"a\\u0000b\""),
                bad("name", "\"two\\nlines\""),
                bad("name", "\"\\udc00\""),
                bad("name", "\"" + "x".repeat(201) + "\""),
                bad("name", "[\"a\"]"),
                bad("description", "\"a\\u0000b\""),
                bad("description", "\"" + "x".repeat(4001) + "\""),
                bad("description", "\"" + "\\n".repeat(90_000) + "\""),
                bad("price", null),
                bad("price", "\"12.50\""),
                bad("price", "{\"amount\":\"-0.01\",\"currency\":\"EUR\"}"),
                bad("price", "{\"amount\":\"0.001\",\"currency\":\"EUR\"}"),
                bad("price", "{\"amount\":\"0.1\",\"currency\":\"JPY\"}"),
                bad("price", "{\"amount\":\"1000000000000\",\"currency\":\"EUR\"}"),
                bad("price", "{\"amount\":12.5,\"currency\":\"EUR\"}", "price.amount"),
                bad("price", "{\"amount\":\"1e9\",\"currency\":\"EUR\"}", "price.amount"),
                bad("price", "{\"amount\":\"NaN\",\"currency\":\"EUR\"}", "price.amount"),
                bad("price", "{\"amount\":\"1\",\"currency\":\"eur\"}", "price.currency"),
                bad("price", "{\"amount\":\"1\",\"currency\":\"XAU\"}", "price.currency"),
                bad("price", "{\"amount\":\"1\",\"currency\":\"EUR\",\"x\":1}", "price.x"),
                bad("taxRate", null),
                bad("taxRate", "\"-1\""),
                bad("taxRate", "\"100.01\""),
                bad("taxRate", "\"1.234\""),
                bad("taxRate", "19"),
                bad("reorderLevel", "-1"),
                bad("reorderLevel", "0.0001"),
                bad("reorderLevel", "1000000000"),
                bad("reorderLevel", "\"1\""),
                bad("id", "\"0193a8c0-7c1e-7022-8a4b-5e6f70819202\""),
                bad("status", "\"discontinued\""),
                bad("version", "7"),
                bad("createdAt", "\"2026-01-01T00:00:00Z\""));
    }

    @ParameterizedTest
    @MethodSource("badFields")
    void a_new_product_with_a_bad_field_is_refused_by_its_name(String field, String json, String named) {
        ObjectNode body = (ObjectNode) JsonMapper.shared().readTree(Goods.body(Goods.sku()));
        String sku = body.get("sku").asString();
        String text;
        if (json == null) {
            body.remove(field);
            text = body.toString();
        } else {
            body.remove(field);
            text = body.toString().replaceFirst("\\{", "{\"" + field + "\":" + json.replace("\\", "\\\\") + ",");
        }
        refused(api.as(Role.ADMIN).post("/products", text).expectStatus().isBadRequest(), named);
        assertThat(database.number("SELECT count(*) FROM product WHERE sku = ?", sku))
                .isZero();
    }

    @ParameterizedTest
    @MethodSource("badFields")
    void a_patch_with_a_bad_field_is_refused_by_its_name(String field, String json, String named) {
        UUID id = new Goods(api).product(0);
        String patch = "{\"" + field + "\":" + json + "}";
        refused(
                api.as(Role.ADMIN)
                        .patch("/products/" + id, "\"1\"", patch)
                        .expectStatus()
                        .isBadRequest(),
                named);
        assertThat(database.number("SELECT version FROM product WHERE id = ?", id))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"currency":"EUR"}
                    {"amount":"1"}
                    {}
                    """)
    void half_a_price_is_none(String price) {
        String body = Goods.body(Goods.sku()).replaceFirst("\"price\":\\{[^}]*}", "\"price\":" + price);
        refused(api.as(Role.ADMIN).post("/products", body).expectStatus().isBadRequest(), "price");
    }

    @Test
    void the_sku_of_a_product_stays() {
        UUID id = new Goods(api).product(0);
        api.as(Role.ADMIN)
                .patch("/products/" + id, "\"1\"", "{\"sku\":\"" + Goods.sku() + "\"}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("sku")
                .jsonPath("$.errors[0].code")
                .isEqualTo("immutable");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''        | 400
                    {         | 400
                    []        | 400
                    null      | 400
                    "text"    | 400
                    {}        | 400
                    {} {}     | 400
                    """)
    void a_body_that_is_no_product_is_refused(String body, int status) {
        UUID id = new Goods(api).product(0);
        var admin = api.as(Role.ADMIN);
        admin.post("/products", body).expectStatus().isEqualTo(status);
        if (!body.equals("{}")) {
            admin.patch("/products/" + id, "\"1\"", body).expectStatus().isEqualTo(status);
        }
    }

    @Test
    void limits_of_size_depth_and_type_hold() {
        var admin = api.as(Role.ADMIN);
        admin.post("/products", "{\"name\":\"" + "x".repeat(2 << 20) + "\"}")
                .expectStatus()
                .isEqualTo(413);
        admin.post("/products", "[".repeat(1000)).expectStatus().isBadRequest();
        admin.client()
                .post()
                .uri("/api/v1/products")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue(Goods.body(Goods.sku()))
                .exchange()
                .expectStatus()
                .isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource({"/products/1", "/products/x'--", "/products/1/stock", "/products/%00/movements"})
    void an_id_that_is_none_is_refused(String path) {
        api.as(Role.ADMIN).get(path).expectStatus().is4xxClientError();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/stock", "/movements", "/movements/0193a8c0-7c1e-7022-8a4b-5e6f70819202"})
    void an_unknown_product_is_not_found(String path) {
        api.as(Role.ADMIN)
                .get("/products/" + UUID.randomUUID() + path)
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("not_found");
    }

    private static void refused(
            org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec response, String named) {
        JsonNode problem = Goods.json(response.expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody());
        assertThat(problem.get("code").asString()).isEqualTo("invalid_input");
        assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo(named);
        assertThat(problem.get("errors").get(0).get("message").asString()).isNotBlank();
        assertThat(problem.toString()).doesNotContain("dev.erp", "java.", "jackson", "Exception");
    }

    private static Arguments bad(String field, String json) {
        return bad(field, json, field);
    }

    private static Arguments bad(String field, String json, String named) {
        return Arguments.of(field, json, named);
    }
}
