package dev.erp.finance.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.finance.Books;
import dev.erp.finance.Orders;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@ServiceTest
class InvoiceApiTest {

    /** Method, path and the permission that it asks for. */
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
    void an_invoice_has_the_etag_of_its_version() {
        UUID id = books.draft();
        api.as(Role.VIEWER)
                .get("/invoices/" + id)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"1\"");
        api.as(Role.VIEWER)
                .get("/invoices/" + UUID.randomUUID())
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("not_found");
    }

    @Test
    void lists_are_filtered_by_status_customer_order_and_text() {
        String customer = UUID.randomUUID().toString();
        String name = "Größe % " + customer.substring(0, 8);
        Consumer<ObjectNode> forCustomer = order ->
                ((ObjectNode) order.get("customer")).put("customerId", customer).put("name", name);
        UUID draft = books.draft(Orders.confirmed(UUID.randomUUID(), forCustomer));
        UUID sent = books.draft(Orders.confirmed(UUID.randomUUID(), forCustomer));
        UUID overdue = books.draft(Orders.confirmed(UUID.randomUUID(), forCustomer));
        UUID partlyPaid = books.draft(Orders.confirmed(UUID.randomUUID(), forCustomer));
        UUID paid = books.draft(Orders.confirmed(UUID.randomUUID(), forCustomer));
        UUID voided = books.draft(Orders.confirmed(UUID.randomUUID(), forCustomer));
        List.of(sent, overdue, partlyPaid, paid)
                .forEach(id -> books.send(id).expectStatus().isOk());
        database.update("UPDATE invoice SET due_on = CURRENT_DATE - 2 WHERE id = ?", overdue);
        books.pay(overdue, "60.68").expectStatus().isCreated();
        books.pay(partlyPaid, "0.01").expectStatus().isCreated();
        books.pay(paid, "60.69").expectStatus().isCreated();
        api.as(Role.FINANCE_MANAGER)
                .post("/invoices/" + voided + "/void", "{\"reason\":\"typed twice\"}")
                .expectStatus()
                .isOk();

        Map<String, UUID> expected = Map.of(
                "draft", draft,
                "sent", sent,
                "overdue", overdue,
                "partially_paid", partlyPaid,
                "paid", paid,
                "void", voided);
        expected.forEach((status, id) -> {
            assertThat(ids("customerId=" + customer + "&status=" + status))
                    .as(status)
                    .containsExactly(id.toString());
            assertThat(books.status(id)).isEqualTo(status);
        });
        assertThat(ids("customerId=" + customer)).hasSize(6);
        assertThat(ids("q=" + customer.substring(0, 8))).hasSize(6);
        assertThat(ids("orderId=" + books.invoice(sent).get("orderId").asString()))
                .containsExactly(sent.toString());
        assertThat(ids("customerId=" + UUID.randomUUID())).isEmpty();
        assertThat(ids("customerId=" + customer + "&sort=dueOn").subList(0, 1)).containsExactly(overdue.toString());
    }

    @Test
    void pages_follow_each_other_without_loss() {
        String customer = UUID.randomUUID().toString();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(books.draft(Orders.confirmed(UUID.randomUUID(), order -> ((ObjectNode) order.get("customer"))
                            .put("customerId", customer)))
                    .toString());
        }
        for (String sort : List.of("createdAt", "-createdAt", "dueOn", "orderNumber", "-customerName")) {
            List<String> read = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = list("customerId=" + customer + "&limit=2&sort=" + sort + cursor);
                page.get("items").forEach(item -> read.add(item.get("id").asString()));
                cursor = page.has("nextCursor")
                        ? "&cursor=" + page.get("nextCursor").asString()
                        : null;
            } while (cursor != null);
            assertThat(read).as(sort).containsExactlyInAnyOrderElementsOf(made);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "status, unpaid",
        "customerId, 17",
        "orderId, x",
        "sort, gross",
        "limit, 0",
        "limit, 201",
        "cursor, nonsense"
    })
    void a_malformed_query_is_refused_by_name(String parameter, String value) {
        api.as(Role.VIEWER)
                .get("/invoices?" + parameter + "={value}", value)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(parameter);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                                 | reason
        {"reason":""}                      | reason
        {"reason":"   "}                   | reason
        {"reason":null}                    | reason
        {"reason":"a\\u0000b"}             | reason
        {"reason":7}                       | reason
        {"reason":"x","status":"void"}     | status
        {"reason":                         | body
        []                                 | body
        """)
    void a_malformed_void_is_refused_by_name(String body, String field) {
        UUID id = books.draft();
        api.as(Role.FINANCE_MANAGER)
                .post("/invoices/" + id + "/void", body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
        assertThat(books.status(id)).isEqualTo("draft");
    }

    @Test
    void a_reason_that_is_too_long_or_of_another_type_is_refused() {
        UUID id = books.draft();
        api.as(Role.FINANCE_MANAGER)
                .post("/invoices/" + id + "/void", "{\"reason\":\"" + "x".repeat(501) + "\"}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].message")
                .isEqualTo("must be at most 500 characters");
        api.as(Role.FINANCE_MANAGER)
                .client()
                .post()
                .uri("/api/v1/invoices/" + id + "/void")
                .contentType(MediaType.TEXT_PLAIN)
                .bodyValue("reason")
                .exchange()
                .expectStatus()
                .isEqualTo(415);
        assertThat(books.status(id)).isEqualTo("draft");
    }

    @Test
    void hostile_text_is_kept_as_it_is() {
        UUID id = books.draft();
        String hostile = "'; DROP TABLE invoice; -- \u202e 📚 <script>";
        api.as(Role.FINANCE_MANAGER)
                .post("/invoices/" + id + "/void", Map.of("reason", hostile))
                .expectStatus()
                .isOk();
        assertThat(books.invoice(id).get("voidReason").asString()).isEqualTo(hostile);
    }

    @Test
    void every_invariant_holds() {
        books.sent();
        assertThat(books.invariants())
                .containsEntry("invoice_totals_are_the_sums_of_their_lines", 0L)
                .containsEntry("every_invoice_line_has_its_invoice", 0L)
                .containsEntry("invoice_numbers_have_no_gaps", 0L)
                .containsEntry("invoice_paid_is_the_sum_of_its_payments", 0L)
                .containsEntry("invoice_paid_is_within_its_gross", 0L)
                .containsEntry("no_quantity_of_an_order_is_invoiced_twice", 0L)
                .containsEntry("credit_note_totals_are_the_sums_of_their_lines", 0L)
                .containsEntry("credited_is_never_above_invoiced", 0L)
                .containsEntry("invoice_credited_is_the_sum_of_its_credit_notes", 0L)
                .containsEntry("credit_note_numbers_have_no_gaps", 0L)
                .containsEntry("bill_totals_are_the_sums_of_their_lines", 0L)
                .containsEntry("every_bill_line_has_its_bill", 0L)
                .containsEntry("bill_paid_is_the_sum_of_its_payments", 0L)
                .containsEntry("bill_numbers_have_no_gaps", 0L)
                .containsEntry("receivables_in_the_journal_are_what_the_invoices_say", 0L)
                .containsEntry("payables_in_the_journal_are_what_the_bills_say", 0L)
                .containsEntry("every_journal_entry_has_postings", 0L);
    }

    private JsonNode list(String query) {
        return Books.json(
                api.as(Role.VIEWER).get("/invoices?" + query).expectStatus().isOk());
    }

    private List<String> ids(String query) {
        List<String> ids = new ArrayList<>();
        list(query).get("items").forEach(item -> ids.add(item.get("id").asString()));
        return ids;
    }
}
