package dev.erp.purchasing.order;

import static dev.erp.purchasing.Buying.expectProblem;
import static dev.erp.purchasing.Buying.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.purchasing.Buying;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

@ServiceTest(
        properties = {
            "erp.purchasing.stock-timeout=1s",
            "erp.purchasing.bill-timeout=2s",
            "erp.purchasing.watch-interval=200ms"
        })
class AnswerWatchTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Autowired
    AnswerWatch watch;

    Buying buying;
    UUID product;

    @BeforeEach
    void arrive() {
        buying = new Buying(api, database);
        product = buying.product();
    }

    @Test
    void silence_of_inventory_becomes_attention_and_a_late_answer_ends_it() {
        UUID order = buying.approved(product, 10);
        UUID receipt = buying.received(order, 10);
        JsonNode attention = awaitAttention(order);
        assertThat(attention.get("reason").asString())
                .matches("inventory did not book receipt GR-\\d{4}-\\d{6} within 1 s");
        assertThat(attention.get("nextActions").toString()).isEqualTo("[\"wait\",\"retry\",\"abandon\"]");
        assertThat(listed(order)).isTrue();
        Buying.publish(Buying.booked(order, receipt, product));
        buying.awaitStatus(order, "received");
        assertThat(buying.steps(order)).contains("receipt_recorded", "stock_overdue", "stock_booked");
    }

    @Test
    void a_retry_asks_again_with_the_same_receipt_and_one_answer_is_enough() {
        UUID order = buying.approved(product, 10);
        UUID receipt = buying.received(order, 10);
        awaitAttention(order);
        retry(order).expectStatus().isOk();
        var asked = Topics.awaitAll("purchasing.order.receipt-recorded.v1", order, 2);
        assertThat(asked.getLast().data()).isEqualTo(asked.getFirst().data());
        Buying.publish(Buying.booked(order, receipt, product));
        Buying.publish(Buying.booked(order, receipt, product));
        buying.awaitStatus(order, "received");
        assertThat(buying.read(order).at("/lines/0/received").asInt()).isEqualTo(10);
        assertThat(buying.violations()).isEmpty();
    }

    @Test
    void a_bill_that_does_not_come_is_asked_for_again_or_waited_for_no_more() {
        UUID order = buying.approved(product, 10);
        UUID receipt = buying.received(order, 10);
        Buying.publish(Buying.booked(order, receipt, product));
        buying.awaitStatus(order, "received");
        assertThat(awaitAttention(order).get("reason").asString()).startsWith("finance drafted no bill of receipt");
        retry(order).expectStatus().isOk();
        Topics.awaitAll("purchasing.order.received.v1", order, 2);
        awaitAttention(order);
        abandon(order).expectStatus().isOk().expectBody().jsonPath("$.status").isEqualTo("completed");
        assertThat(buying.receipt(order, receipt).get("state").asString()).isEqualTo("waived");
        Topics.await("purchasing.order.process-abandoned.v1", order);
        expectProblem(abandon(order), 409, "nothing_to_abandon");
        assertThat(buying.violations()).isEmpty();
    }

    @Test
    void an_abandoned_receipt_is_taken_back_when_it_is_booked_after_all() {
        UUID order = buying.approved(product, 10);
        UUID receipt = buying.received(order, 10);
        awaitAttention(order);
        abandon(order).expectStatus().isOk();
        Topics.await("purchasing.order.receipt-reversal-requested.v1", order);
        assertThat(buying.read(order).at("/lines/0/open").asInt()).isEqualTo(10);
        Buying.publish(Buying.booked(order, receipt, product));
        buying.awaitState(order, receipt, "reversing");
        Buying.publish(Buying.reversed(order, receipt));
        buying.awaitState(order, receipt, "reversed");
        assertThat(buying.read(order).get("status").asString()).isEqualTo("approved");
        assertThat(buying.violations()).isEmpty();
    }

    @Test
    void what_is_not_overdue_is_neither_asked_for_again_nor_given_up() {
        UUID order = buying.approved(product, 10);
        expectProblem(retry(order), 409, "nothing_to_retry");
        expectProblem(abandon(order), 409, "nothing_to_abandon");
    }

    @Test
    void several_watchers_at_once_mark_a_receipt_once() {
        UUID order = buying.approved(product, 10);
        buying.received(order, 10);
        await().untilAsserted(() -> {
            Flux.range(0, 8).flatMap(i -> watch.look(), 8).blockLast();
            assertThat(buying.steps(order)).endsWith("receipt_recorded", "stock_overdue");
        });
    }

    private ResponseSpec retry(UUID order) {
        return buying.buyer().post("/purchase-orders/" + order + "/process/retry");
    }

    private ResponseSpec abandon(UUID order) {
        return buying.buyer().post("/purchase-orders/" + order + "/process/abandon", "{\"reason\": \"gave up\"}");
    }

    private JsonNode awaitAttention(UUID order) {
        await().untilAsserted(
                        () -> assertThat(buying.process(order).get("attention")).isNotNull());
        return buying.process(order).get("attention");
    }

    private boolean listed(UUID order) {
        return json(buying.buyer().get("/purchase-orders?attention=true&limit=200"))
                .get("items")
                .valueStream()
                .anyMatch(item -> item.get("id").asString().equals(order.toString()));
    }
}
