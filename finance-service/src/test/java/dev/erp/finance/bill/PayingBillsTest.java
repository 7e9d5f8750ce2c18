package dev.erp.finance.bill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.finance.Books;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@ServiceTest
class PayingBillsTest {

    private static final String TOPIC = "erp.finance.bill";
    private static final String DRAFTED = "finance.bill.drafted.v1";
    private static final String SENT = "finance.bill.sent.v1";

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
    void sending_gives_number_and_due_date_and_keeps_the_suppliers_number() {
        UUID id = books.bill();
        String supplierNumber = "RE-" + id;
        var answer = books.sendBill(id, "{\"supplierNumber\":\" " + supplierNumber + " \"}");
        answer.expectStatus().isOk().expectHeader().valueEquals("ETag", "\"2\"");
        JsonNode bill = Books.json(answer);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertThat(bill.get("number").asString()).matches("BILL-" + today.getYear() + "-\\d{6}");
        assertThat(bill.get("supplierNumber").asString()).isEqualTo(supplierNumber);
        assertThat(bill.get("dueOn").asString()).isEqualTo(today.plusDays(30).toString());
        assertThat(bill.get("status").asString()).isEqualTo("sent");
        assertThat(bill).isEqualTo(books.bill(id));
        Topics.awaitExactly(TOPIC, id, DRAFTED, SENT);
        refused(books.sendBill(id, "{}"), 409, "bill_already_sent");
        refused(voidIt(id), 409, "bill_already_sent");
    }

    @Test
    void a_second_bill_with_the_same_number_of_the_supplier_is_refused_whatever_its_case() {
        String number = "Re-" + UUID.randomUUID();
        UUID first = books.bill();
        UUID second = books.bill();
        books.sendBill(first, "{\"supplierNumber\":\"" + number + "\"}")
                .expectStatus()
                .isOk();
        refused(
                books.sendBill(second, "{\"supplierNumber\":\"" + number.toUpperCase(java.util.Locale.ROOT) + "\"}"),
                409,
                "duplicate_supplier_number");
        assertThat(books.bill(second).get("status").asString()).isEqualTo("draft");
        books.sendBill(second, "{}").expectStatus().isOk();
    }

    @Test
    void payments_add_up_and_the_status_follows() {
        UUID id = books.sentBill();
        books.payBill(id, "100.00").expectStatus().isCreated();
        assertThat(books.bill(id).get("status").asString()).isEqualTo("partially_paid");
        refused(books.payBill(id, "69.59"), 422, "exceeds_outstanding");
        UUID last = Api.idOf(books.payBill(id, "69.58"));
        assertThat(books.bill(id).get("status").asString()).isEqualTo("paid");
        Topics.awaitExactly(TOPIC, id, DRAFTED, SENT, "finance.bill.partially-paid.v1", "finance.bill.paid.v1");
        Topics.await("finance.payment.made.v1", last);
        assertThat(Books.json(api.as(Role.VIEWER).get("/bills/" + id + "/payments"))
                        .get("items"))
                .hasSize(2);
        api.as(Role.VIEWER)
                .get("/bills/" + UUID.randomUUID() + "/payments")
                .expectStatus()
                .isNotFound();
    }

    @Test
    void a_draft_or_void_bill_is_not_paid() {
        UUID id = books.bill();
        refused(books.payBill(id, "1.00"), 409, "bill_not_sent");
        voidIt(id).expectStatus().isOk();
        refused(books.payBill(id, "1.00"), 409, "bill_void");
        refused(books.sendBill(id, "{}"), 409, "bill_void");
        refused(voidIt(id), 409, "bill_void");
        refused(books.payBill(UUID.randomUUID(), "1.00"), 404, "not_found");
    }

    @Test
    void a_payment_is_reversed_once_by_a_further_entry_and_what_it_paid_is_open_again() {
        UUID id = books.sentBill();
        UUID payment = Api.idOf(books.payBill(id, "169.58"));
        var answer = books.reverse(payment);
        answer.expectStatus().isCreated();
        JsonNode reversal = Books.json(answer);
        assertThat(reversal.get("reverses").asString()).isEqualTo(payment.toString());
        assertThat(reversal.get("reason").asString()).isEqualTo("the bank took it back");
        assertThat(books.bill(id).get("status").asString()).isEqualTo("sent");
        assertThat(books.bill(id).get("outstanding").get("amount").asString()).isEqualTo("169.58");
        JsonNode taken = Books.json(api.as(Role.VIEWER).get("/payments/" + payment));
        assertThat(taken.get("reversedBy")).isEqualTo(reversal.get("id"));
        refused(books.reverse(payment), 409, "payment_already_reversed");
        refused(books.reverse(UUID.fromString(reversal.get("id").asString())), 409, "payment_is_reversal");
        refused(books.reverse(UUID.randomUUID()), 404, "not_found");
        Topics.awaitExactly("erp.finance.payment", payment, "finance.payment.made.v1", "finance.payment.reversed.v1");
        Topics.awaitExactly(TOPIC, id, DRAFTED, SENT, "finance.bill.paid.v1", "finance.bill.payment-reversed.v1");
    }

    @Test
    void a_payment_of_an_invoice_is_reversed_once_however_many_try_at_once() throws Exception {
        UUID id = books.sent();
        UUID payment = Api.idOf(books.pay(id, "60.69"));
        Callable<Integer> reverse =
                () -> Books.patiently(() -> books.reverse(payment)).getStatus().value();
        List<Integer> statuses = Books.atOnce(Collections.nCopies(10, reverse));
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(1);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(9);
        assertThat(books.status(id)).isEqualTo("sent");
        books.pay(id, "60.69").expectStatus().isCreated();
        Topics.awaitExactly(
                "erp.finance.invoice",
                id,
                "finance.invoice.drafted.v1",
                "finance.invoice.sent.v1",
                "finance.invoice.paid.v1",
                "finance.invoice.payment-reversed.v1",
                "finance.invoice.paid.v1");
    }

    @Test
    void bills_sent_at_once_leave_no_gap_even_when_some_are_refused() throws Exception {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            UUID id = books.bill();
            calls.addAll(Collections.nCopies(3, () -> Books.patiently(() -> books.sendBill(id, "{}"))
                    .getStatus()
                    .value()));
        }
        assertThat(Books.atOnce(calls).stream().filter(status -> status == 200)).hasSize(10);
        assertThat(database.number("SELECT last FROM number_series WHERE series LIKE 'BILL-%'"))
                .isEqualTo(database.number("SELECT count(*) FROM bill WHERE number IS NOT NULL"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"supplierNumber":""}               | supplierNumber
            {"supplierNumber":"   "}            | supplierNumber
            {"supplierNumber":"a\\u0000b"}      | supplierNumber
            {"supplierNumber":7}                | supplierNumber
            {"number":"BILL-1"}                 | number
            []                                  | body
            """)
    void a_malformed_sending_is_refused_by_name(String body, String field) {
        UUID id = books.bill();
        books.sendBill(id, body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    private ResponseSpec voidIt(UUID id) {
        return api.as(Role.FINANCE_MANAGER).post("/bills/" + id + "/void", "{\"reason\":\"free of charge\"}");
    }

    private static void refused(ResponseSpec answer, int status, String code) {
        answer.expectStatus().isEqualTo(status).expectBody().jsonPath("$.code").isEqualTo(code);
    }
}
