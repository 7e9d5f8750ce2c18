package dev.erp.inventory.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.inventory.Goods;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@ServiceTest
class StockAdjustmentTest {

    private static final String ADJUSTED = "inventory.stock.adjusted.v1";

    @Autowired
    Api api;

    @Autowired
    Database database;

    private Goods goods;

    @BeforeEach
    void goods() {
        goods = new Goods(api);
    }

    @Test
    void an_adjustment_changes_the_stock_and_leaves_a_movement_and_an_event() {
        UUID product = goods.productByWeight();
        UUID user = UUID.randomUUID();
        var made = api.as(Role.INVENTORY_MANAGER, user)
                .post("/stock-adjustments", """
                        {"productId":"%s","change":12.5,"reason":"first delivery"}""".formatted(product))
                .expectStatus()
                .isCreated();
        JsonNode adjustment = Goods.json(made.expectBody());
        assertThat(adjustment.get("stock")).hasToString("{\"onHand\":12.5,\"reserved\":0,\"available\":12.5}");

        String location = made.returnResult(byte[].class)
                .getResponseHeaders()
                .getLocation()
                .getPath();
        JsonNode movement = Goods.json(
                api.as(Role.VIEWER).get(location).expectStatus().isOk().expectBody());
        assertThat(movement.get("kind").asString()).isEqualTo("adjustment");
        assertThat(movement.get("onHandChange")).hasToString("12.5");
        assertThat(movement.get("reason").asString()).isEqualTo("first delivery");
        assertThat(movement.get("actor").asString()).isEqualTo(user.toString());

        RecordedEvent event = Topics.await(ADJUSTED, product);
        assertThat(event.topic()).isEqualTo("erp.inventory.stock");
        assertThat(event.sequence()).isEqualTo(1);
        assertThat(event.actor()).isEqualTo(user.toString());
        assertThat(event.data().get("change")).hasToString("12.5");
        assertThat(event.data().get("onHand")).hasToString("12.5");
        assertThat(event.data().get("before")).hasToString("{\"onHand\":0,\"reserved\":0,\"available\":0}");
    }

    @Test
    void every_event_of_a_stock_has_the_next_sequence_although_reservations_publish_none() {
        UUID product = goods.product(10);
        database.update("UPDATE stock SET version = version + 5 WHERE product_id = ?", product);
        goods.adjust(product, -3);
        goods.adjust(product, 1);
        assertThat(Topics.awaitAll(ADJUSTED, product, 3))
                .extracting(RecordedEvent::sequence)
                .containsExactly(1L, 2L, 3L);
        goods.expectStock(product, 8, 0);
    }

    @Test
    void what_is_reserved_cannot_be_adjusted_away() {
        UUID product = goods.product(10);
        reserve(product, 4);
        JsonNode problem = Goods.json(adjust(Goods.adjustment(product, -7))
                .expectStatus()
                .isEqualTo(409)
                .expectBody());
        assertThat(problem.get("code").asString()).isEqualTo("below_reserved");
        assertThat(problem.get("detail").asString()).contains("10 pieces", "4 are reserved", "at most 6");
        assertThat(problem.get("stock")).hasToString("{\"onHand\":10,\"reserved\":4,\"available\":6}");
        goods.expectStock(product, 10, 4);

        goods.adjust(product, -6);
        goods.expectStock(product, 4, 4);
        release(product, 4);
    }

    @Test
    void of_many_adjustments_at_once_only_as_many_succeed_as_there_are_pieces() throws Exception {
        UUID product = goods.product(10);
        Callable<Integer> takeOne = () -> adjust(Goods.adjustment(product, -1))
                .returnResult(Void.class)
                .getStatus()
                .value();
        List<Integer> statuses = Goods.atOnce(15, takeOne);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(10);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(5);
        goods.expectStock(product, 0, 0);
        assertThat(Topics.awaitAll(ADJUSTED, product, 11))
                .extracting(RecordedEvent::sequence)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 11).mapToObj(i -> (long) i).toList());
    }

    @Test
    void a_retried_adjustment_counts_once() {
        UUID product = goods.product(10);
        var caller = api.as(Role.INVENTORY_MANAGER)
                .with("Idempotency-Key", UUID.randomUUID().toString());
        for (int i = 0; i < 3; i++) {
            caller.post("/stock-adjustments", Goods.adjustment(product, -2))
                    .expectStatus()
                    .isCreated();
        }
        goods.expectStock(product, 8, 0);
    }

    @Test
    void there_is_a_largest_stock() {
        UUID product = goods.product(999_999_999);
        adjust(Goods.adjustment(product, 1))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("above_maximum");
    }

    private ResponseSpec adjust(String body) {
        return api.as(Role.INVENTORY_MANAGER).post("/stock-adjustments", body);
    }

    // behind the service's back: reservations have tests of their own
    private void reserve(UUID product, int pieces) {
        database.update("UPDATE stock SET reserved = reserved + ? WHERE product_id = ?", pieces, product);
    }

    private void release(UUID product, int pieces) {
        database.update("UPDATE stock SET reserved = reserved - ? WHERE product_id = ?", pieces, product);
    }
}
