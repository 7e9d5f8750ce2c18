package dev.erp.sales.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.sales.Shop;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** Offers, prices of one's own, references of the customer's, and what a customer may owe. */
@ServiceTest
class QuotationTest {

    private static final String TOPIC = "erp.sales.order";
    private static final LocalDate TOMORROW = LocalDate.now(ZoneOffset.UTC).plusDays(1);

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
        product = shop.product("10.00");
    }

    @Test
    void a_quotation_keeps_its_prices_until_it_is_placed() {
        UUID id = quoted();
        JsonNode quotation = shop.read(id);
        assertThat(quotation.get("status").asString()).isEqualTo("quotation");
        assertThat(quotation.get("validUntil").asString()).isEqualTo(TOMORROW.toString());
        assertThat(quotation.get("waiting")).isNull();
        shop.publishProduct("price-changed", product, 2, "99.00", "EUR", "active");

        JsonNode placed = Shop.json(shop.rep()
                .post("/sales-orders/" + id + "/place")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"2\""));
        assertThat(placed.get("status").asString()).isEqualTo("pending");
        assertThat(placed.get("gross").get("amount").asString()).isEqualTo("23.80");
        Topics.awaitExactly(TOPIC, id, "sales.order.quoted.v1", "sales.order.placed.v1");
        JsonNode told = Topics.await("sales.order.placed.v1", id).data();
        assertThat(told.get("net").asString()).isEqualTo("20.00");
        assertThat(told.get("placedAt").asString())
                .isEqualTo(placed.get("placedAt").asString());
        assertThat(Topics.await("sales.order.quoted.v1", id).data().get("placedAt"))
                .isNull();
        refused(shop.rep().post("/sales-orders/" + id + "/place"), 409, "order_is_placed");
        Topics.publish(Shop.reservationConfirmed(id, product));
        shop.awaitStatus(id, "confirmed");
    }

    @Test
    void of_two_who_edit_a_quotation_at_once_the_second_is_told() {
        UUID id = quoted();
        JsonNode changed = Shop.json(shop.rep()
                .patch("/sales-orders/" + id, "\"1\"", "{\"discountPercent\": \"50\", \"note\": \"for a friend\"}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"2\""));
        assertThat(changed.get("net").get("amount").asString()).isEqualTo("10.00");
        shop.rep()
                .patch("/sales-orders/" + id, "\"1\"", "{\"discountPercent\": \"0\"}")
                .expectStatus()
                .isEqualTo(412)
                .expectHeader()
                .valueEquals("ETag", "\"2\"");
        refused(shop.rep().patch("/sales-orders/" + id, "{\"discountPercent\": \"0\"}"), 428, "if_match_required");
        assertThat(shop.read(id).get("note").asString()).isEqualTo("for a friend");
        Topics.awaitExactly(TOPIC, id, "sales.order.quoted.v1", "sales.order.quoted.v1");
    }

    @Test
    void new_lines_of_a_quotation_are_priced_anew_and_others_keep_their_price() {
        UUID id = quoted();
        shop.publishProduct("price-changed", product, 2, "99.00", "EUR", "active");
        shop.rep()
                .patch("/sales-orders/" + id, "\"1\"", "{\"note\": \"call first\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.net.amount")
                .isEqualTo("20.00");
        shop.rep()
                .patch(
                        "/sales-orders/" + id,
                        "\"2\"",
                        "{\"lines\": [{\"productId\": \"%s\", \"quantity\": 1}]}".formatted(product))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.net.amount")
                .isEqualTo("99.00");
        refused(shop.rep().patch("/sales-orders/" + id, "\"3\"", "{\"lines\": []}"), 400, "invalid_input");
        refused(shop.rep().patch("/sales-orders/" + id, "\"3\"", "{\"status\": \"placed\"}"), 400, "invalid_input");
    }

    @Test
    void an_offer_that_is_over_cannot_be_placed_until_it_has_a_new_date() {
        UUID id = quoted();
        database.update("UPDATE sales_order SET valid_until = current_date - 3 WHERE id = ?", id);
        refused(shop.rep().post("/sales-orders/" + id + "/place"), 409, "quotation_expired");
        shop.rep()
                .patch("/sales-orders/" + id, "\"1\"", "{\"validUntil\": \"%s\"}".formatted(TOMORROW))
                .expectStatus()
                .isOk();
        shop.rep().post("/sales-orders/" + id + "/place").expectStatus().isOk();
        refused(shop.rep().patch("/sales-orders/" + id, "\"3\"", "{\"note\": \"too late\"}"), 409, "order_is_placed");
    }

    @Test
    void an_offer_can_be_withdrawn_and_a_product_that_is_gone_cannot_be_placed() {
        UUID withdrawn = quoted();
        shop.rep()
                .post("/sales-orders/" + withdrawn + "/cancel", "{\"reason\": \"no interest\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("cancelled");
        UUID id = quoted();
        shop.publishProduct("discontinued", product, 2, "10.00", "EUR", "discontinued");
        refused(shop.rep().post("/sales-orders/" + id + "/place"), 422, "product_discontinued");
        assertThat(shop.read(id).get("status").asString()).isEqualTo("quotation");
    }

    @Test
    void a_price_of_ones_own_needs_the_permission_and_tells_its_reason() {
        String body = """
            {"customerId": "%s", "lines": [{"productId": "%s", "quantity": 2, "priceReason": "shelf-worn",
             "unitPrice": {"amount": "7.50", "currency": "EUR"}}]}""".formatted(customer, product);
        refused(shop.rep().post("/sales-orders", body), 403, "price_override_denied");
        var boss = api.with("sales-orders:write", "sales-orders:read", "prices:override");
        JsonNode order =
                Shop.json(boss.post("/sales-orders", body).expectStatus().isCreated());
        assertThat(order.get("net").get("amount").asString()).isEqualTo("15.00");
        assertThat(order.get("lines").get(0).get("priceReason").asString()).isEqualTo("shelf-worn");
        refused(boss.post("/sales-orders", body.replace("EUR", "CHF")), 422, "currency_mismatch");
        refused(boss.post("/sales-orders", body.replace("7.50", "-7.50")), 400, "invalid_input");
    }

    @Test
    void quantities_have_the_decimals_of_their_unit() {
        UUID sugar = UUID.randomUUID();
        Topics.publishRaw(
                "erp.inventory.product",
                sugar.toString(),
                """
                {"productId": "%s", "sku": "%s", "name": "Sugar", "price": "2.00", "currency": "EUR", "taxRate": "7.00",
                 "reorderLevel": 0, "status": "active", "unit": "kg", "unitDecimals": 2}\
                """.formatted(sugar, Shop.sku(sugar)).getBytes(),
                dev.erp.testing.TestEvent.of("inventory.product.created.v1", sugar, 1, "{}")
                        .headers());
        org.awaitility.Awaitility.await()
                .until(() ->
                        database.number("SELECT count(*) FROM catalogue_product WHERE product_id = ?", sugar) == 1);
        JsonNode order = Shop.json(post(sugar, "2.25").expectStatus().isCreated());
        assertThat(order.get("net").get("amount").asString()).isEqualTo("4.50");
        JsonNode problem = Shop.json(post(sugar, "2.125").expectStatus().isEqualTo(422));
        assertThat(problem.get("code").asString()).isEqualTo("too_many_decimals");
        assertThat(problem.get("detail").asString()).contains("by the kg").contains("at most 2 decimals");
        assertThat(Shop.json(post(product, "1.5").expectStatus().isEqualTo(422))
                        .get("detail")
                        .asString())
                .contains("by the piece, in whole quantities only, not 1.5");
    }

    private ResponseSpec post(UUID of, String quantity) {
        return shop.rep()
                .post(
                        "/sales-orders",
                        "{\"customerId\": \"%s\", \"lines\": [{\"productId\": \"%s\", \"quantity\": %s}]}"
                                .formatted(customer, of, quantity));
    }

    @Test
    void a_reference_is_the_customers_once_among_the_orders_that_go_on() {
        String body = """
            {"customerId": "%s", "customerReference": "PO-1", "lines": [{"productId": "%s", "quantity": 1}]}""";
        String own = body.formatted(customer, product);
        var rep = shop.rep().with("Idempotency-Key", UUID.randomUUID().toString());
        JsonNode first = Shop.json(rep.post("/sales-orders", own).expectStatus().isCreated());
        assertThat(Shop.json(rep.post("/sales-orders", own).expectStatus().isCreated()))
                .as("a repeated request is not a second order")
                .isEqualTo(first);
        JsonNode problem =
                Shop.json(shop.rep().post("/sales-orders", own).expectStatus().isEqualTo(409));
        assertThat(problem.get("code").asString()).isEqualTo("reference_taken");
        assertThat(problem.get("detail").asString())
                .contains(first.get("number").asString());
        shop.rep()
                .post("/sales-orders", body.formatted(shop.customer(), product))
                .expectStatus()
                .isCreated();
        shop.rep()
                .post("/sales-orders/" + first.get("id").asString() + "/cancel", "{\"reason\": \"again\"}")
                .expectStatus()
                .isOk();
        shop.rep().post("/sales-orders", own).expectStatus().isCreated();
    }

    @Test
    void the_reference_of_a_quotation_can_be_changed_as_long_as_it_is_the_customers_once() {
        shop.rep()
                .post("/sales-orders", """
            {"customerId": "%s", "customerReference": "PO-1", "lines": [{"productId": "%s", "quantity": 1}]}""".formatted(customer, product))
                .expectStatus()
                .isCreated();
        UUID id = quoted();
        String path = "/sales-orders/" + id;
        refused(shop.rep().patch(path, "*", "{\"customerReference\": \"PO-1\"}"), 409, "reference_taken");
        JsonNode changed = Shop.json(shop.rep()
                .patch(path, "*", "{\"customerReference\": \"PO-2\"}")
                .expectStatus()
                .isOk());
        assertThat(changed.get("customerReference").asString()).isEqualTo("PO-2");
        shop.rep()
                .patch(path, "*", "{\"customerReference\": null}")
                .expectStatus()
                .isOk();
        shop.rep()
                .post("/sales-orders", """
            {"customerId": "%s", "customerReference": "PO-2", "lines": [{"productId": "%s", "quantity": 1}]}""".formatted(customer, product))
                .expectStatus()
                .isCreated();
    }

    @Test
    void of_twenty_orders_with_one_reference_at_once_one_is_placed() {
        String body = """
            {"customerId": "%s", "customerReference": "PO-1", "lines": [{"productId": "%s", "quantity": 1}]}""".formatted(customer, product);
        List<Integer> statuses = inParallel(20, body);
        assertThat(statuses).containsOnly(201, 409);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
    }

    @Test
    void of_many_orders_at_once_no_two_slip_under_a_credit_limit() {
        limit(customer, "100.00");
        List<Integer> statuses = inParallel(
                12,
                "{\"customerId\": \"%s\", \"lines\": [{\"productId\": \"%s\", \"quantity\": 2}]}"
                        .formatted(customer, product));
        // 23.80 each
        assertThat(statuses).containsOnly(201, 422);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(4);
    }

    @Test
    void a_credit_limit_counts_open_invoices_and_orders_and_frees_what_is_paid_or_cancelled() {
        limit(customer, "50.00");
        UUID paid = shop.placed(customer, 2, product);
        UUID cancelled = shop.placed(customer, 2, product);
        JsonNode problem = Shop.json(shop.rep()
                .post("/sales-orders", Shop.order(customer, 1, product))
                .expectStatus()
                .isEqualTo(422));
        assertThat(problem.get("code").asString()).isEqualTo("credit_limit_exceeded");
        assertThat(problem.get("detail").asString())
                .contains("50.00 EUR")
                .contains("47.60")
                .contains("11.90");
        shop.rep()
                .post("/sales-orders/" + cancelled + "/cancel", "{\"reason\": \"x\"}")
                .expectStatus()
                .isOk();
        UUID invoice = UUID.randomUUID();
        Topics.publish(Shop.reservationConfirmed(paid, product));
        shop.awaitStatus(paid, "confirmed");
        Topics.publish(Shop.invoiceDrafted(paid, invoice, 2));
        shop.awaitStatus(paid, "invoiced");
        Topics.publish(Shop.invoiceSent(paid, invoice));
        Topics.publish(Shop.invoicePaid(paid, invoice));
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(shop.steps(paid)).endsWith("invoice_paid"));
        shop.rep()
                .post("/sales-orders", Shop.order(customer, 4, product))
                .expectStatus()
                .isCreated();
    }

    private List<Integer> inParallel(int times, String body) {
        return IntStream.range(0, times)
                .parallel()
                .mapToObj(i -> shop.rep()
                        .post("/sales-orders", body)
                        .expectBody()
                        .returnResult()
                        .getStatus()
                        .value())
                .toList();
    }

    private void limit(UUID of, String amount) {
        api.as(Role.FINANCE_MANAGER)
                .patch(
                        "/customers/" + of + "/credit-limit",
                        "\"1\"",
                        "{\"creditLimit\": {\"amount\": \"%s\", \"currency\": \"EUR\"}}".formatted(amount))
                .expectStatus()
                .isOk();
    }

    private UUID quoted() {
        return Api.idOf(shop.rep().post("/sales-orders", """
            {"customerId": "%s", "quotation": true, "validUntil": "%s",
             "lines": [{"productId": "%s", "quantity": 2}]}""".formatted(customer, TOMORROW, product)));
    }

    private static void refused(ResponseSpec response, int status, String code) {
        response.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
    }
}
