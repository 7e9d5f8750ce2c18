package dev.erp.inventory.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.inventory.Goods;
import dev.erp.testing.Api;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServiceTest
class StockListTest {

    @Autowired
    Api api;

    private Goods goods;

    @BeforeEach
    void goods() {
        goods = new Goods(api);
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

    private UUID product(String sku, int reorderLevel) {
        String body = Goods.body(sku).replace("\"taxRate\"", "\"reorderLevel\":" + reorderLevel + ",\"taxRate\"");
        return UUID.fromString(
                Goods.json(api.as(Role.ADMIN).post("/products", body).expectBody())
                        .get("id")
                        .asString());
    }

    private List<String> skus(String path) {
        return Goods.json(api.as(Role.VIEWER).get(path).expectStatus().isOk().expectBody())
                .get("items")
                .valueStream()
                .map(item -> item.get("sku").asString())
                .toList();
    }
}
