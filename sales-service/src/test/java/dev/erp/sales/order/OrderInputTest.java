package dev.erp.sales.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.sales.Shop;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import java.util.Collections;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** Whatever is wrong with an order is told with the field and the limit, and nothing is written. */
@ServiceTest
class OrderInputTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    Shop shop;
    UUID customer;
    UUID product;

    @BeforeEach
    void openShop() {
        shop = new Shop(api, database);
        customer = shop.customer();
        product = shop.product("12.50");
    }

    /** {@code C} and {@code P} stand for a customer and a product that exist; quotes are single. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {'lines': [{'productId': 'P', 'quantity': 1}]}                                  | customerId             | must be given
        {'customerId': 'C'}                                                             | lines                  | 1 to 500 lines
        {'customerId': 'C', 'lines': []}                                                | lines                  | 1 to 500 lines
        {'customerId': 'C', 'lines': [null]}                                            | lines[0]               | must not be null
        {'customerId': 'C', 'lines': [{'quantity': 1}]}                                 | lines[0].productId     | must be given
        {'customerId': 'C', 'lines': [{'productId': 'P'}]}                              | lines[0].quantity      | must be given
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 0}]}               | lines[0].quantity      | more than 0
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': -1}]}              | lines[0].quantity      | more than 0
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1.2345}]}          | lines[0].quantity      | at most 3 decimals
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1000001}]}         | lines[0].quantity      | more than 0
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1e5}]}             | lines[0].quantity      | must be
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1e999999999}]}     | lines[0].quantity      | must be
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': '1'}]}             | lines[0].quantity      | must be
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': true}]}            | lines[0].quantity      | must be
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': {}}]}              | lines[0].quantity      | must be
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1, 'discountPercent': '100.01'}]} | lines[0].discountPercent | 0 to 100
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}], 'discountPercent': '-0.01'}  | discountPercent | 0 to 100
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}], 'discountPercent': '1.001'}  | discountPercent | two decimals
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}], 'discountPercent': 5}        | discountPercent | decimal in a string
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}], 'customerReference': ''}     | customerReference | 1 to 100 characters
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}], 'customerReference': 'a\\u0000b'} | customerReference | NUL
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}], 'customerReference': 'a\\nb'} | customerReference | control characters
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}], 'customerReference': 'a\\ud800'} | customerReference | control characters
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1, 'unitPrice': '0.01'}]}         | lines[0].unitPrice | ``
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1, 'unitPrice': {'amount': '0.01', 'currency': 'EUR'}}]} | lines[0].priceReason | with unitPrice
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1, 'priceReason': 'x'}]}          | lines[0].unitPrice | with priceReason
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1, 'net': '0.01'}]}               | lines[0].net    | is not known
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}], 'onShortage': 'hope'}        | onShortage      | ``
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}], 'warehouseId': 'main'}       | warehouseId     | ``
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}], 'reserveUntil': '2020-01-01T00:00:00Z'} | reserveUntil | in the future
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}], 'reserveUntil': 'tomorrow'}  | reserveUntil    | ``
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}], 'quotation': true}           | validUntil      | for a quotation
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}], 'quotation': true, 'validUntil': '2020-01-01'} | validUntil | today or later
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}], 'validUntil': '2099-01-01'}  | validUntil      | only for a quotation
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}], 'status': 'invoiced'}        | status          | is not known
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}], 'id': 'P'}                   | id              | is not known
        {'customerId': '1 OR 1=1', 'lines': [{'productId': 'P', 'quantity': 1}]}                       | customerId      | ``
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}                                | body            | not valid JSON
        {'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}]} {}                           | body            | ``
        [1, 2]                                                                                         | body            | ``
        """)
    void what_cannot_be_read_or_breaks_a_limit_is_400(String body, String field, String limit) {
        JsonNode problem = refused(post(body), 400, "invalid_input");
        assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo(field);
        assertThat(problem.get("errors").get(0).get("message").asString()).contains(limit == null ? "" : limit);
    }

    @ParameterizedTest
    @ValueSource(ints = {501, 20_000})
    void more_than_500_lines_are_refused(int lines) {
        String line = "{\"productId\": \"%s\", \"quantity\": 1}".formatted(product);
        ResponseSpec response = shop.rep()
                .post(
                        "/sales-orders",
                        "{\"customerId\": \"%s\", \"lines\": [%s]}"
                                .formatted(customer, String.join(",", Collections.nCopies(lines, line))));
        if (lines == 501) {
            JsonNode problem = refused(response, 400, "invalid_input");
            assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo("lines");
            assertThat(problem.get("detail").asString()).contains("1 to 500 lines");
        } else {
            // more than 1 MiB of them
            refused(response, 413, "body_too_large");
        }
    }

    @Test
    void long_references_are_refused() {
        JsonNode problem = refused(
                post("{'customerId': 'C', 'lines': [{'productId': 'P', 'quantity': 1}], 'customerReference': '"
                        + "x".repeat(101) + "'}"),
                400,
                "invalid_input");
        assertThat(problem.get("detail").asString()).isEqualTo("customerReference must have 1 to 100 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; DROP TABLE sales_order; --",
                "\u202e\u200fright to left",
                "\ud83d\ude80 4711",
                "<script>",
                "${jndi:x}"
            })
    void hostile_strings_are_only_strings(String reference) {
        String body = Shop.JSON
                .createObjectNode()
                .put("customerId", customer.toString())
                .put("customerReference", reference)
                .set("lines", Shop.JSON.readTree("[{\"productId\": \"%s\", \"quantity\": 1}]".formatted(product)))
                .toString();
        UUID id = Api.idOf(shop.rep().post("/sales-orders", body));
        assertThat(shop.read(id).get("customerReference").asString()).isEqualTo(reference);
    }

    @Test
    void unknown_and_discontinued_products_are_named_line_by_line() {
        UUID gone = shop.product("1.00");
        shop.publishProduct("discontinued", gone, 2, "1.00", "EUR", "discontinued");
        UUID unknown = UUID.randomUUID();
        JsonNode problem = refused(
                shop.rep().post("/sales-orders", Shop.order(customer, 1, product, unknown, gone)),
                422,
                "unknown_product");
        assertThat(problem.get("errors")).hasSize(2);
        assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo("lines[1].productId");
        assertThat(problem.get("errors").get(1).get("field").asString()).isEqualTo("lines[2].productId");
        assertThat(problem.get("errors").get(1).get("code").asString()).isEqualTo("product_discontinued");
    }

    @Test
    void a_product_that_comes_later_can_be_ordered_then() {
        UUID coming = UUID.randomUUID();
        refused(shop.rep().post("/sales-orders", Shop.order(customer, 1, coming)), 422, "unknown_product");
        shop.publishProduct("created", coming, 1, "1.00", "EUR", "active");
        shop.placed(customer, 1, coming);
    }

    @Test
    void unknown_and_inactive_customers_cannot_order() {
        JsonNode problem = refused(
                shop.rep().post("/sales-orders", Shop.order(UUID.randomUUID(), 1, product)), 422, "unknown_customer");
        assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo("customerId");
        shop.placed(customer, 1, product);
        shop.rep().post("/customers/" + customer + "/deactivate").expectStatus().isOk();
        refused(shop.rep().post("/sales-orders", Shop.order(customer, 1, product)), 422, "customer_inactive");
    }

    @Test
    void currencies_are_not_mixed() {
        UUID yen = shop.product("1200", "JPY");
        JsonNode problem = refused(
                shop.rep().post("/sales-orders", Shop.order(customer, 1, product, yen)), 422, "currency_mismatch");
        assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo("lines[1].productId");
        assertThat(problem.get("detail").asString()).contains("JPY").contains("EUR");
        assertThat(shop.read(shop.placed(shop.customer("JPY"), 2, yen))
                        .get("gross")
                        .get("amount")
                        .asString())
                .isEqualTo("2856");
    }

    @Test
    void amounts_beyond_all_bounds_name_the_line_or_the_lines() {
        UUID dear = shop.product("999999.99");
        refused(shop.rep().post("/sales-orders", Shop.order(customer, 1_000_000, dear)), 400, "invalid_input");
        UUID halfTooDear = shop.product("500000.00");
        JsonNode problem = refused(
                shop.rep().post("/sales-orders", Shop.order(customer, 1_000_000, halfTooDear, halfTooDear)),
                400,
                "invalid_input");
        assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo("lines");
        assertThat(problem.get("errors").get(0).get("code").asString()).isEqualTo("amount_too_large");
    }

    @Test
    void another_content_type_is_refused() {
        shop.rep()
                .client()
                .post()
                .uri("/api/v1/sales-orders")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue(Shop.order(customer, 1, product))
                .exchange()
                .expectStatus()
                .isEqualTo(415)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unsupported_media_type");
    }

    @ParameterizedTest
    @CsvSource({
        "status=paid, status",
        "customerId=x, customerId",
        "attention=perhaps, attention",
        "placedFrom=yesterday, placedFrom",
        "sort=secret, sort",
        "limit=201, limit",
        "cursor=rubbish, cursor"
    })
    void lists_name_the_parameter_that_they_do_not_understand(String query, String field) {
        JsonNode problem = refused(shop.rep().get("/sales-orders?" + query), 400, "invalid_input");
        assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo(field);
    }

    @Test
    void an_order_that_does_not_exist_is_404() {
        UUID nobody = UUID.randomUUID();
        Stream.of("", "/process")
                .forEach(path -> refused(shop.rep().get("/sales-orders/" + nobody + path), 404, "not_found"));
        refused(shop.rep().post("/sales-orders/" + nobody + "/cancel", "{\"reason\": \"x\"}"), 404, "not_found");
        refused(shop.rep().get("/sales-orders/1"), 400, "invalid_input");
    }

    private ResponseSpec post(String body) {
        String json = body.replace("'C'", "'" + customer + "'")
                .replace("'P'", "'" + product + "'")
                .replace('\'', '"');
        return shop.rep().post("/sales-orders", json);
    }

    private JsonNode refused(ResponseSpec response, int status, String code) {
        long orders = database.number("SELECT count(*) FROM sales_order WHERE customer_id = ?", customer);
        JsonNode problem = Shop.json(response.expectStatus().isEqualTo(status));
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(database.number("SELECT count(*) FROM sales_order WHERE customer_id = ?", customer))
                .isEqualTo(orders);
        return problem;
    }
}
