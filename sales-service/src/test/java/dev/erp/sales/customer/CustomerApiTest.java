package dev.erp.sales.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.sales.Shop;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
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
class CustomerApiTest {

    private static final String MUELLER = """
        {"name": "Müller & Söhne GmbH", "email": "einkauf@mueller.example", "currency": "EUR",
         "billingAddress": {"street": "Ahornweg 5", "postalCode": "10115", "city": "Berlin", "country": "DE"}}
        """;

    @Autowired
    Api api;

    @Autowired
    Database database;

    Api.Caller rep;

    @BeforeEach
    void arrive() {
        rep = api.as(Role.SALES_REP);
    }

    @Test
    void a_new_customer_is_active_numbered_and_announced() {
        UUID id = Api.idOf(rep.post("/customers", MUELLER));
        JsonNode customer = read(id);
        assertThat(customer.get("number").asString()).matches("C-\\d{6}");
        assertThat(customer.get("status").asString()).isEqualTo("active");
        assertThat(customer.get("paymentTermDays").asInt()).isEqualTo(30);
        assertThat(customer.get("billingAddress").get("city").asString()).isEqualTo("Berlin");
        assertThat(customer.get("phone")).isNull();
        Topics.awaitExactly("erp.sales.customer", id, "sales.customer.created.v1");
        JsonNode data = Topics.await("sales.customer.created.v1", id).data();
        assertThat(data.get("customerId").asString()).isEqualTo(id.toString());
        assertThat(data.get("email").asString()).isEqualTo("einkauf@mueller.example");
    }

    @Test
    void a_change_tells_what_was_before() {
        UUID id = Api.idOf(rep.post("/customers", MUELLER));
        rep.patch("/customers/" + id, "\"1\"", "{\"paymentTermDays\": 14, \"email\": null, \"phone\": \"+49 30 1\"}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"2\"");
        JsonNode data = Topics.await("sales.customer.updated.v1", id).data();
        assertThat(data.get("paymentTermDays").asInt()).isEqualTo(14);
        assertThat(data.get("before"))
                .isEqualTo(Shop.JSON.readTree(
                        "{\"email\": \"einkauf@mueller.example\", \"paymentTermDays\": 30, \"phone\": null}"));
        assertThat(read(id).get("email")).isNull();
    }

    @Test
    void a_change_that_changes_nothing_is_no_news() {
        UUID id = Api.idOf(rep.post("/customers", MUELLER));
        rep.patch("/customers/" + id, "\"1\"", "{\"currency\": \"EUR\"}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\"");
        rep.post("/customers/" + id + "/deactivate").expectStatus().isOk();
        Topics.awaitExactly("erp.sales.customer", id, "sales.customer.created.v1", "sales.customer.deactivated.v1");
    }

    @Test
    void a_change_needs_the_version_it_was_made_on() {
        UUID id = Api.idOf(rep.post("/customers", MUELLER));
        expectProblem(rep.patch("/customers/" + id, "{\"name\": \"A\"}"), 428, "if_match_required");
        rep.patch("/customers/" + id, "\"1\"", "{\"name\": \"A\"}")
                .expectStatus()
                .isOk();
        rep.patch("/customers/" + id, "\"1\"", "{\"name\": \"B\"}")
                .expectHeader()
                .valueEquals("ETag", "\"2\"")
                .expectStatus()
                .isEqualTo(412);
        assertThat(read(id).get("name").asString()).isEqualTo("A");
    }

    @Test
    void an_inactive_customer_is_not_deactivated_again() {
        UUID id = Api.idOf(rep.post("/customers", MUELLER));
        rep.post("/customers/" + id + "/deactivate")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("inactive");
        expectProblem(rep.post("/customers/" + id + "/deactivate"), 409, "customer_is_inactive");
        JsonNode data = Topics.await("sales.customer.deactivated.v1", id).data();
        assertThat(data.get("before")).isEqualTo(Shop.JSON.readTree("{\"status\": \"active\"}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"currency": "EUR"}                                                       | name
        {"name": " ", "currency": "EUR"}                                          | name
        {"name": "a\\u0000", "currency": "EUR"}                                   | name
        {"name": "A"}                                                             | currency
        {"name": "A", "currency": "XXX"}                                          | currency
        {"name": "A", "currency": "eur"}                                          | currency
        {"name": "A", "currency": "EUR", "email": "nobody"}                       | email
        {"name": "A", "currency": "EUR", "paymentTermDays": 366}                  | paymentTermDays
        {"name": "A", "currency": "EUR", "paymentTermDays": -1}                   | paymentTermDays
        {"name": "A", "currency": "EUR", "paymentTermDays": "30"}                 | paymentTermDays
        {"name": "A", "currency": "EUR", "paymentTermDays": 1.5}                  | paymentTermDays
        {"name": "A", "currency": "EUR", "billingAddress": {"country": "Germany"}} | billingAddress.country
        {"name": "A", "currency": "EUR", "status": "inactive"}                    | status
        {"name": "A", "currency": "EUR", "contacts": [{}]}                        | contacts[0].name
        {"name": "A", "currency": "EUR", "contacts": [{"name": "B", "email": "x"}]} | contacts[0].email
        {"name": "A", "currency": "EUR", "contacts": [null]}                      | contacts[0]
        {"name": "A", "currency": "EUR", "shippingAddresses": [{"label": "x"}]}   | shippingAddresses[0].address
        {"name": "A", "currency": "EUR", "shippingAddresses": [{"label": "x", "address": {"country": "Germany"}}]} | shippingAddresses[0].address.country
        {"name": "A", "currency": "EUR", "creditLimit": {"amount": "1.00", "currency": "EUR"}} | creditLimit
        {"name": "A", "currency": "EUR", "number": "C-1"}                         | number
        """)
    void what_breaks_a_limit_is_named(String body, String field) {
        rep.post("/customers", body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @Test
    void a_patch_is_checked_like_a_whole_customer() {
        UUID id = Api.idOf(rep.post("/customers", MUELLER));
        for (String field : List.of("name", "status", "paymentTermDays")) {
            rep.patch("/customers/" + id, "\"1\"", "{\"%s\": \"\"}".formatted(field))
                    .expectStatus()
                    .isBadRequest()
                    .expectBody()
                    .jsonPath("$.errors[0].field")
                    .isEqualTo(field);
        }
        rep.patch("/customers/" + id, "\"1\"", "[]").expectStatus().isBadRequest();
        expectProblem(rep.patch("/customers/" + UUID.randomUUID(), "\"1\"", "{\"name\": \"A\"}"), 404, "not_found");
    }

    @Test
    void lists_are_paged_searched_and_filtered() {
        String tag = UUID.randomUUID().toString();
        List<UUID> ids = java.util.stream.IntStream.range(0, 5)
                .mapToObj(i -> Api.idOf(
                        rep.post("/customers", "{\"name\": \"%s 100%% %d\", \"currency\": \"EUR\"}".formatted(tag, i))))
                .toList();
        rep.post("/customers/" + ids.getFirst() + "/deactivate").expectStatus().isOk();
        String query = "/customers?sort=name&limit=2&q=" + tag.substring(0, 20).toUpperCase(java.util.Locale.ROOT);
        JsonNode first = Shop.json(rep.get(query).expectStatus().isOk());
        assertThat(first.get("items")).hasSize(2);
        JsonNode second =
                Shop.json(rep.get(query + "&cursor=" + first.get("nextCursor").asString()));
        JsonNode third =
                Shop.json(rep.get(query + "&cursor=" + second.get("nextCursor").asString()));
        assertThat(third.get("items")).hasSize(1);
        assertThat(third.get("nextCursor")).isNull();
        assertThat(third.get("items").get(0).get("id").asString())
                .isEqualTo(ids.get(4).toString());
        assertThat(Shop.json(rep.get(query + "&status=inactive")).get("items")).hasSize(1);
        rep.get("/customers?status=dormant").expectStatus().isBadRequest();
    }

    @Test
    void contacts_and_addresses_are_kept_found_and_told() {
        String tag = UUID.randomUUID().toString();
        UUID id = Api.idOf(rep.post("/customers", """
            {"name": "Café Morgenrot", "currency": "EUR", "taxId": "DE-%1$s",
             "contacts": [{"name": "Jana Weiß", "role": "Buyer", "email": "jana.%1$s@example.com"}, {"name": "Ali"}],
             "shippingAddresses": [{"label": "Warehouse", "address": {"city": "Berlin"}},
                                   {"label": "Shop", "address": {"city": "Potsdam"}}]}""".formatted(tag)));
        JsonNode customer = read(id);
        assertThat(customer.get("contacts").get(0).get("role").asString()).isEqualTo("Buyer");
        assertThat(customer.get("shippingAddresses")
                        .get(1)
                        .get("address")
                        .get("city")
                        .asString())
                .isEqualTo("Potsdam");
        for (String text : List.of("jana." + tag, ("de-" + tag).toUpperCase(java.util.Locale.ROOT), "DE-" + tag)) {
            assertThat(Shop.json(rep.get("/customers?q=" + text)).get("items")).hasSize(1);
        }
        rep.patch("/customers/" + id, "\"1\"", "{\"contacts\": [{\"name\": \"Ali\"}]}")
                .expectStatus()
                .isOk();
        assertThat(Shop.json(rep.get("/customers?q=jana." + tag)).get("items")).isEmpty();
        JsonNode told = Topics.await("sales.customer.updated.v1", id).data();
        assertThat(told.get("contacts")).hasSize(1);
        assertThat(told.get("before").get("contacts")).hasSize(2);
    }

    @Test
    void notes_have_an_author_and_a_time_and_stay() {
        UUID id = Api.idOf(rep.post("/customers", MUELLER));
        JsonNode note = Shop.json(rep.post("/customers/" + id + "/notes", "{\"text\": \"Prefers mornings\"}")
                .expectStatus()
                .isCreated());
        rep.post("/customers/" + id + "/notes", "{\"text\": \"Or not\"}")
                .expectStatus()
                .isCreated();
        JsonNode notes = Shop.json(rep.get("/customers/" + id + "/notes?sort=writtenAt"));
        assertThat(notes.get("items")).hasSize(2);
        assertThat(notes.get("items").get(0)).isEqualTo(note);
        assertThat(note.get("authorName").asString()).isNotBlank();
        assertThat(note.get("writtenAt").asString()).isNotBlank();
        rep.get("/customers/" + id).expectHeader().valueEquals("ETag", "\"1\"");
        Topics.await(
                "sales.customer-note.added.v1", UUID.fromString(note.get("id").asString()));
        assertThatThrownBy(() -> database.update("UPDATE customer_note SET text = 'x' WHERE customer_id = ?", id))
                .hasMessageContaining("append-only");
        expectProblem(rep.post("/customers/" + UUID.randomUUID() + "/notes", "{\"text\": \"x\"}"), 404, "not_found");
        expectProblem(rep.get("/customers/" + UUID.randomUUID() + "/notes"), 404, "not_found");
        for (String text : List.of("", " ", "x".repeat(2001), "a\\u0000")) {
            expectProblem(
                    rep.post("/customers/" + id + "/notes", "{\"text\": \"" + text + "\"}"), 400, "invalid_input");
        }
    }

    @Test
    void a_credit_limit_is_set_by_those_who_may_and_by_nobody_else() {
        UUID id = Api.idOf(rep.post("/customers", MUELLER));
        String limit = "{\"creditLimit\": {\"amount\": \"%s\", \"currency\": \"%s\"}}";
        var finance = api.as(Role.FINANCE_MANAGER);
        String path = "/customers/" + id + "/credit-limit";
        expectProblem(rep.patch(path, "\"1\"", limit.formatted("100.00", "EUR")), 403, "access_denied");
        expectProblem(rep.patch("/customers/" + id, "\"1\"", limit.formatted("100.00", "EUR")), 400, "invalid_input");
        finance.patch(path, "\"1\"", limit.formatted("100.00", "EUR"))
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"2\"")
                .expectBody()
                .jsonPath("$.creditLimit.amount")
                .isEqualTo("100.00");
        finance.patch(path, "\"1\"", limit.formatted("200.00", "EUR"))
                .expectStatus()
                .isEqualTo(412);
        expectProblem(finance.patch(path, "\"2\"", limit.formatted("200.00", "CHF")), 422, "currency_mismatch");
        expectProblem(finance.patch(path, "\"2\"", limit.formatted("-1.00", "EUR")), 400, "invalid_input");
        expectProblem(
                rep.patch("/customers/" + id, "\"2\"", "{\"currency\": \"CHF\"}"), 409, "credit_limit_in_currency");
        assertThat(Topics.await("sales.customer.updated.v1", id)
                        .data()
                        .get("creditLimit")
                        .asString())
                .isEqualTo("100.00");
        finance.patch(path, "\"2\"", "{\"creditLimit\": null}").expectStatus().isOk();
        assertThat(read(id).get("creditLimit")).isNull();
    }

    private JsonNode read(UUID id) {
        return Shop.json(rep.get("/customers/" + id).expectStatus().isOk());
    }

    private static void expectProblem(
            org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec response, int status, String code) {
        response.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
    }
}
