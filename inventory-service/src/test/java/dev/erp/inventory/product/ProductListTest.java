package dev.erp.inventory.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.inventory.Goods;
import dev.erp.testing.Api;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@ServiceTest
class ProductListTest {

    @Autowired
    Api api;

    @Test
    void lists_are_searched_filtered_sorted_and_paged() {
        String mark = "Q%_" + UUID.randomUUID().toString().substring(0, 8);
        List<String> ids = new ArrayList<>();
        for (String letter : List.of("c", "a", "B")) {
            ids.add(id(create(mark + letter).expectStatus().isCreated().expectBody())
                    .toString());
        }
        api.as(Role.INVENTORY_MANAGER).post("/products/" + ids.get(1) + "/discontinue");

        assertThat(skus(Map.of("q", mark, "sort", "sku"))).containsExactly(mark + "a", mark + "B", mark + "c");
        assertThat(skus(Map.of("q", mark))).containsExactly(mark + "B", mark + "a", mark + "c");
        assertThat(skus(Map.of("q", mark.toLowerCase(Locale.ROOT), "status", "active", "sort", "-sku")))
                .containsExactly(mark + "c", mark + "B");
        assertThat(skus(Map.of("q", mark + "%"))).isEmpty();

        JsonNode page = list(Map.of("q", mark, "sort", "sku", "limit", "2"));
        JsonNode next = list(Map.of(
                "q",
                mark,
                "sort",
                "sku",
                "limit",
                "2",
                "cursor",
                page.get("nextCursor").asString()));
        assertThat(next.get("items")).hasSize(1);
        assertThat(next.get("items").get(0).get("sku").asString()).isEqualTo(mark + "c");
        assertThat(next.has("nextCursor")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "status, discarded",
        "sort, price",
        "limit, 0",
        "limit, 201",
        "limit, x",
        "cursor, nonsense",
        "sort, id; DROP TABLE product"
    })
    void a_malformed_query_is_refused_by_name(String parameter, String value) {
        api.as(Role.VIEWER)
                .get("/products?" + parameter + "={value}", value)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(parameter);
    }

    private ResponseSpec create(String sku) {
        return api.as(Role.INVENTORY_MANAGER).post("/products", Goods.body(sku));
    }

    private JsonNode list(Map<String, String> query) {
        String names = String.join(
                "&",
                query.keySet().stream().map(name -> name + "={" + name + "}").toList());
        return Goods.json(api.as(Role.VIEWER)
                .get("/products?" + names, query.values().toArray())
                .expectStatus()
                .isOk()
                .expectBody());
    }

    private List<String> skus(Map<String, String> query) {
        JsonNode items = list(query).get("items");
        return IntStream.range(0, items.size())
                .mapToObj(i -> items.get(i).get("sku").asString())
                .toList();
    }

    private static UUID id(BodyContentSpec body) {
        return UUID.fromString(Goods.json(body).get("id").asString());
    }
}
