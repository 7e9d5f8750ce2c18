package dev.erp.finance.ageing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.finance.Books;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest(properties = "erp.finance.overdue-interval=100ms")
class OverdueWatchTest {

    private static final String OVERDUE = "finance.invoice.overdue.v1";

    @Autowired
    Api api;

    @Autowired
    Database database;

    private Books books;

    @BeforeEach
    void open() {
        books = new Books(api, database);
    }

    @Test
    void an_invoice_whose_due_date_is_over_is_told_of_once() {
        UUID id = books.sent();
        books.pay(id, "20.00").expectStatus().isCreated();
        due("invoice", id);
        RecordedEvent overdue = Topics.await(OVERDUE, id);
        assertThat(overdue.actor()).isEqualTo("finance-service");
        assertThat(overdue.data().get("outstanding").asString()).isEqualTo("40.69");
        assertThat(books.status(id)).isEqualTo("overdue");

        UUID later = books.sent();
        due("invoice", later);
        Topics.await(OVERDUE, later);
        Topics.awaitExactly(
                "erp.finance.invoice",
                id,
                "finance.invoice.drafted.v1",
                "finance.invoice.sent.v1",
                "finance.invoice.partially-paid.v1",
                OVERDUE);
    }

    @Test
    void a_paid_invoice_is_never_overdue_until_its_payment_is_reversed() {
        UUID id = books.sent();
        UUID payment = Api.idOf(books.pay(id, "60.69"));
        due("invoice", id);
        Awaitility.await()
                .until(() ->
                        database.number("SELECT count(*) FROM invoice WHERE id = ? AND due_looked_at IS NOT NULL", id)
                                == 1);
        books.reverse(payment).expectStatus().isCreated();
        Topics.await(OVERDUE, id);
        Topics.awaitExactly(
                "erp.finance.invoice",
                id,
                "finance.invoice.drafted.v1",
                "finance.invoice.sent.v1",
                "finance.invoice.paid.v1",
                "finance.invoice.payment-reversed.v1",
                OVERDUE);
    }

    @Test
    void a_bill_whose_due_date_is_over_is_told_of_too() {
        UUID id = books.sentBill();
        due("bill", id);
        Topics.await("finance.bill.overdue.v1", id);
    }

    private void due(String table, UUID id) {
        database.update("UPDATE " + table + " SET due_on = CURRENT_DATE - 2 WHERE id = ?", id);
    }
}
