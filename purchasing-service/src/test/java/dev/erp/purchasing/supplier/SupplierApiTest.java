package dev.erp.purchasing.supplier;

import static dev.erp.purchasing.Buying.expectProblem;
import static dev.erp.purchasing.Buying.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.purchasing.Buying;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServiceTest
class SupplierApiTest {

    private static final String TOPIC = "erp.purchasing.supplier";

    private static final String HANSEN = """
        {"name": "Rösterei Hansen GmbH", "taxId": "DE987654321", "currency": "EUR", "leadTimeDays": 5,
         "contacts": [{"name": "Inga Hansen", "role": "Sales", "email": "inga@hansen.example"}],
         "addresses": [{"kind": "office", "city": "Hamburg", "country": "DE"}]}
        """;

    @Autowired
    Api api;

    @Autowired
    Database database;

    Buying buying;
    Api.Caller buyer;

    @BeforeEach
    void arrive() {
        buying = new Buying(api, database);
        buyer = buying.buyer();
    }

    @Test
    void a_new_supplier_is_active_numbered_and_announced() {
        UUID id = Api.idOf(buyer.post("/suppliers", HANSEN));
        JsonNode supplier = read(id);
        assertThat(supplier.get("number").asString()).matches("V-\\d{6}");
        assertThat(supplier.get("status").asString()).isEqualTo("active");
        assertThat(supplier.get("paymentTermDays").asInt()).isEqualTo(30);
        assertThat(supplier.at("/contacts/0/email").asString()).isEqualTo("inga@hansen.example");
        assertThat(supplier.at("/addresses/0/city").asString()).isEqualTo("Hamburg");
        Topics.awaitExactly(TOPIC, id, "purchasing.supplier.created.v1");
    }

    @Test
    void a_change_tells_what_was_before_and_needs_the_version_it_was_made_on() {
        UUID id = Api.idOf(buyer.post("/suppliers", HANSEN));
        expectProblem(buyer.patch("/suppliers/" + id, "{\"name\": \"A\"}"), 428, "if_match_required");
        buyer.patch("/suppliers/" + id, "\"1\"", "{\"leadTimeDays\": 9, \"taxId\": null, \"contacts\": []}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"2\"");
        expectProblem(buyer.patch("/suppliers/" + id, "\"1\"", "{\"name\": \"B\"}"), 412, "stale_version");
        JsonNode before =
                Topics.await("purchasing.supplier.updated.v1", id).data().get("before");
        assertThat(before.propertyNames()).containsExactlyInAnyOrder("contacts", "leadTimeDays", "taxId");
        assertThat(before.get("leadTimeDays").asInt()).isEqualTo(5);
    }

    @Test
    void an_inactive_supplier_is_not_deactivated_again() {
        UUID id = Api.idOf(buyer.post("/suppliers", HANSEN));
        buyer.post("/suppliers/" + id + "/deactivate").expectStatus().isOk();
        expectProblem(buyer.post("/suppliers/" + id + "/deactivate"), 409, "supplier_is_inactive");
        Topics.awaitExactly(TOPIC, id, "purchasing.supplier.created.v1", "purchasing.supplier.deactivated.v1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"currency": "EUR"}                                                              | name
        {"name": "a\\u0000", "currency": "EUR"}                                          | name
        {"name": "A"}                                                                    | currency
        {"name": "A", "currency": "XXX"}                                                 | currency
        {"name": "A", "currency": "EUR", "leadTimeDays": 366}                            | leadTimeDays
        {"name": "A", "currency": "EUR", "paymentTermDays": -1}                          | paymentTermDays
        {"name": "A", "currency": "EUR", "contacts": [{"email": "a@b.example"}]}         | contacts[0].name
        {"name": "A", "currency": "EUR", "contacts": [{"name": "I", "email": "nobody"}]} | contacts[0].email
        {"name": "A", "currency": "EUR", "contacts": [null]}                             | contacts[0]
        {"name": "A", "currency": "EUR", "addresses": [{"kind": "home"}]}                | addresses[0].kind
        {"name": "A", "currency": "EUR", "addresses": [{"kind": "office", "country": "Germany"}]} | addresses[0].country
        {"name": "A", "currency": "EUR", "status": "inactive"}                           | status
        """)
    void what_breaks_a_limit_is_named(String body, String field) {
        buyer.post("/suppliers", body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @Test
    void suppliers_are_found_by_a_part_of_their_name_or_of_a_contacts_address() {
        String tag = UUID.randomUUID().toString().substring(0, 12);
        UUID named = Api.idOf(buyer.post("/suppliers", "{\"name\": \"Mill " + tag + "\", \"currency\": \"EUR\"}"));
        UUID known = Api.idOf(buyer.post("/suppliers", """
            {"name": "Other", "currency": "EUR", "contacts": [{"name": "Ada", "email": "ada@%s.example"}]}\
            """.formatted(tag)));
        assertThat(listed("?q=" + tag.toUpperCase(java.util.Locale.ROOT))).containsExactlyInAnyOrder(named, known);
        buyer.post("/suppliers/" + known + "/deactivate").expectStatus().isOk();
        assertThat(listed("?status=active&q=" + tag)).containsExactly(named);
        assertThat(listed("?sort=name&limit=1&q=" + tag)).containsExactly(named);
        expectProblem(buyer.get("/suppliers?status=gone"), 400, "invalid_input");
    }

    @Test
    void what_a_supplier_charges_for_a_product_is_agreed_changed_and_ended() {
        UUID supplier = Api.idOf(buyer.post("/suppliers", HANSEN));
        UUID product = buying.product();
        buying.agree(supplier, product, "11.40");
        String path = "/suppliers/" + supplier + "/products/" + product;
        JsonNode agreed = json(buyer.get(path)
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .expectStatus()
                .isOk());
        assertThat(agreed.get("sku").asString()).isEqualTo(Buying.sku(product));
        assertThat(agreed.get("supplierSku").asString()).isEqualTo("V-" + Buying.sku(product));
        assertThat(agreed.at("/price/amount").asString()).isEqualTo("11.40");

        buyer.patch(path, "\"1\"", "{\"price\": {\"amount\": \"11.90\", \"currency\": \"EUR\"}}")
                .expectHeader()
                .valueEquals("ETag", "\"2\"")
                .expectStatus()
                .isOk();
        expectProblem(buyer.patch(path, "\"1\"", "{\"supplierSku\": \"X\"}"), 412, "stale_version");
        JsonNode list = json(buyer.get("/suppliers/" + supplier + "/products?q=Widget"));
        assertThat(list.at("/items/0/price/amount").asString()).isEqualTo("11.90");

        buyer.delete(path).expectStatus().isNoContent();
        expectProblem(buyer.get(path), 404, "not_found");
        Topics.awaitExactly(
                TOPIC,
                supplier,
                "purchasing.supplier.created.v1",
                "purchasing.supplier.price-agreed.v1",
                "purchasing.supplier.price-agreed.v1",
                "purchasing.supplier.price-ended.v1");
        assertThat(Topics.awaitAll("purchasing.supplier.price-agreed.v1", supplier, 2)
                        .getLast()
                        .data()
                        .at("/before/price")
                        .asString())
                .isEqualTo("11.40");
    }

    @Test
    void a_price_is_in_the_suppliers_currency_and_of_a_product_that_exists_and_there_is_one() {
        UUID supplier = Api.idOf(buyer.post("/suppliers", HANSEN));
        UUID product = buying.product();
        String path = "/suppliers/" + supplier + "/products";
        String francs = """
            {"productId": "%s", "supplierSku": "A", "price": {"amount": "1.00", "currency": "CHF"}}\
            """.formatted(product);
        expectProblem(buyer.post(path, francs), 422, "currency_mismatch");
        String unknown = """
            {"productId": "%s", "supplierSku": "A", "price": {"amount": "1.00", "currency": "EUR"}}\
            """.formatted(UUID.randomUUID());
        expectProblem(buyer.post(path, unknown), 422, "unknown_product");
        String negative = """
            {"productId": "%s", "supplierSku": "A", "price": {"amount": "-1.00", "currency": "EUR"}}\
            """.formatted(product);
        buyer.post(path, negative)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("price");
        buying.agree(supplier, product, "1.00");
        expectProblem(buyer.post(path, negative.replace("-1.00", "1.00")), 409, "product_has_price");
        expectProblem(
                buyer.patch("/suppliers/" + supplier, "*", "{\"currency\": \"CHF\"}"), 409, "supplier_has_prices");
        expectProblem(buyer.get("/suppliers/" + UUID.randomUUID() + "/products"), 404, "not_found");
    }

    private JsonNode read(UUID id) {
        return json(buyer.get("/suppliers/" + id).expectStatus().isOk());
    }

    private List<UUID> listed(String query) {
        return json(buyer.get("/suppliers" + query).expectStatus().isOk())
                .get("items")
                .valueStream()
                .map(item -> UUID.fromString(item.get("id").asString()))
                .toList();
    }
}
