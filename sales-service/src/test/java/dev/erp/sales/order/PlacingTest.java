package dev.erp.sales.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.sales.Shop;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
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
}
