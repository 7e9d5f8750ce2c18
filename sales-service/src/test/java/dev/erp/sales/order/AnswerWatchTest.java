package dev.erp.sales.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.sales.Shop;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

@ServiceTest(
        properties = {
            "erp.sales.reservation-timeout=1s",
            "erp.sales.invoice-timeout=2s",
            "erp.sales.watch-interval=200ms"
        })
class AnswerWatchTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Autowired
    AnswerWatch watch;

    Shop shop;

    @BeforeEach
    void openShop() {
        shop = new Shop(api, database);
    }

    @Test
    void silence_becomes_attention_and_a_late_answer_ends_it() {
        UUID product = shop.product("1.00");
        UUID order = shop.placed(shop.customer(), 1, product);
        await().untilAsserted(
                        () -> assertThat(shop.read(order).get("attention")).isNotNull());
        JsonNode process = shop.process(order);
        assertThat(process.get("status").asString()).isEqualTo("pending");
        assertThat(process.get("attention").get("reason").asString()).isEqualTo("inventory did not answer within 1 s");
        assertThat(process.get("attention").get("nextActions").valueStream().map(JsonNode::asString))
                .containsExactly("wait", "retry", "abandon");
        assertThat(shop.steps(order)).containsExactly("placed", "reservation_overdue");
        shop.rep().get("/sales-orders/" + order).expectHeader().valueEquals("ETag", "\"2\"");
        assertThat(listed("attention=true")).contains(order);
        assertThat(listed("attention=false")).doesNotContain(order);

        shop.rep()
                .post("/sales-orders/" + order + "/process/retry", "{\"reason\": \"they are back\"}")
                .expectStatus()
                .isOk();
        JsonNode asked =
                Topics.await("sales.order.reservation-requested.v1", order).data();
        JsonNode placed = Topics.await("sales.order.placed.v1", order).data();
        assertThat(asked).as("the same body").isEqualTo(placed);
        assertThat(shop.read(order).get("attention"))
                .as("until the answer is there")
                .isNotNull();
        // a rejection, because a confirmed order would begin to wait for its invoice
        Topics.publish(Shop.reservationRejected(order, product));
        shop.awaitStatus(order, "rejected");
        assertThat(shop.read(order).get("attention")).isNull();
        assertThat(shop.steps(order))
                .containsExactly("placed", "reservation_overdue", "retried", "reservation_rejected");
        assertThat(listed("attention=true")).doesNotContain(order);
    }

    @Test
    void an_invoice_that_does_not_come_becomes_attention_too() {
        UUID product = shop.product("1.00");
        UUID order = shop.placed(shop.customer(), 1, product);
        Topics.publish(Shop.reservationConfirmed(order, product));
        shop.awaitStatus(order, "confirmed");
        await().untilAsserted(
                        () -> assertThat(shop.steps(order)).endsWith("reservation_confirmed", "invoicing_overdue"));
        JsonNode process = shop.process(order);
        assertThat(process.get("waitingFor").asString()).isEqualTo("invoice");
        assertThat(process.get("attention").get("reason").asString())
                .isEqualTo("finance drafted no invoice within 2 s");
        Topics.publish(Shop.invoiceDrafted(order, UUID.randomUUID(), 1));
        shop.awaitStatus(order, "invoiced");
        assertThat(shop.process(order).get("attention")).isNull();
    }

    @Test
    void several_watchers_at_once_mark_an_order_once() {
        UUID customer = shop.customer();
        UUID product = shop.product("1.00");
        List<UUID> orders = IntStream.range(0, 20)
                .mapToObj(i -> shop.placed(customer, 1, product))
                .toList();
        await().untilAsserted(() -> {
            Flux.range(0, 8).flatMap(i -> watch.look(), 8).blockLast();
            assertThat(database.number(
                            "SELECT count(*) FROM sales_order WHERE customer_id = ? AND attention_since IS NOT NULL",
                            customer))
                    .isEqualTo(20);
        });
        assertThat(orders)
                .allSatisfy(order -> assertThat(shop.steps(order)).containsExactly("placed", "reservation_overdue"));
    }

    private List<UUID> listed(String query) {
        return Shop.json(shop.rep()
                        .get("/sales-orders?limit=200&" + query)
                        .expectStatus()
                        .isOk())
                .get("items")
                .valueStream()
                .map(item -> UUID.fromString(item.get("id").asString()))
                .toList();
    }
}
