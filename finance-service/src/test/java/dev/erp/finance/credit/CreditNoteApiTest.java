package dev.erp.finance.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.finance.Books;
import dev.erp.finance.Heard;
import dev.erp.finance.Orders;
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
class CreditNoteApiTest {

    private static final String INVOICES = "erp.finance.invoice";
    private static final String NOTES = "erp.finance.credit-note";

    @Autowired
    Api api;

    @Autowired
    Database database;

    private Books books;
    private final UUID orderId = UUID.randomUUID();

    @BeforeEach
    void open() {
        books = new Books(api, database);
    }

    @Test
    void sending_gives_a_number_and_lowers_what_is_outstanding() {
        UUID invoice = sentInvoice();
        UUID id = note();
        var answer = send(id);
        answer.expectStatus().isOk().expectHeader().valueEquals("ETag", "\"2\"");
        JsonNode note = Books.json(answer);
        assertThat(note.get("number").asString())
                .matches("CRN-" + LocalDate.now(ZoneOffset.UTC).getYear() + "-\\d{6}");
        assertThat(note.get("status").asString()).isEqualTo("sent");
        assertThat(note).isEqualTo(get(id));

        JsonNode after = books.invoice(invoice);
        assertThat(after.get("credited").get("amount").asString()).isEqualTo("14.13");
        assertThat(after.get("outstanding").get("amount").asString()).isEqualTo("46.56");
        assertThat(after.get("status").asString()).isEqualTo("sent");
        Topics.awaitExactly(NOTES, id, "finance.credit-note.drafted.v1", "finance.credit-note.sent.v1");
        Topics.awaitExactly(
                INVOICES,
                invoice,
                "finance.invoice.drafted.v1",
                "finance.invoice.sent.v1",
                "finance.invoice.credited.v1");
        refused(send(id), 409, "credit_note_already_sent");
        refused(voidIt(id), 409, "credit_note_already_sent");
        books.pay(invoice, "46.56").expectStatus().isCreated();
        assertThat(books.status(invoice)).isEqualTo("paid");
    }

    @Test
    void what_was_paid_before_it_was_credited_is_overpaid() {
        UUID invoice = sentInvoice();
        books.pay(invoice, "60.69").expectStatus().isCreated();
        send(note()).expectStatus().isOk();
        JsonNode after = books.invoice(invoice);
        assertThat(after.get("overpaid").get("amount").asString()).isEqualTo("14.13");
        assertThat(after.get("outstanding").get("amount").asString()).isEqualTo("0.00");
        assertThat(after.get("status").asString()).isEqualTo("paid");
    }

    @Test
    void a_credit_note_of_a_draft_waits_until_its_invoice_is_sent() {
        UUID invoice = books.draft(Orders.confirmed(orderId));
        UUID id = note();
        refused(send(id), 409, "invoice_not_sent");
        refused(
                api.as(Role.FINANCE_MANAGER).post("/invoices/" + invoice + "/void", "{\"reason\":\"x\"}"),
                409,
                "invoice_has_credit_notes");
        books.send(invoice).expectStatus().isOk();
        send(id).expectStatus().isOk();
    }

    @Test
    void a_void_credit_note_gives_back_what_it_had_taken_up() {
        UUID invoice = books.draft(Orders.confirmed(orderId));
        UUID id = note();
        voidIt(id).expectStatus().isOk();
        assertThat(get(id).get("voidReason").asString()).isEqualTo("not ours");
        refused(voidIt(id), 409, "credit_note_void");
        refused(send(id), 409, "credit_note_void");
        Topics.awaitExactly(NOTES, id, "finance.credit-note.drafted.v1", "finance.credit-note.voided.v1");
        api.as(Role.FINANCE_MANAGER)
                .post("/invoices/" + invoice + "/void", "{\"reason\":\"x\"}")
                .expectStatus()
                .isOk();
    }

    @Test
    void somebody_credits_pieces_at_their_share_and_then_all_that_is_left() {
        UUID invoice = sentInvoice();
        JsonNode first = Books.json(draft(invoice, "{\"reason\":\"torn\",\"lines\":[{\"line\":1,\"quantity\":1}]}")
                .expectStatus()
                .isCreated());
        assertThat(first.get("kind").asString()).isEqualTo("manual");
        assertThat(first.get("net").get("amount").asString()).isEqualTo("11.87");
        assertThat(first.get("tax").get("amount").asString()).isEqualTo("2.26");
        JsonNode rest = Books.json(
                draft(invoice, "{\"reason\":\"all of it\"}").expectStatus().isCreated());
        assertThat(rest.get("gross").get("amount").asString()).isEqualTo("46.56");
        refused(draft(invoice, "{\"reason\":\"more\"}"), 409, "nothing_left_to_credit");
        UUID id = UUID.fromString(rest.get("id").asString());
        send(id).expectStatus().isOk();
        send(UUID.fromString(first.get("id").asString())).expectStatus().isOk();
        assertThat(books.status(invoice)).isEqualTo("credited");
        Topics.awaitExactly(NOTES, id, "finance.credit-note.drafted.v1", "finance.credit-note.sent.v1");
    }

    @Test
    void twenty_credit_notes_at_once_never_credit_more_than_was_invoiced() throws Exception {
        UUID invoice = sentInvoice();
        Callable<Integer> credit = () -> Books.patiently(
                        () -> draft(invoice, "{\"reason\":\"torn\",\"lines\":[{\"line\":1,\"quantity\":1}]}"))
                .getStatus()
                .value();
        List<Integer> statuses = Books.atOnce(Collections.nCopies(20, credit));
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(3);
        assertThat(statuses.stream().filter(status -> status == 422)).hasSize(17);
    }

    @Test
    void a_draft_is_not_credited_by_hand_and_more_than_is_left_of_a_line_is_refused_by_place() {
        refused(draft(books.draft(), "{\"reason\":\"x\"}"), 409, "invoice_not_sent");
        refused(draft(UUID.randomUUID(), "{\"reason\":\"x\"}"), 404, "not_found");
        draft(sentInvoice(), "{\"reason\":\"x\",\"lines\":[{\"line\":2,\"quantity\":1},{\"line\":1,\"quantity\":4}]}")
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("lines[1]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                        | reason
            {"reason":" "}                                                            | reason
            {"reason":"x","lines":[]}                                                 | lines
            {"reason":"x","lines":[{"line":0,"quantity":1}]}                          | lines[0].line
            {"reason":"x","lines":[{"line":1}]}                                       | lines[0].quantity
            {"reason":"x","lines":[{"line":1,"quantity":0}]}                          | lines[0].quantity
            {"reason":"x","lines":[{"line":1,"quantity":"1"}]}                        | lines[0].quantity
            {"reason":"x","lines":[{"line":1,"quantity":1.0001}]}                     | lines[0].quantity
            {"reason":"x","lines":[{"line":1,"quantity":1},{"line":1,"quantity":1}]}  | lines
            {"reason":"x","net":"1.00"}                                               | net
            """)
    void a_malformed_credit_note_is_refused_by_name(String body, String field) {
        draft(UUID.randomUUID(), body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    @Test
    void credit_notes_sent_at_once_leave_no_gap_even_when_some_are_refused() throws Exception {
        sentInvoice();
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Heard.publish(Orders.returned(orderId, UUID.randomUUID()));
        }
        await().until(() -> list("orderId=" + orderId).size() == 3);
        list("orderId=" + orderId)
                .forEach(note -> ids.add(UUID.fromString(note.get("id").asString())));
        List<Callable<Integer>> calls = new ArrayList<>();
        for (UUID id : ids) {
            calls.addAll(Collections.nCopies(
                    4, () -> Books.patiently(() -> send(id)).getStatus().value()));
        }
        List<Integer> statuses = Books.atOnce(calls);
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(3);
        assertThat(statuses.stream().filter(status -> status == 409)).hasSize(9);
        assertThat(database.number("SELECT last FROM number_series WHERE series LIKE 'CRN-%'"))
                .isEqualTo(database.number("SELECT count(*) FROM credit_note WHERE number IS NOT NULL"));
    }

    @Test
    void lists_are_filtered_by_status_invoice_order_customer_return_and_text() {
        UUID invoice = sentInvoice();
        UUID id = note();
        JsonNode note = get(id);
        for (String query : List.of(
                "status=draft&invoiceId=" + invoice,
                "orderId=" + orderId + "&customerId="
                        + note.get("customer").get("customerId").asString(),
                "returnId=" + note.get("returnId").asString(),
                "q=RET-2026&invoiceId=" + invoice + "&sort=-orderNumber",
                "invoiceId=" + invoice + "&sort=customerName")) {
            assertThat(list(query)).as(query).singleElement().satisfies(found -> assertThat(
                            found.get("id").asString())
                    .isEqualTo(id.toString()));
        }
        assertThat(list("status=sent&invoiceId=" + invoice)).isEmpty();
        assertThat(list("invoiceId=" + invoice).getFirst().has("lines")).isFalse();
        api.as(Role.VIEWER)
                .get("/credit-notes/" + UUID.randomUUID())
                .expectStatus()
                .isNotFound();
        api.as(Role.FINANCE_MANAGER)
                .post("/credit-notes/" + UUID.randomUUID() + "/send")
                .expectStatus()
                .isNotFound();
    }

    @ParameterizedTest
    @CsvSource({"status, paid", "invoiceId, 17", "orderId, x", "customerId, x", "returnId, x", "sort, gross", "limit, 0"
    })
    void a_malformed_query_is_refused_by_name(String parameter, String value) {
        api.as(Role.VIEWER)
                .get("/credit-notes?" + parameter + "={value}", value)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(parameter);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                              | reason
            {"reason":"   "}                | reason
            {"reason":"a\\u0000b"}          | reason
            {"reason":"x","status":"void"}  | status
            []                              | body
            """)
    void a_malformed_void_is_refused_by_name(String body, String field) {
        api.as(Role.FINANCE_MANAGER)
                .post("/credit-notes/" + UUID.randomUUID() + "/void", body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    private UUID sentInvoice() {
        UUID invoice = books.draft(Orders.confirmed(orderId));
        books.send(invoice).expectStatus().isOk();
        return invoice;
    }

    /** Over 14.13 EUR, for a return. */
    private UUID note() {
        Heard.publish(Orders.returned(orderId, UUID.randomUUID()));
        return UUID.fromString(await().until(() -> list("orderId=" + orderId), found -> !found.isEmpty())
                .getFirst()
                .get("id")
                .asString());
    }

    private ResponseSpec draft(UUID invoice, String body) {
        return api.as(Role.FINANCE_MANAGER).post("/invoices/" + invoice + "/credit-notes", body);
    }

    private ResponseSpec send(UUID id) {
        return api.as(Role.FINANCE_MANAGER).post("/credit-notes/" + id + "/send");
    }

    private ResponseSpec voidIt(UUID id) {
        return api.as(Role.FINANCE_MANAGER).post("/credit-notes/" + id + "/void", "{\"reason\":\"not ours\"}");
    }

    private JsonNode get(UUID id) {
        return Books.json(
                api.as(Role.VIEWER).get("/credit-notes/" + id).expectStatus().isOk());
    }

    private List<JsonNode> list(String query) {
        List<JsonNode> items = new ArrayList<>();
        Books.json(api.as(Role.VIEWER)
                        .get("/credit-notes?" + query)
                        .expectStatus()
                        .isOk())
                .get("items")
                .forEach(items::add);
        return items;
    }

    private static void refused(ResponseSpec answer, int status, String code) {
        answer.expectStatus().isEqualTo(status).expectBody().jsonPath("$.code").isEqualTo(code);
    }
}
