package dev.erp.sales.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.sales.Shop;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@ServiceTest
class PlacingTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    Shop shop;

    @BeforeEach
    void openShop() {
        shop = new Shop(api, database);
    }

    @Test
    void a_placed_order_is_priced_pending_and_announced_once() {
        UUID customer = shop.customer();
        UUID widget = shop.product("12.50");
        UUID manual = shop.product("20.00");
        var response = shop.rep()
                .post("/sales-orders", """
                    {"customerId": "%s", "customerReference": "PO 4711 \u202e \ud83d\ude80", "discountPercent": "5",
                     "lines": [{"productId": "%s", "quantity": 3},
                               {"productId": "%s", "quantity": 1, "discountPercent": "10.00"}]}
                    """.formatted(customer, widget, manual))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .expectBody()
                .returnResult();
        JsonNode order = Shop.JSON.readTree(response.getResponseBody());
        UUID id = UUID.fromString(order.get("id").asString());
        assertThat(response.getResponseHeaders().getLocation().getPath()).isEqualTo("/api/v1/sales-orders/" + id);
        assertThat(order.get("number").asString()).matches("SO-\\d{4}-\\d{6,}");
        assertThat(order.get("status").asString()).isEqualTo("pending");
        assertThat(order.get("rounding").asString()).isEqualTo("half_up_per_line");
        assertThat(order.get("customer").get("customerId").asString()).isEqualTo(customer.toString());
        assertThat(order.get("customerReference").asString()).isEqualTo("PO 4711 \u202e \ud83d\ude80");
        assertThat(order.get("discountPercent").asString()).isEqualTo("5.00");
        assertThat(order.get("lines").get(0).toString())
                .isEqualTo(Shop.JSON
                        .readTree("""
                            {"line": 1, "productId": "%s", "sku": "%s", "name": "Widget", "quantity": 3,
                             "reserved": 0, "shipped": 0, "invoiced": 0, "returned": 0, "credited": 0, "cancelled": 0,
                             "unitPrice": {"amount": "12.50", "currency": "EUR"}, "discountPercent": "0.00",
                             "net": {"amount": "35.62", "currency": "EUR"}, "taxRate": "19.00",
                             "tax": {"amount": "6.77", "currency": "EUR"},
                             "gross": {"amount": "42.39", "currency": "EUR"}}
                            """.formatted(widget, Shop.sku(widget)))
                        .toString());
        assertThat(order.get("net").get("amount").asString()).isEqualTo("52.72");

        assertThat(shop.read(id)).isEqualTo(order);
        Topics.awaitExactly("erp.sales.order", id, "sales.order.placed.v1");
        RecordedEvent placed = Topics.await("sales.order.placed.v1", id);
        assertThat(placed.correlationId()).isEqualTo(id.toString());
        assertThat(placed.sequence()).isEqualTo(1);
        assertThat(placed.data().get("gross").asString()).isEqualTo(total(order));
        assertThat(placed.data().get("lines")).hasSize(2);
        assertThat(shop.steps(id)).containsExactly("placed");
        assertThat(shop.process(id).get("waitingFor").asString()).isEqualTo("reservation");
    }

    private static String total(JsonNode order) {
        return order.get("net")
                .get("amount")
                .asDecimal()
                .add(order.get("tax").get("amount").asDecimal())
                .toPlainString();
    }

    @Test
    void one_key_fifty_times_at_once_makes_one_order() {
        UUID customer = shop.customer();
        String body = Shop.order(customer, 2, shop.product("1.00"));
        var rep = shop.rep().with("Idempotency-Key", UUID.randomUUID().toString());
        List<EntityExchangeResult<byte[]>> answers = IntStream.range(0, 50)
                .parallel()
                .mapToObj(i -> rep.post("/sales-orders", body)
                        .expectStatus()
                        .isCreated()
                        .expectBody()
                        .returnResult())
                .toList();
        assertThat(answers)
                .extracting(answer -> new String(answer.getResponseBody()))
                .containsOnly(new String(answers.getFirst().getResponseBody()));
        assertThat(answers.stream().filter(a -> a.getResponseHeaders().getFirst("Idempotency-Replayed") == null))
                .hasSize(1);
        assertThat(database.number("SELECT count(*) FROM sales_order WHERE customer_id = ?", customer))
                .isEqualTo(1);
    }

    @Test
    void a_key_that_was_used_with_another_order_is_refused() {
        UUID customer = shop.customer();
        UUID product = shop.product("1.00");
        var rep = shop.rep().with("Idempotency-Key", UUID.randomUUID().toString());
        rep.post("/sales-orders", Shop.order(customer, 2, product))
                .expectStatus()
                .isCreated();
        expectProblem(rep.post("/sales-orders", Shop.order(customer, 3, product)), 422, "idempotency_key_reused");
        assertThat(database.number("SELECT count(*) FROM sales_order WHERE customer_id = ?", customer))
                .isEqualTo(1);
    }

    @Test
    void a_retry_gets_its_first_answer_even_if_the_product_is_not_sold_any_more() {
        String body = Shop.order(shop.customer(), 2, shop.product("1.00"));
        var rep = shop.rep().with("Idempotency-Key", UUID.randomUUID().toString());
        JsonNode first =
                Shop.json(rep.post("/sales-orders", body).expectStatus().isCreated());
        UUID product =
                UUID.fromString(first.get("lines").get(0).get("productId").asString());
        shop.publishProduct("discontinued", product, 2, "1.00", "EUR", "discontinued");

        JsonNode retried = Shop.json(rep.post("/sales-orders", body)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Idempotency-Replayed", "true"));
        assertThat(retried).isEqualTo(first);
        expectProblem(shop.rep().post("/sales-orders", body), 422, "product_discontinued");
    }

    @Test
    void a_new_price_holds_from_the_moment_the_catalogue_knows_it() {
        UUID customer = shop.customer();
        UUID product = shop.product("1.00");
        shop.placed(customer, 1, product);
        shop.publishProduct("price-changed", product, 2, "2.50", "EUR", "active");
        assertThat(unitPrice(shop.placed(customer, 1, product))).isEqualTo("2.50");
    }

    @Test
    void an_older_event_of_a_product_changes_nothing() {
        UUID customer = shop.customer();
        UUID product = shop.product("1.00");
        UUID later = shop.product("1.00");
        shop.publishProduct("price-changed", product, 3, "3.00", "EUR", "active");
        shop.publishProduct("price-changed", product, 2, "2.00", "EUR", "active");
        // same topic: whatever was published before is handled once this one is
        shop.publishProduct("price-changed", later, 2, "2.00", "EUR", "active");
        assertThat(unitPrice(shop.placed(customer, 1, product))).isEqualTo("3.00");
    }

    @Test
    void copies_in_memory_are_never_believed_against_the_database() {
        UUID customer = shop.customer();
        UUID product = shop.product("1.00");
        shop.placed(customer, 1, product);

        database.update("UPDATE customer SET name = 'New name', version = 2 WHERE id = ?", customer);
        database.update(
                "UPDATE catalogue_product SET price = 7.00, tax_rate = 0.00, version = 2 WHERE product_id = ?",
                product);
        JsonNode order = shop.read(shop.placed(customer, 1, product));
        assertThat(order.get("gross").get("amount").asString()).isEqualTo("7.00");
        assertThat(order.get("customer").get("name").asString()).isEqualTo("New name");

        database.update("UPDATE customer SET status = 'inactive', version = 3 WHERE id = ?", customer);
        expectProblem(shop.rep().post("/sales-orders", Shop.order(customer, 1, product)), 422, "customer_inactive");
        // a copy that says no is not believed either
        database.update("UPDATE customer SET status = 'active', version = 4 WHERE id = ?", customer);
        shop.placed(customer, 1, product);
    }

    @Test
    void nothing_is_left_of_an_attempt_that_was_priced_with_old_copies() {
        UUID customer = shop.customer();
        UUID product = shop.product("1.00");
        shop.placed(customer, 1, product);
        database.update("UPDATE catalogue_product SET price = 7.00, version = 2 WHERE product_id = ?", product);
        var rep = shop.rep().with("Idempotency-Key", UUID.randomUUID().toString());
        JsonNode order = Shop.json(rep.post("/sales-orders", Shop.order(customer, 1, product))
                .expectStatus()
                .isCreated());
        assertThat(order.get("net").get("amount").asString()).isEqualTo("7.00");
        assertThat(Shop.json(rep.post("/sales-orders", Shop.order(customer, 1, product))))
                .isEqualTo(order);
        assertThat(database.number("SELECT count(*) FROM sales_order WHERE customer_id = ?", customer))
                .isEqualTo(2);
    }

    @Test
    void lines_of_one_product_stay_apart() {
        UUID product = shop.product("1.00");
        JsonNode order = shop.read(shop.placed(shop.customer(), 2, product, product));
        assertThat(order.get("lines")).hasSize(2);
        assertThat(order.get("net").get("amount").asString()).isEqualTo("4.00");
    }

    @Test
    void five_hundred_lines_are_an_order() {
        UUID[] products = Collections.nCopies(500, shop.product("1.00")).toArray(UUID[]::new);
        assertThat(shop.read(shop.placed(shop.customer(), 1, products)).get("lines"))
                .hasSize(500);
    }

    @Test
    void who_prefers_to_wait_gets_the_outcome() throws Exception {
        UUID customer = shop.customer();
        UUID product = shop.product("1.00");
        var answer = CompletableFuture.supplyAsync(() -> shop.rep()
                .with("Prefer", "wait=10")
                .post("/sales-orders", Shop.order(customer, 1, product))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Preference-Applied", "wait=10")
                .expectHeader()
                .valueEquals("ETag", "\"2\"")
                .expectBody()
                .returnResult()
                .getResponseBody());
        UUID id = await().until(
                        () -> database.rows("SELECT id FROM sales_order WHERE customer_id = ?", customer).stream()
                                .map(row -> (UUID) row.get("id"))
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
        Topics.publish(Shop.reservationConfirmed(id, product));
        assertThat(Shop.JSON
                        .readTree(answer.get(15, TimeUnit.SECONDS))
                        .get("status")
                        .asString())
                .isEqualTo("confirmed");
    }

    @Test
    void who_waits_in_vain_gets_the_order_as_it_is() {
        JsonNode order = Shop.json(shop.rep()
                .with("Prefer", "wait=1")
                .post("/sales-orders", Shop.order(shop.customer(), 1, shop.product("1.00")))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Preference-Applied", "wait=1"));
        assertThat(order.get("status").asString()).isEqualTo("pending");
    }

    @Test
    void numbers_are_never_given_twice() {
        UUID customer = shop.customer();
        UUID product = shop.product("1.00");
        IntStream.range(0, 250).parallel().forEach(i -> shop.placed(customer, 1, product));
        assertThat(database.number("SELECT count(DISTINCT number) FROM sales_order WHERE customer_id = ?", customer))
                .isEqualTo(250);
    }

    @Test
    void the_steps_that_every_order_takes_touch_no_index() throws Exception {
        UUID id = shop.placed(shop.customer(), 1, shop.product("1.00"));
        try (Connection somebody = database.connect()) {
            somebody.setAutoCommit(false);
            try (Statement sql = somebody.createStatement()) {
                for (String step : List.of(
                        "status = 'confirmed', reserved = '{1}', version = 2, steps = 2",
                        "status = 'invoiced', invoiced = '{1}', invoice_id = id, version = 3, steps = 3")) {
                    sql.executeUpdate("UPDATE sales_order SET " + step + " WHERE id = '" + id + "'");
                }
                ResultSet updates =
                        sql.executeQuery("SELECT pg_stat_get_xact_tuples_hot_updated('sales_order'::regclass)");
                updates.next();
                assertThat(updates.getLong(1)).isEqualTo(2);
            }
            somebody.rollback();
        }
    }

    @Test
    void orders_are_found_by_number_customer_and_reference() {
        String name = "Kathe " + UUID.randomUUID();
        UUID customer = Api.idOf(shop.rep().post("/customers", Map.of("name", name, "currency", "EUR")));
        String reference = "PO/" + UUID.randomUUID();
        UUID product = shop.product("1.00");
        UUID id = Api.idOf(shop.rep().post("/sales-orders", """
            {"customerId": "%s", "customerReference": "%s", "lines": [{"productId": "%s", "quantity": 1}]}
            """.formatted(customer, reference, product)));
        String number = shop.read(id).get("number").asString();
        for (String text : List.of(
                number, number.toLowerCase(Locale.ROOT), name.toUpperCase(Locale.ROOT), reference.substring(5))) {
            JsonNode found = Shop.json(shop.rep()
                    .get("/sales-orders?q={q}&status=pending", text)
                    .expectStatus()
                    .isOk());
            assertThat(found.get("items").valueStream().map(item -> item.get("id")
                            .asString()))
                    .as(text)
                    .containsExactly(id.toString());
        }
        assertThat(Shop.json(shop.rep().get("/sales-orders?q=100%25%5F")).get("items"))
                .isEmpty();
        shop.rep().get("/sales-orders?q=" + "x".repeat(101)).expectStatus().isBadRequest();
    }

    private String unitPrice(UUID order) {
        return shop.read(order)
                .get("lines")
                .get(0)
                .get("unitPrice")
                .get("amount")
                .asString();
    }

    private static void expectProblem(ResponseSpec response, int status, String code) {
        response.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(code);
    }
}
