package dev.erp.inventory.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.inventory.Goods;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Categories, units, search, and former prices. */
@ServiceTest
class CatalogueTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    private Api.Caller manager;

    @BeforeEach
    void manager() {
        manager = api.as(Role.INVENTORY_MANAGER);
    }

    @Test
    void words_are_found_in_any_order_and_parts_of_words_anywhere() {
        String word = "zz" + UUID.randomUUID().toString().substring(0, 8);
        String beans = create(Goods.sku(), "Espresso " + word + " beans", "roasted slowly", "", "");
        String cup = create(Goods.sku(), "Cup", "for espresso, by " + word, "", "");
        assertThat(ids("/products?sort=createdAt&q=" + word)).containsExactly(beans, cup);
        assertThat(ids("/products?q=beans " + word)).containsExactly(beans);
        assertThat(ids("/products?q=" + word.toUpperCase() + " slowly")).containsExactly(beans);
        assertThat(ids("/products?q=resso " + word.substring(0, 6))).containsExactly(beans);
        assertThat(ids("/products?sort=createdAt&q=" + word.substring(2, 9))).containsExactly(beans, cup);
        assertThat(ids("/products?q=" + word + " -beans")).containsExactly(cup);
        assertThat(ids("/stock?q=slowly " + word)).isNotNull();
    }

    @Test
    void categories_units_and_states_filter_in_every_order() {
        String category = "C " + UUID.randomUUID();
        String kilo = create(Goods.sku(), "B", null, category, ",\"unit\":\"kg\",\"unitDecimals\":3");
        String piece = create(Goods.sku(), "A", null, category, "");
        String old = create(Goods.sku(), "C", null, category, "");
        manager.post("/products/" + old + "/discontinue").expectStatus().isOk();
        String all = "/products?category=" + category;
        assertThat(ids(all + "&sort=name")).containsExactly(piece, kilo, old);
        assertThat(ids(all + "&sort=-createdAt")).containsExactly(old, piece, kilo);
        assertThat(ids(all + "&unit=kg")).containsExactly(kilo);
        assertThat(ids(all + "&status=discontinued&sort=sku")).containsExactly(old);
        assertThat(ids(all + "&status=active&unit=piece&sort=-sku")).containsExactly(piece);
        manager.get("/products?category=" + "x".repeat(101)).expectStatus().isBadRequest();
        manager.get("/products?unit=" + "x".repeat(21)).expectStatus().isBadRequest();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "category | \"\"",
                "category | \"two\\nlines\"",
                "unit | \"\"",
                "unit | \"fl oz\"",
                "unit | \"a-very-long-unit-of-measure\"",
                "unitDecimals | 4",
                "unitDecimals | -1",
                "unitDecimals | 1.5",
                "unitDecimals | \"0\"",
                "reorderQuantity | -1"
            })
    void a_nonsensical_field_is_refused_by_name(String field, String value) {
        String body = Goods.body(Goods.sku()).replace("\"taxRate\"", "\"%s\":%s,\"taxRate\"".formatted(field, value));
        assertThat(Goods.json(manager.post("/products", body)
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
    void a_level_with_more_decimals_than_the_unit_is_refused() {
        String body = Goods.body(Goods.sku()).replace("\"taxRate\"", "\"reorderLevel\":1.5,\"taxRate\"");
        manager.post("/products", body)
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("too_many_decimals");
    }

    @Test
    void the_unit_never_changes() {
        String id = create(Goods.sku(), "Flour", null, "", ",\"unit\":\"kg\",\"unitDecimals\":3");
        for (String patch : List.of("{\"unit\":\"g\"}", "{\"unitDecimals\":0}", "{\"unit\":null}")) {
            manager.patch("/products/" + id, "*", patch).expectStatus().isBadRequest();
        }
        manager.patch("/products/" + id, "*", "{\"category\":\"Baking\",\"reorderQuantity\":2.5,\"unit\":\"kg\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.category")
                .isEqualTo("Baking");
    }

    @Test
    void every_price_that_a_product_has_had_is_kept_with_who_said_so() {
        UUID user = UUID.randomUUID();
        String id = create(Goods.sku(), "Widget", null, "", "");
        Api.Caller clerk = api.as(Role.INVENTORY_MANAGER, user);
        clerk.patch("/products/" + id, "*", "{\"price\":{\"amount\":\"13.00\",\"currency\":\"EUR\"}}")
                .expectStatus()
                .isOk();
        clerk.patch("/products/" + id, "*", "{\"name\":\"Gadget\"}")
                .expectStatus()
                .isOk();
        JsonNode prices = Goods.json(api.as(Role.VIEWER)
                        .get("/products/" + id + "/prices")
                        .expectStatus()
                        .isOk()
                        .expectBody())
                .get("items");
        assertThat(prices.valueStream()
                        .map(one -> one.get("price").get("amount").asString()))
                .containsExactly("13.00", "12.50");
        assertThat(prices.get(0).get("actor").asString()).isEqualTo(user.toString());
        manager.get("/products/" + UUID.randomUUID() + "/prices").expectStatus().isNotFound();
        assertThat(database.number("SELECT count(*) FROM product_price WHERE product_id = ?", UUID.fromString(id)))
                .isEqualTo(2);
    }

    private String create(String sku, String name, String description, String category, String more) {
        String body = """
                {"sku":"%s","name":"%s","price":{"amount":"12.50","currency":"EUR"},"taxRate":"19"%s%s%s}""".formatted(
                        sku,
                        name,
                        description == null ? "" : ",\"description\":\"" + description + "\"",
                        category.isEmpty() ? "" : ",\"category\":\"" + category + "\"",
                        more);
        return Goods.json(manager.post("/products", body)
                        .expectStatus()
                        .isCreated()
                        .expectBody())
                .get("id")
                .asString();
    }

    private List<String> ids(String path) {
        return Goods.json(manager.get(path).expectStatus().isOk().expectBody())
                .get("items")
                .valueStream()
                .map(item ->
                        item.get(path.startsWith("/stock") ? "productId" : "id").asString())
                .toList();
    }
}
