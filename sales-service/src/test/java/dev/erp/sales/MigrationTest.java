package dev.erp.sales;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.telemetry.Invariant;
import dev.erp.testing.Database;
import dev.erp.testing.OldDatabase;
import dev.erp.testing.ServiceTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Orders from before there was a ledger of quantities. */
@ServiceTest
class MigrationTest {

    private static final String CUSTOMER = "00000000-0000-0000-0000-0000000000c1";
    private static final String INVOICE = "00000000-0000-0000-0000-0000000000f1";

    @Autowired
    Database database;

    @Autowired
    List<Invariant> invariants;

    @Test
    void orders_of_the_first_version_have_the_quantities_that_their_timelines_tell() {
        OldDatabase old = OldDatabase.at(database, "sales_of_old", "1");
        old.put("""
            INSERT INTO customer (id, number, name, currency, payment_term_days, status, version, created_at, updated_at)
            VALUES ('%s', 'C-000001', 'Bean There GmbH', 'EUR', 30, 'active', 1, now(), now())
            """.formatted(CUSTOMER));
        order(old, 1, "pending", "placed pending");
        order(old, 2, "confirmed", "placed pending", "reservation_confirmed confirmed");
        order(old, 3, "invoiced", "placed pending", "reservation_confirmed confirmed", "invoice_drafted invoiced");
        order(
                old,
                4,
                "invoiced",
                "placed pending",
                "reservation_confirmed confirmed",
                "invoice_drafted invoiced",
                "invoice_paid invoiced");
        order(old, 5, "rejected", "placed pending", "reservation_rejected rejected");
        order(old, 6, "cancelled", "placed pending", "cancelled cancelled");
        order(
                old,
                7,
                "cancelled",
                "placed pending",
                "reservation_confirmed confirmed",
                "invoice_drafted invoiced",
                "cancelled cancelled",
                "reservation_released cancelled",
                "invoice_voided cancelled");
        order(
                old,
                8,
                "invoiced",
                "placed pending",
                "reservation_confirmed confirmed",
                "invoice_drafted invoiced",
                "invoice_voided invoiced");

        old.migrate();

        assertThat(old
                        .rows(
                                "SELECT concat_ws(' ', number, status, coalesce(reserved::text, '-'), coalesce(owed, gross)) AS said"
                                        + " FROM sales_order ORDER BY number")
                        .stream()
                        .map(row -> row.get("said")))
                .containsExactly(
                        "SO-1 pending - 23.80",
                        "SO-2 confirmed {2,3} 23.80",
                        "SO-3 invoiced {2,3} 23.80",
                        "SO-4 invoiced {2,3} 0",
                        "SO-5 rejected - 0",
                        "SO-6 cancelled - 0",
                        "SO-7 cancelled {0,0} 0",
                        "SO-8 confirmed {2,3} 23.80");
        assertThat(old.violations(invariants)).isEmpty();
    }

    /** Two lines of 2 and 3 pieces. @param steps each with the state that the order had then */
    private static void order(OldDatabase old, int n, String status, String... steps) {
        String id = "00000000-0000-0000-0000-00000000000" + n;
        boolean invoiced = List.of(steps).contains("invoice_drafted invoiced");
        old.put("""
            INSERT INTO sales_order (id, number, customer_id, customer_number, customer_name, currency, discount_percent,
                                     discount, net, tax, gross, payment_term_days, status, invoice_id, version, steps,
                                     placed_by, placed_at, updated_at)
            VALUES ('%s', 'SO-%d', '%s', 'C-000001', 'Bean There GmbH', 'EUR', 0, 0, 20.00, 3.80, 23.80, 30, '%s', %s, 1, %d,
                    'somebody', now(), now())
            """.formatted(id, n, CUSTOMER, status, invoiced ? "'" + INVOICE + "'" : "NULL", steps.length));
        for (int line = 1; line <= 2; line++) {
            old.put("""
                INSERT INTO sales_order_line (order_id, line, product_id, sku, name, quantity, unit_price, discount_percent,
                                              net, tax_rate, tax, gross)
                VALUES ('%s', %d, gen_random_uuid(), 'BEANS', 'Beans', %d, 5.00, 0, 10.00, 19.00, 1.90, 11.90)
                """.formatted(id, line, line + 1));
        }
        for (int seq = 1; seq <= steps.length; seq++) {
            String[] step = steps[seq - 1].split(" ");
            old.put("""
                INSERT INTO sales_order_step (order_id, seq, step, state, at, detail)
                VALUES ('%s', %d, '%s', '%s', now(), '')
                """.formatted(id, seq, step[0], step[1]));
        }
    }
}
