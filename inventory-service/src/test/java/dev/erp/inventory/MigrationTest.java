package dev.erp.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.telemetry.Invariant;
import dev.erp.testing.Database;
import dev.erp.testing.OldDatabase;
import dev.erp.testing.ServiceTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Stock from before there were warehouses, units and values. */
@ServiceTest
class MigrationTest {

    @Autowired
    Database database;

    @Autowired
    List<Invariant> invariants;

    @Test
    void stock_of_the_first_version_lies_in_the_first_warehouse_and_all_of_it_still_adds_up() {
        OldDatabase old = OldDatabase.at(database, "inventory_of_old", "1");
        product(old, "PIECES", 0, "10", "4");
        product(old, "METRES", 0, "2.5", "0");
        product(old, "NEVER", 5, "0", "0");

        old.migrate();

        assertThat(old.rows("""
                        SELECT concat_ws(' ', sku, unit, unit_decimals, trim_scale(on_hand), trim_scale(reserved), low,
                                         trim_scale(told_low)) AS said
                          FROM product JOIN stock ON product_id = product.id AND stock.id = product.id
                               JOIN warehouse ON warehouse.id = warehouse_id AND code = 'MAIN' AND is_default
                         ORDER BY sku
                        """).stream().map(row -> row.get("said")))
                .containsExactly("METRES piece 3 2.5 0 f", "NEVER piece 0 0 0 t 0", "PIECES piece 0 10 4 f");
        assertThat(old.rows("SELECT type || ' ' || sequence AS said FROM outbox ORDER BY position").stream()
                        .map(row -> row.get("said")))
                .containsExactly("inventory.warehouse.created.v1 1", "inventory.stock.below-reorder-level.v1 1");
        assertThat(old.rows("SELECT id FROM product_price")).hasSize(3);
        assertThat(old.violations(invariants)).isEmpty();
    }

    private static void product(OldDatabase old, String sku, int level, String onHand, String reserved) {
        UUID id = UUID.randomUUID();
        old.put("""
            INSERT INTO product (id, sku, sku_key, name, price, currency, tax_rate, reorder_level, status, version,
                                 created_at, updated_at)
            VALUES ('%s', '%s', lower('%2$s'), 'Widget', 10.00, 'EUR', 19.00, %d, 'active', 1, now(), now())
            """.formatted(id, sku, level));
        old.put("INSERT INTO stock (product_id, on_hand, reserved, event_version) VALUES ('%s', %s, %s, %d)"
                .formatted(id, onHand, reserved, onHand.equals("0") ? 0 : 1));
        if (!onHand.equals("0")) {
            old.put(movement(id, "adjustment", onHand, "0", "NULL, NULL"));
        }
        if (!reserved.equals("0")) {
            UUID order = UUID.randomUUID();
            old.put(movement(id, "reservation", "0", reserved, "'sales_order', '" + order + "'"));
            old.put("""
                INSERT INTO reservation (order_id, order_number, state, version, decided_at, updated_at)
                VALUES ('%s', 'SO-1', 'confirmed', 1, now(), now())
                """.formatted(order));
            old.put("INSERT INTO reservation_line (order_id, product_id, quantity) VALUES ('%s', '%s', %s)"
                    .formatted(order, id, reserved));
        }
    }

    private static String movement(UUID product, String kind, String onHand, String reserved, String document) {
        return """
            INSERT INTO stock_movement (id, product_id, kind, on_hand_change, reserved_change, document_type, document_id,
                                        actor, occurred_at)
            VALUES (gen_random_uuid(), '%s', '%s', %s, %s, %s, 'somebody', now())
            """.formatted(product, kind, onHand, reserved, document);
    }
}
