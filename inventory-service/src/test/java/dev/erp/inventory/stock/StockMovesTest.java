package dev.erp.inventory.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.inventory.Goods;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** Counts, transfers, cost, and stock as it was. */
@ServiceTest
class StockMovesTest {

    private static final String MAIN = "019ab1c0-0000-7000-8000-000000000001";
    private static final String LOW = "inventory.stock.below-reorder-level.v1";

    @Autowired
    Api api;

    @Autowired
    Database database;

    private Goods goods;
    private Api.Caller manager;

    @BeforeEach
    void goods() {
        goods = new Goods(api);
        manager = api.as(Role.INVENTORY_MANAGER);
    }

    @AfterEach
    void stock_is_conserved() {
        Goods.expectConserved(api);
    }

    @Test
    void a_count_sets_what_is_on_hand_and_is_kept_even_if_nothing_changes() {
        UUID product = goods.product(10);
        JsonNode made =
                Goods.json(count(product, "8").expectStatus().isCreated().expectBody());
        assertThat(made.get("change").asInt()).isEqualTo(-2);
        count(product, "8").expectStatus().isCreated();
        count(product, "9").expectStatus().isCreated();
        goods.expectStock(product, 9, 0);
        List<RecordedEvent> counted = Topics.awaitAll("inventory.stock.counted.v1", product, 3);
        assertThat(counted)
                .extracting(event -> event.data().get("change").asInt())
                .containsExactly(-2, 0, 1);
        JsonNode movements =
                Goods.json(manager.get("/products/" + product + "/movements").expectBody());
        assertThat(movements.get("items").valueStream().map(one -> one.get("kind")
                        .asString()))
                .containsExactly("count", "count", "count", "adjustment");
    }

    @ParameterizedTest
    @CsvSource({"-1, 400", "null, 400", "1.5, 422", "\"\"\"1\"\"\", 400", "1000000000, 400"})
    void a_nonsensical_count_is_refused(String counted, int status) {
        count(goods.product(1), counted).expectStatus().isEqualTo(status);
    }

    @Test
    void more_decimals_than_the_unit_has_are_refused_by_the_name_of_field_and_unit() {
        UUID product = goods.product(1);
        JsonNode problem = Goods.json(manager.post("/stock-adjustments", """
            {"productId":"%s","change":0.5,"reason":"found"}\
            """.formatted(product))
                .expectStatus()
                .isEqualTo(422)
                .expectBody());
        assertThat(problem.get("code").asString()).isEqualTo("too_many_decimals");
        assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo("change");
        assertThat(problem.get("detail").asString()).contains("the unit is piece");
    }

    @Test
    void a_transfer_moves_goods_with_their_value() {
        UUID product = goods.product(0);
        UUID north = goods.warehouse();
        bring(product, 10, "2.50");
        goods.transfer(product, north, 4);
        JsonNode there = goods.stock(product, north);
        assertThat(there.get("onHand").asInt()).isEqualTo(4);
        assertThat(there.get("value").asString()).isEqualTo("10.0000");
        assertThat(goods.stock(product, UUID.fromString(MAIN)).get("value").asString())
                .isEqualTo("15.0000");
        JsonNode all = Goods.json(manager.get("/products/" + product + "/stock").expectBody());
        assertThat(all.get("onHand").asInt()).isEqualTo(10);
        assertThat(all.get("warehouses")).hasSize(2);
        RecordedEvent left = Topics.await("inventory.stock.transferred.v1", product);
        assertThat(left.data().get("change").asInt()).isEqualTo(-4);
        assertThat(Topics.eventsOfType("inventory.stock.transferred.v1"))
                .anySatisfy(event ->
                        assertThat(event.data().get("warehouseId").asString()).isEqualTo(north.toString()));
        assertThat(skus("/stock?warehouseId=" + north)).hasSize(1);
        JsonNode value = Goods.json(manager.get("/stock/value").expectBody());
        assertThat(value.get("warehouses")
                        .valueStream()
                        .filter(one -> one.get("warehouseId").asString().equals(north.toString()))
                        .map(one -> one.get("products").asInt() + " "
                                + one.get("value").asString()))
                .containsExactly("1 10.0000");
    }

    @Test
    void what_cannot_be_moved_stays() {
        UUID product = goods.product(3);
        UUID north = goods.warehouse();
        code(transfer(product, MAIN, north.toString(), "4"), 409, "insufficient_stock");
        code(transfer(product, MAIN, MAIN, "1"), 400, "invalid_input");
        code(transfer(product, MAIN, north.toString(), "0"), 400, "invalid_input");
        code(transfer(product, MAIN, UUID.randomUUID().toString(), "1"), 422, "unknown_warehouse");
        code(transfer(UUID.randomUUID(), MAIN, north.toString(), "1"), 422, "unknown_product");
        manager.post("/warehouses/" + north + "/deactivate").expectStatus().isOk();
        code(transfer(product, MAIN, north.toString(), "1"), 409, "warehouse_deactivated");
        goods.expectStock(product, 3, 0);
    }

    @Test
    void a_cost_is_given_in_the_base_currency_and_more_of_the_same_costs_the_same() {
        UUID product = goods.product(0);
        bring(product, 3, "1.10");
        goods.adjust(product, 1);
        goods.adjust(product, -2);
        assertThat(goods.stock(product, UUID.fromString(MAIN)).get("value").asString())
                .isEqualTo("2.2000");
        for (String cost :
                List.of("{\"amount\":\"1.10\",\"currency\":\"USD\"}", "{\"amount\":\"-1.10\",\"currency\":\"EUR\"}")) {
            code(manager.post("/stock-adjustments", """
                {"productId":"%s","change":1,"unitCost":%s,"reason":"found"}\
                """.formatted(product, cost)), 400, "invalid_input");
        }
    }

    @Test
    void stock_can_be_read_as_it_was_at_any_past_time() {
        UUID product = goods.product(0);
        bring(product, 10, "2.00");
        Instant then = Instant.now();
        bring(product, 5, "5.00");
        JsonNode past = Goods.json(manager.get("/products/" + product + "/stock?asOf=" + then)
                .expectStatus()
                .isOk()
                .expectHeader()
                .doesNotExist("ETag")
                .expectBody());
        assertThat(past.get("onHand").asInt()).isEqualTo(10);
        assertThat(past.get("value").asString()).isEqualTo("20.0000");
        assertThat(past.get("warehouses").get(0).get("unitCost").asString()).isEqualTo("2.0000");
        JsonNode before = Goods.json(manager.get("/products/" + product + "/stock?asOf=2020-01-01T00:00:00Z")
                .expectBody());
        assertThat(before.get("onHand").asInt()).isZero();
        code(manager.get("/products/" + product + "/stock?asOf=2999-01-01T00:00:00Z"), 400, "invalid_input");
        manager.get("/products/" + product + "/stock?asOf=yesterday")
                .expectStatus()
                .isBadRequest();
        manager.get("/products/" + UUID.randomUUID() + "/stock?asOf=" + then)
                .expectStatus()
                .isNotFound();
    }

    @Test
    void a_fall_below_the_reorder_level_is_told_once_until_it_rises_again() {
        UUID product = goods.productWithLevel(10);
        assertThat(Topics.await(LOW, product).data().get("available").asInt()).isZero();
        goods.adjust(product, 5);
        goods.adjust(product, 7);
        goods.adjust(product, -3);
        goods.adjust(product, -2);
        RecordedEvent low = Topics.awaitAll(LOW, product, 2).getLast();
        assertThat(low.data().get("available").asInt()).isEqualTo(9);
        assertThat(low.data().get("reorderLevel").asInt()).isEqualTo(10);
        goods.adjust(product, 3);
        goods.adjust(product, -1);
        Topics.awaitAll(LOW, product, 3);
        String adjusted = "inventory.stock.adjusted.v1";
        Topics.awaitExactly(
                "erp.inventory.stock",
                product,
                LOW,
                adjusted,
                adjusted,
                adjusted,
                LOW,
                adjusted,
                adjusted,
                adjusted,
                LOW);
    }

    @Test
    void goods_in_a_further_warehouse_that_are_fewer_than_the_reorder_level_are_told_of_there() {
        UUID product = goods.productWithLevel(10);
        goods.adjust(product, 30);
        UUID there = goods.warehouse();
        goods.transfer(product, there, 4);
        UUID stock =
                (UUID) database.rows("SELECT id FROM stock WHERE product_id = ? AND warehouse_id = ?", product, there)
                        .getFirst()
                        .get("id");
        assertThat(Topics.await(LOW, stock).data().get("available").asInt()).isEqualTo(4);
    }

    @Test
    void a_higher_reorder_level_makes_a_fall_and_a_lower_one_ends_it() {
        UUID product = goods.product(5);
        level(product, 6);
        Topics.await(LOW, product);
        assertThat(low(product)).isTrue();
        level(product, 5);
        assertThat(low(product)).isFalse();
        goods.adjust(product, -1);
        Topics.awaitAll(LOW, product, 2);
    }

    private void level(UUID product, int level) {
        manager.patch("/products/" + product, "*", "{\"reorderLevel\":" + level + "}")
                .expectStatus()
                .isOk();
    }

    private boolean low(UUID product) {
        return Goods.json(manager.get("/products/" + product + "/stock").expectBody())
                .get("belowReorderLevel")
                .asBoolean();
    }

    private void bring(UUID product, int quantity, String unitCost) {
        manager.post("/stock-adjustments", """
            {"productId":"%s","change":%d,"unitCost":{"amount":"%s","currency":"EUR"},"reason":"found"}\
            """.formatted(product, quantity, unitCost))
                .expectStatus()
                .isCreated();
    }

    private ResponseSpec count(UUID product, String counted) {
        return manager.post("/stock-counts", """
            {"productId":"%s","counted":%s,"reason":"Yearly count"}\
            """.formatted(product, counted));
    }

    private ResponseSpec transfer(UUID product, String from, String to, String quantity) {
        return manager.post("/stock-transfers", """
            {"productId":"%s","fromWarehouseId":"%s","toWarehouseId":"%s","quantity":%s,"reason":"moved"}\
            """.formatted(product, from, to, quantity));
    }

    private List<String> skus(String path) {
        return Goods.json(manager.get(path).expectStatus().isOk().expectBody())
                .get("items")
                .valueStream()
                .map(item -> item.get("sku").asString())
                .toList();
    }

    private static void code(ResponseSpec answer, int status, String code) {
        answer.expectStatus().isEqualTo(status).expectBody().jsonPath("$.code").isEqualTo(code);
    }
}
