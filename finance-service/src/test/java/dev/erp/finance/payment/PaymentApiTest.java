package dev.erp.finance.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.finance.Books;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServiceTest
class PaymentApiTest {

    private static final String INVOICES = "erp.finance.invoice";
    private static final String PAYMENTS = "erp.finance.payment";

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
    void payments_add_up_to_the_cent_and_the_status_follows() {
        UUID id = books.sent();
        UUID first = Api.idOf(books.pay(id, "20.00"));
        assertThat(books.status(id)).isEqualTo("partially_paid");
        UUID second = Api.idOf(books.pay(id, "40.68"));
        assertThat(books.invoice(id).get("outstanding")).hasToString("{\"amount\":\"0.01\",\"currency\":\"EUR\"}");
        UUID third = Api.idOf(books.pay(id, "0.01"));

        JsonNode paid = books.invoice(id);
        assertThat(paid.get("status").asString()).isEqualTo("paid");
        assertThat(paid.get("paid")).hasToString("{\"amount\":\"60.69\",\"currency\":\"EUR\"}");
        assertThat(paid.get("outstanding")).hasToString("{\"amount\":\"0.00\",\"currency\":\"EUR\"}");
        assertThat(paid.get("version").asLong()).isEqualTo(5);
        Topics.awaitExactly(
                INVOICES,
                id,
                "finance.invoice.drafted.v1",
                "finance.invoice.sent.v1",
                "finance.invoice.partially-paid.v1",
                "finance.invoice.partially-paid.v1",
                "finance.invoice.paid.v1");
        List.of(first, second, third)
                .forEach(payment -> Topics.awaitExactly(PAYMENTS, payment, "finance.payment.recorded.v1"));
        assertThat(Books.json(api.as(Role.VIEWER).get("/invoices/" + id + "/payments?sort=recordedAt"))
                        .get("items"))
                .extracting(payment -> payment.get("id").asString())
                .containsExactly(first.toString(), second.toString(), third.toString());
    }

    @Test
    void a_payment_is_shown_as_it_was_recorded() {
        UUID invoice = books.sent();
        UUID clerk = UUID.randomUUID();
        LocalDate yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        var created = api.as(Role.FINANCE_MANAGER, clerk)
                .post("/invoices/" + invoice + "/payments", """
                        {"amount":{"amount":"1.5","currency":"EUR"},"method":"cheque","reference":"'; -- 📚","receivedOn":"%s"}""".formatted(yesterday))
                .expectStatus()
                .isCreated();
        JsonNode payment = Books.json(created);
        assertThat(payment.get("amount")).hasToString("{\"amount\":\"1.50\",\"currency\":\"EUR\"}");
        assertThat(payment.get("method").asString()).isEqualTo("cheque");
        assertThat(payment.get("reference").asString()).isEqualTo("'; -- 📚");
        assertThat(payment.get("receivedOn").asString()).isEqualTo(yesterday.toString());
        assertThat(payment.get("recordedBy").asString()).isEqualTo(clerk.toString());
        String id = payment.get("id").asString();
        assertThat(Books.json(api.as(Role.VIEWER)
                        .get("/payments/" + id)
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .valueEquals("ETag", "\"1\"")))
                .isEqualTo(payment);

        var event = Topics.await("finance.payment.recorded.v1", UUID.fromString(id));
        assertThat(event.actor()).isEqualTo(clerk.toString());
        assertThat(event.correlationId()).isEqualTo(payment.get("orderId").asString());
        assertThat(event.data().get("receivedOn").asString()).isEqualTo(yesterday.toString());
        api.as(Role.VIEWER).get("/payments/" + UUID.randomUUID()).expectStatus().isNotFound();
        api.as(Role.VIEWER)
                .get("/invoices/" + UUID.randomUUID() + "/payments")
                .expectStatus()
                .isNotFound();
    }

    @Test
    void twenty_payments_at_once_never_take_more_than_is_outstanding() throws Exception {
        UUID id = books.sent();
        Callable<Integer> pay =
                () -> Books.patiently(() -> books.pay(id, "20.23")).getStatus().value();
        List<Integer> statuses = Books.atOnce(Collections.nCopies(20, pay));
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(3);
        assertThat(statuses.stream().filter(status -> status == 422)).hasSize(17);
        assertThat(books.status(id)).isEqualTo("paid");
    }

    @Test
    void one_idempotency_key_makes_one_payment_and_equal_answers() throws Exception {
        UUID id = books.sent();
        var clerk = api.as(Role.FINANCE_MANAGER)
                .with("Idempotency-Key", UUID.randomUUID().toString());
        Callable<String> pay = () -> {
            var answer = Books.patiently(() -> clerk.post("/invoices/" + id + "/payments", Books.payment("1.00")));
            return answer.getStatus() + new String(answer.getResponseBody(), StandardCharsets.UTF_8);
        };
        List<String> answers = Books.atOnce(Collections.nCopies(50, pay));
        assertThat(answers).containsOnly(answers.getFirst());
        assertThat(answers.getFirst()).startsWith("201");
        assertThat(books.invoice(id).get("paid").get("amount").asString()).isEqualTo("1.00");
        clerk.post("/invoices/" + id + "/payments", Books.payment("2.00"))
                .expectStatus()
                .isEqualTo(422);
    }

    @Test
    void a_draft_or_void_invoice_takes_no_payment() {
        UUID id = books.draft();
        books.pay(id, "1.00")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invoice_not_sent");
        api.as(Role.FINANCE_MANAGER)
                .post("/invoices/" + id + "/void", "{\"reason\":\"x\"}")
                .expectStatus()
                .isOk();
        books.pay(id, "1.00")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invoice_void");
        books.pay(UUID.randomUUID(), "1.00").expectStatus().isNotFound();
        assertThat(database.number("SELECT count(*) FROM payment WHERE invoice_id = ?", id))
                .isZero();
    }

    @Test
    void more_than_is_outstanding_is_refused_and_the_rest_named() {
        UUID id = books.sent();
        books.pay(id, "60.00").expectStatus().isCreated();
        books.pay(id, "0.70")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("exceeds_outstanding")
                .jsonPath("$.errors[0].field")
                .isEqualTo("amount.amount")
                .jsonPath("$.errors[0].message")
                .isEqualTo("must be at most 0.69 EUR, which is what is outstanding")
                .jsonPath("$.outstanding.amount")
                .isEqualTo("0.69");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"amount":{"amount":"1.00","currency":"USD"},"method":"cash"}                              | 422 | amount.currency
            {"amount":{"amount":"0.00","currency":"EUR"},"method":"cash"}                              | 400 | amount.amount
            {"amount":{"amount":"-1.00","currency":"EUR"},"method":"cash"}                             | 400 | amount.amount
            {"amount":{"amount":"1.001","currency":"EUR"},"method":"cash"}                             | 400 | amount
            {"amount":{"amount":1.00,"currency":"EUR"},"method":"cash"}                                | 400 | amount.amount
            {"amount":{"amount":"1e3","currency":"EUR"},"method":"cash"}                               | 400 | amount.amount
            {"amount":{"amount":"1.00","currency":"XXX"},"method":"cash"}                              | 400 | amount.currency
            {"amount":{"amount":"1.00"},"method":"cash"}                                               | 400 | amount
            {"amount":{"currency":"EUR"},"method":"cash"}                                              | 400 | amount
            {"amount":{"amount":"1.00","currency":"EUR"},"method":"barter"}                            | 400 | method
            {"amount":{"amount":"1.00","currency":"EUR"},"method":1}                                   | 400 | method
            {"amount":{"amount":"1.00","currency":"EUR"}}                                              | 400 | method
            {"method":"cash"}                                                                          | 400 | amount
            {"amount":{"amount":"1.00","currency":"EUR"},"method":"cash","receivedOn":"2999-01-01"}    | 400 | receivedOn
            {"amount":{"amount":"1.00","currency":"EUR"},"method":"cash","receivedOn":"1999-01-01"}    | 400 | receivedOn
            {"amount":{"amount":"1.00","currency":"EUR"},"method":"cash","receivedOn":"22.11.2026"}    | 400 | receivedOn
            {"amount":{"amount":"1.00","currency":"EUR"},"method":"cash","reference":""}               | 400 | reference
            {"amount":{"amount":"1.00","currency":"EUR"},"method":"cash","reference":"a\\u0000b"}      | 400 | reference
            {"amount":{"amount":"1.00","currency":"EUR"},"method":"cash","id":"x"}                     | 400 | id
            {"amount":{"amount":"1.00","currency":"EUR"},"method":"cash","recordedBy":"me"}            | 400 | recordedBy
            {"amount":{"amount":"1.00","currency":"EUR"}                                               | 400 | body
            """)
    void nonsense_is_refused_by_name(String body, int status, String field) {
        UUID id = books.sent();
        api.as(Role.FINANCE_MANAGER)
                .post("/invoices/" + id + "/payments", body)
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
        assertThat(database.number("SELECT count(*) FROM payment WHERE invoice_id = ?", id))
                .isZero();
    }

    @Test
    void a_payment_is_never_changed() {
        UUID payment = Api.idOf(books.pay(books.sent(), "1.00"));
        for (String change :
                List.of("UPDATE payment SET amount = 2 WHERE id = ?", "DELETE FROM payment WHERE id = ?")) {
            assertThatThrownBy(() -> database.update(change, payment)).hasMessageContaining("payment is append-only");
        }
        assertThatThrownBy(() -> database.update("TRUNCATE payment")).hasMessageContaining("payment is append-only");
    }
}
