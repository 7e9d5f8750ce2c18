package dev.erp.purchasing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.telemetry.Invariant;
import dev.erp.testing.Database;
import dev.erp.testing.OldDatabase;
import dev.erp.testing.ServiceTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest
class MigrationTest {

    @Autowired
    Database database;

    @Autowired
    List<Invariant> invariants;

    @Test
    void suppliers_and_their_prices_outlive_the_migrations() {
        OldDatabase old = OldDatabase.at(database, "purchasing_of_old", "1");
        old.put("""
            INSERT INTO supplier (id, number, name, currency, payment_term_days, lead_time_days, contacts, addresses, searched,
                                  status, version, created_at, updated_at)
            VALUES ('00000000-0000-0000-0000-000000000001', 'V-000001', 'Hansen', 'EUR', 14, 5, '[]', '[]', 'V-000001', 'active', 1,
                    now(), now())
            """);
        old.put("""
            INSERT INTO supplier_product (supplier_id, product_id, supplier_sku, price, version, created_at, updated_at)
            VALUES ('00000000-0000-0000-0000-000000000001', gen_random_uuid(), 'H-1', 11.40, 1, now(), now())
            """);
        old.migrate();
        assertThat(old.rows("SELECT supplier_sku FROM supplier JOIN supplier_product ON supplier_id = supplier.id"))
                .hasSize(1);
        assertThat(old.violations(invariants)).isEmpty();
    }
}
