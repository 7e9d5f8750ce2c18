package dev.erp.inventory.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.inventory.Goods;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@ServiceTest
class ProductCreationTest {

    private static final String TOPIC = "erp.inventory.product";

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Test
    void a_created_product_can_be_read_and_is_announced() {
        String sku = Goods.sku();
        UUID user = UUID.randomUUID();
        var created = api.as(Role.INVENTORY_MANAGER, user)
                .post("/products", """
                        {"sku":"%s","name":"Bücher 📚 \\u202b","description":"two\\nlines","price":{"amount":"1200","currency":"JPY"},
                         "taxRate":"7.5","unit":"kg","unitDecimals":1,"reorderLevel":2.5}""".formatted(sku))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("ETag", "\"1\"");
        JsonNode product = Goods.json(created.expectBody());
        UUID id = UUID.fromString(product.get("id").asString());

        assertThat(created.returnResult(byte[].class).getResponseHeaders().getLocation())
                .hasPath("/api/v1/products/" + id);
        JsonNode read = Goods.json(api.as(Role.VIEWER)
                .get("/products/" + id)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\"")
                .expectBody());
        assertThat(read).isEqualTo(product);
        assertThat(read.get("name").asString()).isEqualTo("Bücher 📚 \u202b");
        assertThat(read.get("price")).hasToString("{\"amount\":\"1200\",\"currency\":\"JPY\"}");
        assertThat(read.get("taxRate").asString()).isEqualTo("7.50");
        assertThat(read.get("reorderLevel")).hasToString("2.5");
        assertThat(read.get("status").asString()).isEqualTo("active");

        RecordedEvent event = Topics.await("inventory.product.created.v1", id);
        assertThat(event.topic()).isEqualTo(TOPIC);
        assertThat(event.actor()).isEqualTo(user.toString());
        assertThat(event.correlationId()).isEqualTo(id.toString());
        assertThat(event.data().get("price").asString()).isEqualTo("1200");
        assertThat(database.number("SELECT count(*) FROM stock WHERE product_id = ? AND on_hand = 0", id))
                .isEqualTo(1);
    }

    @Test
    void a_sku_is_given_once_whatever_its_case() {
        String sku = Goods.sku();
        UUID first = id(create(sku).expectStatus().isCreated().expectBody());
        create(sku.toUpperCase(Locale.ROOT))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("sku_taken")
                .jsonPath("$.detail")
                .value(String.class, detail -> assertThat(detail).contains(sku.toUpperCase(Locale.ROOT)));
        assertThat(database.number("SELECT count(*) FROM product WHERE lower(sku) = lower(?)", sku))
                .isEqualTo(1);
        Topics.awaitExactly(TOPIC, first, "inventory.product.created.v1");
    }

    @Test
    void of_many_who_want_one_sku_at_once_exactly_one_gets_it() throws Exception {
        String sku = Goods.sku();
        List<Integer> statuses = Goods.atOnce(
                20, () -> create(sku).returnResult(Void.class).getStatus().value());
        assertThat(statuses).containsOnly(201, 409);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
    }

    @Test
    void one_idempotency_key_makes_one_product_and_equal_answers() throws Exception {
        var caller = api.as(Role.INVENTORY_MANAGER)
                .with("Idempotency-Key", UUID.randomUUID().toString());
        String sku = Goods.sku();
        List<String> bodies = Goods.atOnce(
                50,
                () -> new String(caller.post("/products", Goods.body(sku))
                        .expectStatus()
                        .isCreated()
                        .expectBody()
                        .returnResult()
                        .getResponseBody()));
        assertThat(bodies).containsOnly(bodies.getFirst());
        assertThat(database.number("SELECT count(*) FROM product WHERE sku = ?", sku))
                .isEqualTo(1);
    }

    private ResponseSpec create(String sku) {
        return api.as(Role.INVENTORY_MANAGER).post("/products", Goods.body(sku));
    }

    private static UUID id(BodyContentSpec body) {
        return UUID.fromString(Goods.json(body).get("id").asString());
    }
}
