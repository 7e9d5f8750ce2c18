package dev.erp.inventory.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.inventory.Goods;
import dev.erp.testing.Api;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@ServiceTest
class ProductChangeTest {

    private static final String TOPIC = "erp.inventory.product";

    @Autowired
    Api api;

    @Test
    void a_patch_changes_what_it_names_and_tells_each_listener_what_concerns_it() {
        UUID id = id(create(Goods.sku()).expectBody());
        change(id, "\"1\"", "{\"name\":\"Gadget\",\"description\":\"new\"}")
                .expectStatus()
                .isOk();
        change(id, "\"2\"", "{\"price\":{\"amount\":\"13.00\"}}").expectStatus().isOk();
        change(id, "\"3\"", "{\"description\":null,\"price\":{\"amount\":\"1.00\"},\"taxRate\":\"7\"}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"5\"")
                .expectBody()
                .jsonPath("$.name")
                .isEqualTo("Gadget")
                .jsonPath("$.description")
                .doesNotExist()
                .jsonPath("$.price.amount")
                .isEqualTo("1.00");
        Topics.awaitExactly(
                TOPIC,
                id,
                "inventory.product.created.v1",
                "inventory.product.updated.v1",
                "inventory.product.price-changed.v1",
                "inventory.product.updated.v1",
                "inventory.product.price-changed.v1");
    }

    @Test
    void a_patch_that_changes_nothing_makes_no_version_and_no_event() {
        UUID id = id(create(Goods.sku()).expectBody());
        change(id, "\"1\"", "{\"name\":\"Widget\"}")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\"");
        change(id, "\"1\"", "{\"name\":\"Gadget\"}").expectStatus().isOk();
        Topics.awaitExactly(TOPIC, id, "inventory.product.created.v1", "inventory.product.updated.v1");
    }

    @Test
    void a_patch_needs_the_current_version() {
        UUID id = id(create(Goods.sku()).expectBody());
        api.as(Role.INVENTORY_MANAGER)
                .patch("/products/" + id, "{\"name\":\"Gadget\"}")
                .expectStatus()
                .isEqualTo(428);
        change(id, "\"7\"", "{\"name\":\"Gadget\"}")
                .expectStatus()
                .isEqualTo(412)
                .expectHeader()
                .valueEquals("ETag", "\"1\"");
        change(UUID.randomUUID(), "\"1\"", "{\"name\":\"Gadget\"}")
                .expectStatus()
                .isNotFound();
    }

    @Test
    void of_many_patches_on_one_version_exactly_one_wins() throws Exception {
        UUID id = id(create(Goods.sku()).expectBody());
        List<Integer> statuses = Goods.atOnce(10, () -> change(id, "\"1\"", "{\"name\":\"" + UUID.randomUUID() + "\"}")
                .returnResult(Void.class)
                .getStatus()
                .value());
        assertThat(statuses).containsOnly(200, 412);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(1);
    }

    @Test
    void a_merge_patch_may_be_called_what_it_is() {
        UUID id = id(create(Goods.sku()).expectBody());
        api.as(Role.INVENTORY_MANAGER)
                .client()
                .patch()
                .uri("/api/v1/products/" + id)
                .header(HttpHeaders.IF_MATCH, "\"1\"")
                .contentType(MediaType.valueOf("application/merge-patch+json"))
                .bodyValue("{\"name\":\"Gadget\"}")
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    void a_product_is_discontinued_once() {
        UUID id = id(create(Goods.sku()).expectBody());
        for (int i = 0; i < 2; i++) {
            api.as(Role.INVENTORY_MANAGER)
                    .post("/products/" + id + "/discontinue")
                    .expectStatus()
                    .isOk()
                    .expectHeader()
                    .valueEquals("ETag", "\"2\"")
                    .expectBody()
                    .jsonPath("$.status")
                    .isEqualTo("discontinued");
        }
        change(id, "\"2\"", "{\"name\":\"Gadget\"}").expectStatus().isOk();
        Topics.awaitExactly(
                TOPIC,
                id,
                "inventory.product.created.v1",
                "inventory.product.discontinued.v1",
                "inventory.product.updated.v1");
    }

    private ResponseSpec create(String sku) {
        return api.as(Role.INVENTORY_MANAGER).post("/products", Goods.body(sku));
    }

    private ResponseSpec change(UUID id, String etag, String patch) {
        return api.as(Role.INVENTORY_MANAGER).patch("/products/" + id, etag, patch);
    }

    private static UUID id(BodyContentSpec body) {
        return UUID.fromString(Goods.json(body).get("id").asString());
    }
}
