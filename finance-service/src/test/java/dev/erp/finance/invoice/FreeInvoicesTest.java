package dev.erp.finance.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.finance.Books;
import dev.erp.finance.Partners;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** Invoices without an order. */
@ServiceTest
class FreeInvoicesTest {

    private static final String LINES = """
        [{"name":"Consulting","quantity":3,"unitPrice":"33.33","discountPercent":"10.00","taxRate":"19.00"},
         {"name":"Travel","sku":"TRAVEL","quantity":1,"unitPrice":"0.05","taxRate":"7.00"}]\
        """;

    @Autowired
    Api api;

    @Autowired
    Database database;

    private Books books;
    private Partners partners;

    @BeforeEach
    void open() {
        books = new Books(api, database);
        partners = new Partners(database);
    }

    @Test
    void a_free_invoice_is_drafted_sent_credited_and_paid_like_any_other() {
        JsonNode draft = created("{\"customerId\":\"%s\",\"paymentTermDays\":10,\"endOfMonth\":true,\"lines\":%s}");
        UUID id = UUID.fromString(draft.get("id").asString());
        assertThat(draft.get("source").asString()).isEqualTo("free");
        assertThat(draft.has("orderId")).isFalse();
        assertThat(draft.at("/net/amount").asString()).isEqualTo("90.04");
        assertThat(draft.at("/tax/amount").asString()).isEqualTo("17.10");
        assertThat(draft.at("/gross/amount").asString()).isEqualTo("107.14");

        JsonNode sent = Books.json(books.send(id).expectStatus().isOk());
        LocalDate due = LocalDate.now(ZoneOffset.UTC).plusDays(10).with(TemporalAdjusters.lastDayOfMonth());
        assertThat(sent.get("dueOn").asString()).isEqualTo(due.toString());
        JsonNode note = Books.json(api.as(Role.FINANCE_MANAGER)
                .post(
                        "/invoices/" + id + "/credit-notes",
                        "{\"reason\":\"a gift\",\"lines\":[{\"line\":2,\"quantity\":1}]}")
                .expectStatus()
                .isCreated());
        api.as(Role.FINANCE_MANAGER)
                .post("/credit-notes/" + note.get("id").asString() + "/send")
                .expectStatus()
                .isOk();
        books.pay(id, "107.09").expectStatus().isCreated();

        assertThat(books.status(id)).isEqualTo("paid");
        Topics.awaitExactly(
                "erp.finance.invoice",
                id,
                "finance.invoice.drafted.v2",
                "finance.invoice.sent.v2",
                "finance.invoice.credited.v2",
                "finance.invoice.paid.v2");
    }

    @Test
    void terms_and_rate_may_be_decided_when_it_is_sent() {
        JsonNode draft = created("{\"customerId\":\"%s\",\"currency\":\"USD\",\"lines\":%s}");
        UUID id = UUID.fromString(draft.get("id").asString());
        JsonNode sent = Books.json(api.as(Role.FINANCE_MANAGER)
                .post("/invoices/" + id + "/send", "{\"paymentTermDays\":0,\"exchangeRate\":\"0.925\"}")
                .expectStatus()
                .isOk());
        assertThat(sent.get("dueOn").asString())
                .isEqualTo(LocalDate.now(ZoneOffset.UTC).toString());
        assertThat(sent.get("exchangeRate").asString()).isEqualTo("0.925");
        assertThat(books.invoice(id).get("exchangeRate").asString()).isEqualTo("0.925");
    }

    @Test
    void rounding_in_total_spreads_what_is_left_over_the_lines() {
        JsonNode invoice = created("""
            {"customerId":"%s","rounding":"half_up_in_total","lines":[
              {"name":"a","quantity":0.333,"unitPrice":"0.10","taxRate":"19.00"},
              {"name":"b","quantity":0.333,"unitPrice":"0.10","taxRate":"19.00"},
              {"name":"c","quantity":0.334,"unitPrice":"0.10","taxRate":"19.00"}]}\
            """);
        assertThat(invoice.at("/net/amount").asString()).isEqualTo("0.10");
        assertThat(invoice.at("/tax/amount").asString()).isEqualTo("0.02");
        assertThat(invoice.get("lines").valueStream().map(line -> line.at("/net/amount")
                        .asString()))
                .containsExactly("0.03", "0.03", "0.04");
    }

    @Test
    void the_calculation_explains_each_cent_of_every_line() {
        JsonNode invoice = created("{\"customerId\":\"%s\",\"lines\":%s}");
        JsonNode calculation = Books.json(api.as(Role.VIEWER)
                .get("/invoices/" + invoice.get("id").asString() + "/calculation")
                .expectStatus()
                .isOk());
        JsonNode line = calculation.get("lines").get(0);
        assertThat(line.get("listPrice").asString()).isEqualTo("99.99");
        assertThat(line.get("exactNet").asString()).isEqualTo("89.991");
        assertThat(line.get("spread").asString()).isEqualTo("-0.001");
        assertThat(line.at("/net/amount").asString()).isEqualTo("89.99");
        assertThat(line.get("exactTax").asString()).isEqualTo("17.0981");
        assertThat(line.get("taxSpread").asString()).isEqualTo("0.0019");
        assertThat(line.get("steps").valueStream().map(JsonNode::asString))
                .containsExactly(
                        "3 x 33.33 = 99.99",
                        "less 10.00 % = 89.991",
                        "rounded half up: - 0.001 = 89.99",
                        "tax 19.00 % of 89.99 = 17.0981",
                        "rounded: + 0.0019 = 17.10");
        assertThat(calculation.get("gross")).isEqualTo(invoice.get("gross"));
    }

    @Test
    void only_an_active_customer_is_invoiced() {
        UUID gone =
                partners.customer(customer -> customer.put("status", "active").put("name", "Gone"));
        database.rows("UPDATE party SET active = false WHERE id = ? RETURNING id", gone);
        refused(post("{\"customerId\":\"%s\",\"lines\":%s}".formatted(gone, LINES)), 409, "customer_inactive");
        refused(
                post("{\"customerId\":\"%s\",\"lines\":%s}".formatted(UUID.randomUUID(), LINES)),
                422,
                "unknown_customer");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "quantity":0,"unitPrice":"1.00","taxRate":"19.00"      | lines[0].quantity
        "quantity":1,"unitPrice":"-1.00","taxRate":"19.00"     | lines[0].unitPrice
        "quantity":1,"unitPrice":"1.001","taxRate":"19.00"     | lines[0].unitPrice
        "quantity":1,"unitPrice":"1.00","taxRate":"100.01"     | lines[0].taxRate
        "quantity":1,"unitPrice":"1.00"                        | lines[0].taxRate
        """)
    void a_line_out_of_bounds_is_refused_naming_the_field(String line, String field) {
        UUID customer = partners.customer();
        JsonNode problem =
                Books.json(post("{\"customerId\":\"%s\",\"lines\":[{\"name\":\"x\",%s}]}".formatted(customer, line))
                        .expectStatus()
                        .isBadRequest());
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
    }

    private JsonNode created(String body) {
        return Books.json(
                post(body.formatted(partners.customer(), LINES)).expectStatus().isCreated());
    }

    private ResponseSpec post(String body) {
        return api.as(Role.FINANCE_MANAGER).post("/invoices", body);
    }

    private static void refused(ResponseSpec response, int status, String code) {
        assertThat(Books.json(response.expectStatus().isEqualTo(status))
                        .get("code")
                        .asString())
                .isEqualTo(code);
    }
}
