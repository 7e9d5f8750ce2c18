package dev.erp.purchasing.order;

import static dev.erp.purchasing.Buying.expectProblem;
import static dev.erp.purchasing.Buying.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.purchasing.Buying;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Orders from their draft to their approval, and their cancellation. */
@ServiceTest
class PurchaseOrderApiTest {

    private static final String TOPIC = "erp.purchasing.order";

    @Autowired
    Api api;

    @Autowired
    Database database;

    Buying buying;
    Api.Caller buyer;
    UUID supplier;
    UUID product;

    @BeforeEach
    void arrive() {
        buying = new Buying(api, database);
        buyer = buying.buyer();
        supplier = buying.supplier();
        product = buying.product();
    }

    @Test
    void a_draft_takes_names_prices_tax_and_dates_from_what_is_known() {
        buying.agree(supplier, product, "11.40");
        UUID id = Api.idOf(buyer.post("/purchase-orders", """
            {"supplierId": "%s", "lines": [{"productId": "%s", "quantity": 3},
             {"productId": "%s", "quantity": 1, "unitPrice": {"amount": "0.05", "currency": "EUR"},
              "taxRate": "7", "expectedOn": "2027-01-31"}]}\
            """.formatted(supplier, product, product)));
        JsonNode order = buying.read(id);
        assertThat(order.get("number").asString()).matches("PO-\\d{4}-\\d{6}");
        assertThat(order.get("status").asString()).isEqualTo("draft");
        JsonNode line = order.at("/lines/0");
        assertThat(line.get("sku").asString()).isEqualTo(Buying.sku(product));
        assertThat(line.get("supplierSku").asString()).isEqualTo("V-" + Buying.sku(product));
        assertThat(line.at("/net/amount").asString()).isEqualTo("34.20");
        assertThat(line.at("/tax/amount").asString()).isEqualTo("6.50");
        assertThat(line.get("expectedOn").asString())
                .isEqualTo(LocalDate.now(ZoneOffset.UTC).plusDays(5).toString());
        assertThat(order.at("/lines/1/expectedOn").asString()).isEqualTo("2027-01-31");
        assertThat(order.at("/gross/amount").asString()).isEqualTo("40.75");
        Topics.awaitExactly(TOPIC, id, "purchasing.order.drafted.v1");
    }

    @Test
    void of_two_who_change_one_draft_the_second_is_told_to_read_it_again() {
        UUID id = buying.drafted(supplier, product, "3", "10.00");
        buyer.patch("/purchase-orders/" + id, "\"1\"", "{\"supplierReference\": \"A-1\"}")
                .expectHeader()
                .valueEquals("ETag", "\"2\"")
                .expectStatus()
                .isOk();
        buying.buyer()
                .patch("/purchase-orders/" + id, "\"1\"", "{\"supplierReference\": \"B-1\"}")
                .expectHeader()
                .valueEquals("ETag", "\"2\"")
                .expectStatus()
                .isEqualTo(412);
        String fewer = "{\"lines\": [" + Buying.line(product, "7", "2.00") + "], \"note\": \"gate 2\"}";
        buyer.patch("/purchase-orders/" + id, "\"2\"", fewer).expectStatus().isOk();
        assertThat(buying.read(id).at("/net/amount").asString()).isEqualTo("14.00");
        buying.submit(id);
        expectProblem(buyer.patch("/purchase-orders/" + id, "*", "{\"note\": \"x\"}"), 409, "order_is_approved");
        Topics.awaitExactly(
                TOPIC,
                id,
                "purchasing.order.drafted.v1",
                "purchasing.order.changed.v1",
                "purchasing.order.changed.v1",
                "purchasing.order.submitted.v1",
                "purchasing.order.approved.v1");
    }

    @Test
    void an_order_is_for_a_warehouse_that_takes_goods() {
        UUID warehouse = UUID.randomUUID();
        String draft = Buying.order(supplier, product, "1", "1.00")
                .replaceFirst("\\{", "{\"warehouseId\": \"" + warehouse + "\", ");
        buyer.post("/purchase-orders", draft)
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("warehouseId")
                .jsonPath("$.code")
                .isEqualTo("unknown_warehouse");
        buying.publishWarehouse("created", warehouse, 1, "active");
        UUID id = Api.idOf(buyer.post("/purchase-orders", draft));
        buying.publishWarehouse("deactivated", warehouse, 2, "deactivated");
        expectProblem(buyer.patch("/purchase-orders/" + id, "*", "{\"note\": \"x\"}"), 422, "warehouse_deactivated");
    }

    @Test
    void lines_that_a_change_takes_away_are_gone() {
        UUID id = Api.idOf(buyer.post(
                "/purchase-orders",
                "{\"supplierId\": \"%s\", \"lines\": [%s, %s]}"
                        .formatted(supplier, Buying.line(product, "1", "1.00"), Buying.line(product, "2", "1.00"))));
        buyer.patch("/purchase-orders/" + id, "\"1\"", "{\"lines\": [" + Buying.line(product, "5", "1.00") + "]}")
                .expectStatus()
                .isOk();
        assertThat(buying.read(id).get("lines")).hasSize(1);
        assertThat(buying.violations()).isEmpty();
    }

    @Test
    void above_the_limit_an_order_is_approved_by_somebody_who_had_no_hand_in_it() {
        UUID id = Api.idOf(buyer.post("/purchase-orders", Buying.order(supplier, product, "100", "10.00")));
        buyer.post("/purchase-orders/" + id + "/submit")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("submitted");
        assertThat(buying.process(id).get("waitingFor").get(0).asString()).isEqualTo("approval");
        buyer.post("/purchase-orders/" + id + "/approve")
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("own_order")
                .jsonPath("$.detail")
                .value((String text) -> assertThat(text).contains("1190.00 EUR", "1000.00 EUR"));
        buying.buyer()
                .post("/purchase-orders/" + id + "/approve")
                .expectStatus()
                .isOk();
        JsonNode approved = Topics.await("purchasing.order.approved.v1", id).data();
        assertThat(approved.at("/lines/0/quantity").asInt()).isEqualTo(100);
        assertThat(approved.get("gross").asString()).isEqualTo("1190.00");
        assertThat(buying.steps(id)).containsExactly("drafted", "submitted", "approved");
        expectProblem(buying.buyer().post("/purchase-orders/" + id + "/approve"), 409, "order_is_approved");
    }

    @Test
    void an_order_in_another_currency_needs_its_exchange_rate_to_be_submitted() {
        UUID abroad = buying.supplier("USD");
        String order = """
            {"supplierId": "%s", "lines": [{"productId": "%s", "quantity": 100,
             "unitPrice": {"amount": "10.00", "currency": "USD"}}]}\
            """.formatted(abroad, product);
        UUID id = Api.idOf(buyer.post("/purchase-orders", order));
        expectProblem(buyer.post("/purchase-orders/" + id + "/submit"), 422, "exchange_rate_missing");
        buyer.patch("/purchase-orders/" + id, "\"1\"", "{\"exchangeRate\": \"0.5\"}")
                .expectStatus()
                .isOk();
        // 595 EUR, within the limit
        buyer.post("/purchase-orders/" + id + "/submit")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("approved");
        String needless = Buying.order(supplier, product, "1", "1.00").replace("{\"supplierId\"", """
            {"exchangeRate": "1.0", "supplierId\"""");
        expectProblem(buyer.post("/purchase-orders", needless), 422, "exchange_rate_needless");
    }

    @Test
    void what_is_open_is_cancelled_in_parts_or_whole() {
        UUID id = buying.approved(product, 10);
        buyer.post("/purchase-orders/" + id + "/cancel", """
            {"reason": "too many", "lines": [{"line": 1, "quantity": 4}]}\
            """)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.lines[0].open")
                .isEqualTo(6);
        expectProblem(buyer.post("/purchase-orders/" + id + "/cancel", """
                    {"reason": "too many", "lines": [{"line": 1, "quantity": 7}]}\
                    """), 422, "more_than_open");
        buyer.post("/purchase-orders/" + id + "/cancel", "{\"reason\": \"all of it\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("cancelled");
        expectProblem(
                buyer.post("/purchase-orders/" + id + "/cancel", "{\"reason\": \"again\"}"), 409, "order_is_cancelled");
        expectProblem(buying.receive(id, 1, 0), 409, "order_is_cancelled");
        assertThat(Topics.awaitAll("purchasing.order.cancelled.v1", id, 2)
                        .getLast()
                        .data()
                        .get("status")
                        .asString())
                .isEqualTo("cancelled");
        assertThat(buying.violations()).isEmpty();
    }

    @Test
    void an_inactive_supplier_gets_no_orders() {
        UUID id = buying.drafted(supplier, product, "1", "1.00");
        buyer.post("/suppliers/" + supplier + "/deactivate").expectStatus().isOk();
        expectProblem(buyer.post("/purchase-orders/" + id + "/submit"), 422, "supplier_inactive");
        assertThat(buying.read(id).get("status").asString()).isEqualTo("draft");
        expectProblem(
                buyer.post("/purchase-orders", Buying.order(supplier, product, "1", "1.00")), 422, "supplier_inactive");
        expectProblem(
                buyer.post("/purchase-orders", Buying.order(UUID.randomUUID(), product, "1", "1.00")),
                422,
                "unknown_supplier");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "quantity": 1.5     | "quantity": 1  | too_many_decimals
        "currency": "CHF"   | "currency": "EUR" | currency_mismatch
        """)
    void what_a_line_cannot_be_is_named(String wrong, String right, String code) {
        String body = Buying.order(supplier, product, "1", "1.00").replace(right, wrong);
        buyer.post("/purchase-orders", body)
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code)
                .jsonPath("$.errors[0].field")
                .value((String field) -> assertThat(field).startsWith("lines[0]."));
    }

    @Test
    void half_a_kilogram_can_be_ordered_of_what_is_weighed() {
        UUID weighed = buying.product("kg", 3);
        UUID id = buying.drafted(supplier, weighed, "2.125", "8.00");
        assertThat(buying.read(id).at("/net/amount").asString()).isEqualTo("17.00");
        expectProblem(
                buyer.post("/purchase-orders", Buying.order(supplier, weighed, "2.1255", "8.00")),
                400,
                "invalid_input");
    }

    @Test
    void unknown_and_discontinued_products_are_not_bought_nor_those_without_a_price() {
        expectProblem(
                buyer.post("/purchase-orders", Buying.order(supplier, UUID.randomUUID(), "1", "1.00")),
                422,
                "unknown_product");
        String noPrice = """
            {"supplierId": "%s", "lines": [{"productId": "%s", "quantity": 1}]}\
            """.formatted(supplier, product);
        expectProblem(buyer.post("/purchase-orders", noPrice), 422, "price_missing");
        buying.publishProduct("discontinued", product, 2, "piece", 0, 0, 0, "discontinued");
        expectProblem(
                buyer.post("/purchase-orders", Buying.order(supplier, product, "1", "1.00")),
                422,
                "product_discontinued");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"lines": []}                                                        | lines
        {"lines": null}                                                      | lines
        {"lines": [{"quantity": 1}]}                                         | lines[0].productId
        {"lines": [{"productId": "P"}]}                                      | lines[0].quantity
        {"lines": [{"productId": "P", "quantity": 0}]}                       | lines[0].quantity
        {"lines": [{"productId": "P", "quantity": 1000001}]}                 | lines[0].quantity
        {"lines": [{"productId": "P", "quantity": "1"}]}                     | lines[0].quantity
        {"lines": [{"productId": "P", "quantity": 1, "taxRate": "101"}]}     | lines[0].taxRate
        {"lines": [{"productId": "P", "quantity": 1, "unitPrice": {"amount": "-1.00", "currency": "EUR"}}]} | lines[0].unitPrice
        {"lines": [{"productId": "P", "quantity": 1, "expectedOn": "1999-12-31"}]} | lines[0].expectedOn
        {"lines": [{"productId": "P", "quantity": 1, "colour": "red"}]}      | lines[0].colour
        {"exchangeRate": "0"}                                                | exchangeRate
        {"exchangeRate": "0.0000001"}                                        | exchangeRate
        {"supplierReference": ""}                                            | supplierReference
        {"note": "a\\u0007"}                                                 | note
        {"status": "approved"}                                               | status
        {"warehouseId": "here"}                                              | warehouseId
        """)
    void what_breaks_a_limit_is_named(String change, String field) {
        var body = (tools.jackson.databind.node.ObjectNode)
                Buying.JSON.readTree(Buying.order(supplier, product, "1", "1.00"));
        body.setAll((tools.jackson.databind.node.ObjectNode)
                Buying.JSON.readTree(change.replace("\"P\"", "\"" + product + "\"")));
        buyer.post("/purchase-orders", body.toString())
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({"2, 250000000000.00", "1000000, 999999999999.99", "1, 999999999999.99"})
    void more_than_money_can_be_is_refused(String quantity, String price) {
        expectProblem(
                buyer.post("/purchase-orders", Buying.order(supplier, product, quantity, price)), 400, "invalid_input");
    }

    @Test
    void more_than_money_can_be_in_the_base_currency_is_refused() {
        String order = """
            {"supplierId": "%s", "exchangeRate": "999999.999999", "lines": [{"productId": "%s", "quantity": 1000,
             "unitPrice": {"amount": "1000.00", "currency": "USD"}}]}\
            """.formatted(buying.supplier("USD"), product);
        expectProblem(buyer.post("/purchase-orders", order), 400, "invalid_input");
    }

    @Test
    void a_request_that_is_sent_twice_with_its_key_makes_one_order() {
        var retrying = buyer.with("Idempotency-Key", UUID.randomUUID().toString());
        String body = Buying.order(supplier, product, "1", "1.00");
        UUID first = Api.idOf(retrying.post("/purchase-orders", body));
        assertThat(Api.idOf(retrying.post("/purchase-orders", body))).isEqualTo(first);
        assertThat(database.number("SELECT count(*) FROM purchase_order WHERE supplier_id = ?", supplier))
                .isEqualTo(1);
    }

    @Test
    void orders_are_listed_by_status_supplier_and_a_part_of_their_words() {
        UUID draft = buying.drafted(supplier, product, "1", "1.00");
        UUID approved = buying.drafted(supplier, product, "1", "1.00");
        buying.submit(approved);
        assertThat(listed("supplierId=" + supplier)).containsExactly(approved, draft);
        assertThat(listed("status=draft&supplierId=" + supplier)).containsExactly(draft);
        String number = buying.read(draft).get("number").asString();
        assertThat(listed("q=" + number.substring(3).toLowerCase(java.util.Locale.ROOT)))
                .contains(draft);
        assertThat(listed("attention=true&supplierId=" + supplier)).isEmpty();
        assertThat(listed("attention=false&limit=1&supplierId=" + supplier)).containsExactly(approved);
        assertThat(listed("createdFrom=2020-01-01T00:00:00Z&createdTo=2020-01-02T00:00:00Z"))
                .isEmpty();
        expectProblem(buyer.get("/purchase-orders?status=open"), 400, "invalid_input");
    }

    private List<UUID> listed(String query) {
        return json(buyer.get("/purchase-orders?" + query).expectStatus().isOk())
                .get("items")
                .valueStream()
                .map(item -> UUID.fromString(item.get("id").asString()))
                .toList();
    }
}
