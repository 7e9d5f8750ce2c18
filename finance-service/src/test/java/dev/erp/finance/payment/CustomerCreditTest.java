package dev.erp.finance.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.finance.Books;
import dev.erp.finance.Orders;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a customer pays beyond what is outstanding: of invoices of 60.69 EUR. */
@ServiceTest
class CustomerCreditTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    private Books books;
    private final UUID customer = UUID.randomUUID();

    @BeforeEach
    void open() {
        books = new Books(api, database);
    }

    @Test
    void what_is_beyond_what_is_outstanding_is_refused_or_kept_on_request() {
        UUID invoice = sent();
        refused(overpay(invoice, "70.00", false), 422, "exceeds_outstanding");
        JsonNode payment = created(overpay(invoice, "70.00", true));

        assertThat(payment.at("/amount/amount").asString()).isEqualTo("60.69");
        assertThat(books.status(invoice)).isEqualTo("paid");
        assertThat(balance()).isEqualTo("9.31");
        JsonNode excess = credits().getFirst();
        assertThat(excess.get("transferId")).isEqualTo(payment.get("transferId"));
        Topics.awaitExactly(
                "erp.finance.payment",
                UUID.fromString(excess.get("id").asString()),
                "finance.payment.credit-received.v1");
        assertThat(statement().getLast().at("/balance/amount").asString()).isEqualTo("-9.31");
        booksAgree();
    }

    @Test
    void a_credit_is_applied_refunded_and_never_used_twice() {
        overpay(sent(), "100.00", true).expectStatus().isCreated();
        UUID next = sent();
        refused(apply(next, "40.00"), 422, "exceeds_credit");
        JsonNode applied = created(apply(next, "30.00"));
        assertThat(books.invoice(next).at("/outstanding/amount").asString()).isEqualTo("30.69");
        refused(refund("9.32"), 422, "exceeds_credit");
        JsonNode refunded = created(refund("9.31"));
        assertThat(balance()).isEqualTo("0.00");
        Topics.awaitExactly(
                "erp.finance.payment",
                UUID.fromString(refunded.get("id").asString()),
                "finance.payment.credit-refunded.v1");

        // what was used cannot be taken back, what was made with it can
        UUID received = UUID.fromString(credits().getLast().get("id").asString());
        refused(books.reverse(received), 422, "exceeds_credit");
        books.reverse(UUID.fromString(applied.get("id").asString()))
                .expectStatus()
                .isCreated();
        books.reverse(UUID.fromString(refunded.get("id").asString()))
                .expectStatus()
                .isCreated();
        assertThat(balance()).isEqualTo("39.31");
        assertThat(books.status(next)).isEqualTo("sent");
        books.reverse(received).expectStatus().isCreated();
        assertThat(balance()).isEqualTo("0.00");
        booksAgree();
    }

    @Test
    void of_many_who_use_one_credit_at_once_no_cent_is_used_twice() throws Exception {
        overpay(sent(), "65.69", true).expectStatus().isCreated();
        UUID next = sent();
        List<Callable<Integer>> calls = IntStream.range(0, 12)
                .mapToObj(i -> (Callable<Integer>)
                        () -> Books.patiently(() -> i % 2 == 0 ? apply(next, "1.00") : refund("1.00"))
                                .getStatus()
                                .value())
                .toList();
        assertThat(Books.atOnce(calls).stream().filter(status -> status == 201)).hasSize(5);
        assertThat(balance()).isEqualTo("0.00");
        booksAgree();
    }

    @Test
    void another_customers_invoice_and_what_is_no_payment_are_refused() {
        overpay(sent(), "70.00", true).expectStatus().isCreated();
        refused(apply(books.sent(), "1.00"), 422, "other_customers_invoice");
        refused(refund("0.00"), 400, "invalid_input");
        refused(refund("-1.00"), 400, "invalid_input");
        refused(
                api.as(Role.FINANCE_MANAGER).post("/bills/" + books.sentBill() + "/payments", """
                    {"amount":{"amount":"200.00","currency":"EUR"},"method":"cash","keepExcess":true}\
                    """),
                400,
                "invalid_input");
    }

    private UUID sent() {
        UUID id = books.draft(Orders.confirmed(UUID.randomUUID(), order -> ((ObjectNode) order.get("customer"))
                .put("customerId", customer.toString())));
        books.send(id).expectStatus().isOk();
        return id;
    }

    private ResponseSpec overpay(UUID invoice, String amount, boolean keep) {
        return api.as(Role.FINANCE_MANAGER).post("/invoices/" + invoice + "/payments", """
            {"amount":{"amount":"%s","currency":"EUR"},"method":"cash","keepExcess":%s}\
            """.formatted(amount, keep));
    }

    private ResponseSpec apply(UUID invoice, String amount) {
        return api.as(Role.FINANCE_MANAGER)
                .post("/customer-credits/" + customer + "/apply", """
                    {"invoiceId":"%s","amount":{"amount":"%s","currency":"EUR"}}\
                    """.formatted(invoice, amount));
    }

    private ResponseSpec refund(String amount) {
        return api.as(Role.FINANCE_MANAGER).post("/customer-credits/" + customer + "/refund", Books.payment(amount));
    }

    private String balance() {
        return items("/customer-credits?customerId=" + customer)
                .getFirst()
                .at("/balance/amount")
                .asString();
    }

    /** Newest first. */
    private List<JsonNode> credits() {
        return items("/payments?customerId=" + customer);
    }

    private List<JsonNode> statement() {
        return items("/invoices/statements/" + customer);
    }

    private List<JsonNode> items(String path) {
        return Books.json(api.as(Role.FINANCE_MANAGER).get(path).expectStatus().isOk())
                .get("items")
                .valueStream()
                .toList();
    }

    private void booksAgree() {
        assertThat(books.invariants())
                .containsKeys(
                        "customer_credits_in_the_journal_are_what_customers_have",
                        "customer_credit_is_the_sum_of_its_payments")
                .allSatisfy(
                        (name, violations) -> assertThat(violations).as(name).isZero());
    }

    private static JsonNode created(ResponseSpec response) {
        return Books.json(response.expectStatus().isCreated());
    }

    private static void refused(ResponseSpec response, int status, String code) {
        assertThat(Books.json(response.expectStatus().isEqualTo(status))
                        .get("code")
                        .asString())
                .isEqualTo(code);
    }
}
