package dev.erp.finance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.telemetry.Invariant;
import dev.erp.testing.Database;
import dev.erp.testing.OldDatabase;
import dev.erp.testing.ServiceTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Invoices from before there were credit notes, a journal, invoices by hand and exchange rates. */
@ServiceTest
class MigrationTest {

    @Autowired
    Database database;

    @Autowired
    List<Invariant> invariants;

    @Test
    void invoices_of_the_first_version_keep_their_statuses_and_are_booked_with_their_payments() {
        OldDatabase old = OldDatabase.at(database, "finance_of_old", "1");
        invoice(old, 1, "EUR", "0", null);
        invoice(old, 2, "EUR", "10.00", "INV-2025-000001");
        invoice(old, 3, "USD", "23.80", "INV-2025-000002");
        old.put("INSERT INTO invoice_series (series, last) VALUES ('INV-2025', 2)");
        payment(old, 2, "bank_transfer", "10.00");
        payment(old, 3, "cash", "23.80");

        old.migrate();

        assertThat(said(old, """
                SELECT concat_ws(' ', coalesce(number, '-'), source, edition, outstanding,
                                 document_status(gross, paid, credited, sent_at, due_on, voided_at, DATE '2025-03-01')) AS said
                  FROM (SELECT *, gross - paid - credited AS outstanding FROM invoice) AS invoice ORDER BY id
                """))
                .containsExactly(
                        "- order 1 23.8000 draft",
                        "INV-2025-000001 order 1 13.8000 partially_paid",
                        "INV-2025-000002 order 1 0.0000 paid");
        assertThat(said(old, """
                SELECT concat_ws(' ', kind, booked_on, currency, exchange_rate, debit, credit, amount) AS said
                  FROM journal_entry JOIN journal_posting ON entry_id = journal_entry.id
                 ORDER BY currency, booked_on, line
                """))
                .containsExactly(
                        "invoice_sent 2025-02-15 EUR 1200 4000 20.0000",
                        "invoice_sent 2025-02-15 EUR 1200 2200 3.8000",
                        "payment_received 2025-02-20 EUR 1000 1200 10.0000",
                        "invoice_sent 2025-02-15 USD 1200 4000 20.0000",
                        "invoice_sent 2025-02-15 USD 1200 2200 3.8000",
                        "payment_received 2025-02-20 USD 1010 1200 23.8000");
        assertThat(old.violations(invariants)).isEmpty();
    }

    private static List<Object> said(OldDatabase old, String sql) {
        return old.rows(sql).stream().map(row -> row.get("said")).toList();
    }

    /** 20.00 + 3.80, to be paid within 30 days. @param number null for a draft */
    private static void invoice(OldDatabase old, int n, String currency, String paid, String number) {
        String sent = number == null ? "NULL, NULL, NULL" : "'" + number + "', '2025-02-15T10:00:00Z', '2025-03-17'";
        old.put("""
                INSERT INTO invoice (id, order_id, order_number, customer_id, customer_number, customer_name, currency, rounding,
                                     net, tax, gross, payment_term_days, correlation_id, created_at, paid, version,
                                     number, sent_at, due_on)
                VALUES ('%1$s', '%1$s', 'SO-%2$d', '00000000-0000-0000-0000-0000000000c1', 'C-000001', 'Bean There GmbH', '%3$s',
                        'half_up_per_line', 20.00, 3.80, 23.80, 30, '%1$s', '2025-02-15T09:00:00Z', %4$s, 2, %5$s)
                """.formatted(id(n), n, currency, paid, sent));
        old.put("""
                INSERT INTO invoice_line (invoice_id, line, product_id, sku, name, quantity, unit_price, discount_percent, net,
                                          tax_rate, tax, gross)
                VALUES ('%s', 1, gen_random_uuid(), 'BEANS', 'Beans', 4, 5.00, 0, 20.00, 19.00, 3.80, 23.80)
                """.formatted(id(n)));
    }

    private static void payment(OldDatabase old, int invoice, String method, String amount) {
        old.put("""
                INSERT INTO payment (id, invoice_id, method, amount, received_on, recorded_by, recorded_by_name, recorded_at)
                VALUES (gen_random_uuid(), '%s', '%s', %s, '2025-02-20', 'somebody', 'Somebody', '2025-02-20T10:00:00Z')
                """.formatted(id(invoice), method, amount));
    }

    private static String id(int n) {
        return "00000000-0000-0000-0000-00000000000" + n;
    }
}
