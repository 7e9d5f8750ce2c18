package dev.erp.inventory.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What the database itself holds, whatever the service does. */
@ServiceTest
class StockHistoryTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    private Goods goods;

    @BeforeEach
    void goods() {
        goods = new Goods(api);
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
}
