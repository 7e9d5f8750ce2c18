package dev.erp.finance.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.finance.Books;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
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
class TransferApiTest {

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
    void one_transfer_pays_several_invoices_and_each_part_can_be_reversed_by_itself() {
        UUID first = books.sent();
        UUID second = books.sent();
        var answer = transfer(part(first, "60.69"), part(second, "20.00"));
        answer.expectStatus().isCreated();
        JsonNode transfer = Books.json(answer);
        assertThat(transfer.get("items")).hasSize(2);
        assertThat(books.status(first)).isEqualTo("paid");
        assertThat(books.status(second)).isEqualTo("partially_paid");
        String id = transfer.get("transferId").asString();
        assertThat(Books.json(api.as(Role.VIEWER).get("/payments?transferId=" + id))
                        .get("items"))
                .hasSize(2);
        UUID payment = UUID.fromString(transfer.get("items").get(0).get("id").asString());
        assertThat(Topics.await("finance.payment.recorded.v1", payment)
                        .data()
                        .get("transferId")
                        .asString())
                .isEqualTo(id);

        books.reverse(payment).expectStatus().isCreated();
        assertThat(books.status(first)).isEqualTo("sent");
        assertThat(books.status(second)).isEqualTo("partially_paid");
    }

    @Test
    void when_one_part_does_not_fit_none_is_paid_and_the_part_is_named() {
        UUID first = books.sent();
        UUID second = books.sent();
        refused(transfer(part(first, "1.00"), part(second, "60.70")), 422, "parts[1].amount.amount");
        transfer(part(first, "1.00"), part(books.draft(), "1.00"))
                .expectStatus()
                .isEqualTo(409);
        transfer(part(first, "1.00"), part(UUID.randomUUID(), "1.00"))
                .expectStatus()
                .isNotFound();
        refused(transfer(part(first, "1.00"), part(first, "1.00")), 400, "parts");
        assertThat(books.invoice(first).get("paid").get("amount").asString()).isEqualTo("0.00");
        assertThat(database.number("SELECT count(*) FROM payment WHERE invoice_id IN (?, ?)", first, second))
                .isZero();
    }

    @Test
    void transfers_at_once_over_the_same_invoices_in_any_order_never_take_more_than_is_outstanding() throws Exception {
        UUID first = books.sent();
        UUID second = books.sent();
        Callable<Integer> forwards = () -> Books.patiently(() -> transfer(part(first, "20.23"), part(second, "20.23")))
                .getStatus()
                .value();
        Callable<Integer> backwards = () -> Books.patiently(() -> transfer(part(second, "20.23"), part(first, "20.23")))
                .getStatus()
                .value();
        List<Callable<Integer>> calls = new java.util.ArrayList<>(Collections.nCopies(8, forwards));
        calls.addAll(Collections.nCopies(8, backwards));
        List<Integer> statuses = Books.atOnce(calls);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(3);
        assertThat(statuses.stream().filter(status -> status == 422)).hasSize(13);
        assertThat(books.status(first)).isEqualTo("paid");
        assertThat(books.status(second)).isEqualTo("paid");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"method":"cash"}                                                     | parts
            {"method":"cash","parts":[]}                                          | parts
            {"method":"cash","parts":[null]}                                      | parts[0]
            {"method":"cash","parts":[{"amount":{"amount":"1.00","currency":"EUR"}}]} | parts[0].invoiceId
            {"parts":[]}                                                          | method
            {"method":"cash","parts":[],"id":"x"}                                 | id
            """)
    void nonsense_is_refused_by_name(String body, String field) {
        api.as(Role.FINANCE_MANAGER)
                .post("/payments", body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[?(@.field == '" + field + "')]")
                .isNotEmpty();
    }

    private ResponseSpec transfer(String... parts) {
        return api.as(Role.FINANCE_MANAGER)
                .post(
                        "/payments",
                        "{\"method\":\"bank_transfer\",\"reference\":\"E2E-2\",\"parts\":[" + String.join(",", parts)
                                + "]}");
    }

    private static String part(UUID invoice, String amount) {
        return """
               {"invoiceId":"%s","amount":{"amount":"%s","currency":"EUR"}}""".formatted(invoice, amount);
    }

    private static void refused(ResponseSpec answer, int status, String field) {
        answer.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }
}
