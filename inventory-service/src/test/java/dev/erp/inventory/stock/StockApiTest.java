package dev.erp.inventory.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@ServiceTest
class StockApiTest {

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
        UUID product = goods.product(0);
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
        try (var threads = Executors.newFixedThreadPool(15)) {
            List<Integer> statuses = threads.invokeAll(java.util.Collections.nCopies(15, takeOne)).stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .toList();
            assertThat(statuses.stream().filter(status -> status == 201)).hasSize(10);
            assertThat(statuses.stream().filter(status -> status == 409)).hasSize(5);
        }
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

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.000", "\"1\"", "null", "0.0001", "1e3", "1000000000", "true", "NaN"})
    void a_nonsensical_change_is_refused(String change) {
        UUID product = goods.product(0);
        adjust("""
               {"productId":"%s","change":%s,"reason":"counted"}""".formatted(product, change)).expectStatus().isBadRequest();
        goods.expectStock(product, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\" \"", "\"a\\u0000\"", "\"two\\nlines\"", "\"\\ud800\"", "[]"})
    void a_nonsensical_reason_is_refused(String reason) {
        adjust("""
               {"productId":"%s","change":1,"reason":%s}""".formatted(UUID.randomUUID(), reason))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("reason");
    }

    @ParameterizedTest
    @CsvSource({"5", "\"x\"", "\"1-1-1-1-1\"", "null"})
    void a_nonsensical_product_is_refused(String product) {
        adjust("{\"productId\":" + product + ",\"change\":1,\"reason\":\"counted\"}")
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void an_unknown_product_cannot_be_adjusted() {
        adjust(Goods.adjustment(UUID.randomUUID(), 1))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("unknown_product");
    }

    @Test
    void products_below_their_reorder_level_can_be_listed() {
        String sku = Goods.sku();
        UUID low = product(sku + "-a", 5);
        UUID enough = product(sku + "-b", 5);
        product(sku + "-c", 0);
        goods.adjust(low, 4);
        goods.adjust(enough, 5);
        assertThat(skus("/stock?belowReorderLevel=true&sort=sku&q=" + sku)).containsExactly(sku + "-a");
        assertThat(skus("/stock?belowReorderLevel=false&sort=sku&q=" + sku)).containsExactly(sku + "-b", sku + "-c");
        assertThat(skus("/stock?sort=-sku&q=" + sku)).containsExactly(sku + "-c", sku + "-b", sku + "-a");
        api.as(Role.VIEWER)
                .get("/stock?belowReorderLevel=perhaps")
                .expectStatus()
                .isBadRequest();
    }

    @Test
    void movements_are_listed_latest_first() {
        UUID product = goods.product(1);
        goods.adjust(product, 2);
        goods.adjust(product, 3);
        JsonNode first = Goods.json(api.as(Role.VIEWER)
                .get("/products/" + product + "/movements?limit=2")
                .expectBody());
        assertThat(first.get("items").valueStream().map(item -> item.get("onHandChange")
                        .asInt()))
                .containsExactly(3, 2);
        JsonNode second = Goods.json(api.as(Role.VIEWER)
                .get(
                        "/products/" + product + "/movements?limit=2&cursor={cursor}",
                        first.get("nextCursor").asString())
                .expectBody());
        assertThat(second.get("items").valueStream().map(item -> item.get("onHandChange")
                        .asInt()))
                .containsExactly(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE stock_movement SET reason = 'other'",
                "DELETE FROM stock_movement",
                "TRUNCATE stock_movement"
            })
    void history_cannot_be_changed_even_by_the_owner_of_the_table(String sql) {
        goods.product(1);
        assertThatThrownBy(() -> database.update(sql)).hasMessageContaining("stock_movement is append-only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE stock SET on_hand = 3 WHERE product_id = ?",
                "UPDATE stock SET reserved = 11 WHERE product_id = ?",
                "UPDATE stock SET reserved = -1 WHERE product_id = ?"
            })
    void the_table_itself_refuses_what_cannot_be(String sql) {
        UUID product = goods.product(10);
        reserve(product, 4);
        assertThatThrownBy(() -> database.update(sql, product)).hasMessageContaining("check constraint");
        release(product, 4);
    }

    @Test
    void the_invariants_name_a_stock_that_was_changed_without_a_movement() {
        UUID product = goods.product(10);
        database.update("UPDATE stock SET on_hand = on_hand + 1 WHERE product_id = ?", product);
        try {
            assertThat(violations("stock_is_the_sum_of_its_movements")).anySatisfy(violation -> assertThat(violation)
                    .contains(product.toString(), "on hand 11.000, moved 10.000"));
        } finally {
            database.update("UPDATE stock SET on_hand = on_hand - 1 WHERE product_id = ?", product);
        }
        assertThat(violations("stock_is_the_sum_of_its_movements")).isEmpty();
    }

    // behind the service's back: reservations have tests of their own
    private void reserve(UUID product, int pieces) {
        database.update("UPDATE stock SET reserved = reserved + ? WHERE product_id = ?", pieces, product);
    }

    private void release(UUID product, int pieces) {
        database.update("UPDATE stock SET reserved = reserved - ? WHERE product_id = ?", pieces, product);
    }

    private List<String> violations(String invariant) {
        JsonNode checked = Goods.json(api.as(Role.ADMIN)
                .get("/operations/inventory/invariants")
                .expectStatus()
                .isOk()
                .expectBody());
        return checked.valueStream()
                .filter(one -> one.get("name").asString().equals(invariant))
                .flatMap(one -> one.get("violations").valueStream())
                .map(JsonNode::asString)
                .toList();
    }

    private UUID product(String sku, int reorderLevel) {
        String body = Goods.body(sku).replace("\"taxRate\"", "\"reorderLevel\":" + reorderLevel + ",\"taxRate\"");
        return UUID.fromString(
                Goods.json(api.as(Role.ADMIN).post("/products", body).expectBody())
                        .get("id")
                        .asString());
    }

    private ResponseSpec adjust(String body) {
        return api.as(Role.INVENTORY_MANAGER).post("/stock-adjustments", body);
    }

    private List<String> skus(String path) {
        return Goods.json(api.as(Role.VIEWER).get(path).expectStatus().isOk().expectBody())
                .get("items")
                .valueStream()
                .map(item -> item.get("sku").asString())
                .toList();
    }
}
