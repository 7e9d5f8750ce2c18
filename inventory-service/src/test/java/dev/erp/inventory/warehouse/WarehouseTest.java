package dev.erp.inventory.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.inventory.Goods;
import dev.erp.testing.Api;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** With a database of its own: it changes the first warehouse, which others share. */
@ServiceTest(properties = "erp.inventory.expiry-interval=5s")
class WarehouseTest {

    private static final String TOPIC = "erp.inventory.warehouse";
    private static final String MAIN = "019ab1c0-0000-7000-8000-000000000001";

    @Autowired
    Api api;

    private Api.Caller manager;
    private Goods goods;

    @BeforeEach
    void manager() {
        manager = api.as(Role.INVENTORY_MANAGER);
        goods = new Goods(api);
    }

    @AfterEach
    void the_first_one_is_the_default_again() {
        manager.patch("/warehouses/" + MAIN, "*", "{\"isDefault\":true}")
                .expectStatus()
                .isOk();
        Goods.expectConserved(api);
    }

    @Test
    void the_first_one_is_there_from_the_beginning_and_is_told_of() {
        JsonNode main = read(MAIN);
        assertThat(main.get("code").asString()).isEqualTo("MAIN");
        assertThat(main.get("isDefault").asBoolean()).isTrue();
        RecordedEvent created = Topics.await("inventory.warehouse.created.v1", UUID.fromString(MAIN));
        assertThat(created.sequence()).isEqualTo(1);
        assertThat(created.data().get("code").asString()).isEqualTo("MAIN");
    }

    @Test
    void a_warehouse_is_created_renamed_and_deactivated_each_with_its_event() {
        UUID id = goods.warehouse();
        manager.patch("/warehouses/" + id, "\"1\"", "{\"name\":\"Gate 2\"}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"2\"");
        manager.patch("/warehouses/" + id, "\"1\"", "{\"name\":\"Gate 3\"}")
                .expectStatus()
                .isEqualTo(412);
        manager.post("/warehouses/" + id + "/deactivate").expectStatus().isOk();
        manager.post("/warehouses/" + id + "/deactivate").expectStatus().isOk();
        Topics.awaitExactly(
                TOPIC,
                id,
                "inventory.warehouse.created.v1",
                "inventory.warehouse.updated.v1",
                "inventory.warehouse.deactivated.v1");
        assertThat(read(id.toString()).get("status").asString()).isEqualTo("deactivated");
        code(manager.patch("/warehouses/" + id, "*", "{\"isDefault\":true}"), 409, "warehouse_deactivated");
    }

    @Test
    void there_is_exactly_one_default_and_stock_of_every_product_in_it() {
        UUID product = goods.product(3);
        UUID next = goods.warehouse();
        manager.patch("/warehouses/" + next, "*", "{\"isDefault\":true}")
                .expectStatus()
                .isOk();
        assertThat(read(MAIN).get("isDefault").asBoolean()).isFalse();
        assertThat(Topics.eventsOf(UUID.fromString(MAIN))).isNotEmpty();
        assertThat(goods.stock(product, next).get("onHand").asInt()).isZero();
        UUID born = goods.product(4);
        assertThat(goods.stock(born, next).get("onHand").asInt()).isEqualTo(4);

        code(manager.patch("/warehouses/" + next, "*", "{\"isDefault\":false}"), 409, "default_warehouse");
        code(manager.post("/warehouses/" + next + "/deactivate"), 409, "default_warehouse");
    }

    @Test
    void a_warehouse_with_goods_cannot_be_deactivated() {
        UUID id = goods.warehouse();
        UUID product = goods.product(3);
        goods.transfer(product, id, 2);
        code(manager.post("/warehouses/" + id + "/deactivate"), 409, "warehouse_not_empty");
    }

    @Test
    void a_code_is_taken_once_however_it_is_written() {
        UUID id = goods.warehouse();
        String code = read(id.toString()).get("code").asString();
        code(
                manager.post("/warehouses", "{\"code\":\"%s\",\"name\":\"x\"}".formatted(code.toLowerCase())),
                409,
                "code_taken");
        code(manager.patch("/warehouses/" + id, "*", "{\"code\":\"OTHER\"}"), 400, "invalid_input");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code | \"\"",
                "code | \"A B\"",
                "code | \"AAAAAAAAAAAAAAAAAAAAA\"",
                "code | null",
                "name | \"\"",
                "name | \"a\\u0000\"",
                "isDefault | \"yes\"",
                "colour | 1"
            })
    void a_nonsensical_field_is_refused_by_name(String field, String value) {
        String body = "{\"code\":\"X1\",\"name\":\"x\"}".replaceAll("[,{]\"" + field + "\":\"[^\"]*\"", "");
        body = "{\"%s\":%s,%s".formatted(field, value, body.replaceFirst("^[,{]*", ""));
        assertThat(Goods.json(manager.post("/warehouses", body)
                                .expectStatus()
                                .isBadRequest()
                                .expectBody())
                        .get("errors")
                        .get(0)
                        .get("field")
                        .asString())
                .isEqualTo(field);
    }

    @Test
    void warehouses_are_listed_by_status_and_code() {
        UUID id = goods.warehouse();
        manager.post("/warehouses/" + id + "/deactivate").expectStatus().isOk();
        assertThat(ids("/warehouses?status=deactivated&limit=200&sort=code")).contains(id.toString());
        assertThat(ids("/warehouses?status=active&limit=200&sort=-name"))
                .contains(MAIN)
                .doesNotContain(id.toString());
        code(manager.get("/warehouses?status=lost"), 400, "invalid_input");
    }

    private JsonNode read(String id) {
        return Goods.json(manager.get("/warehouses/" + id).expectStatus().isOk().expectBody());
    }

    private List<String> ids(String path) {
        return Goods.json(manager.get(path).expectStatus().isOk().expectBody())
                .get("items")
                .valueStream()
                .map(item -> item.get("id").asString())
                .toList();
    }

    private static void code(
            org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec answer, int status, String code) {
        answer.expectStatus().isEqualTo(status).expectBody().jsonPath("$.code").isEqualTo(code);
    }
}
