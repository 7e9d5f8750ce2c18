package dev.erp.finance.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.finance.Books;
import dev.erp.finance.Partners;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** What documents in another currency carry. Each test has a currency of its own: rates stay. */
@ServiceTest
class ExchangeRatesTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    private Books books;
    private Partners partners;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @BeforeEach
    void open() {
        books = new Books(api, database);
        partners = new Partners(database);
    }

    @Test
    void a_rate_is_entered_for_a_day_replaced_and_told_of_each_time() {
        UUID clerk = UUID.randomUUID();
        var first = api.as(Role.FINANCE_MANAGER, clerk).put("/exchange-rates/SEK/" + today, "{\"rate\":\"0.0871\"}");
        first.expectStatus().isOk().expectHeader().valueEquals("ETag", "\"1\"");
        JsonNode rate = Books.json(first);
        UUID id = UUID.fromString(rate.get("id").asString());
        assertThat(rate.get("baseCurrency").asString()).isEqualTo("EUR");
        assertThat(enter("SEK", today, "0.08710").get("version").asInt()).isEqualTo(1);
        assertThat(enter("SEK", today, "0.0872").get("version").asInt()).isEqualTo(2);
        enter("SEK", today.minusDays(2), "0.09");

        JsonNode listed = Books.json(api.as(Role.VIEWER).get("/exchange-rates?currency=SEK&from=" + today));
        assertThat(listed.get("items")).hasSize(1);
        assertThat(listed.get("items").get(0))
                .isEqualTo(Books.json(api.as(Role.VIEWER)
                        .get("/exchange-rates/SEK/" + today)
                        .expectStatus()
                        .isOk()));
        assertThat(listed.at("/items/0/rate").asString()).isEqualTo("0.0872");
        api.as(Role.VIEWER)
                .get("/exchange-rates/SEK/" + today.minusDays(1))
                .expectStatus()
                .isNotFound();
        Topics.awaitExactly(ExchangeRate.TOPIC, id, ExchangeRate.ENTERED, ExchangeRate.ENTERED);
        assertThat(Topics.eventsOf(id).getFirst().actor()).isEqualTo(clerk.toString());
        assertThat(Topics.eventsOf(id).getLast().data().get("rateBefore").asString())
                .isEqualTo("0.0871");
    }

    @Test
    void a_document_in_another_currency_is_not_sent_before_a_rate_of_its_day_is_known() {
        UUID invoice = drafted("CZK", null);
        JsonNode problem = Books.json(books.send(invoice).expectStatus().isEqualTo(422));
        assertThat(problem.get("code").asString()).isEqualTo("exchange_rate_missing");
        assertThat(problem.get("currency").asString()).isEqualTo("CZK");
        assertThat(problem.get("day").asString()).isEqualTo(today.toString());
        assertThat(problem.get("enterAt").asString()).isEqualTo("/api/v1/exchange-rates/CZK/" + today);
        api.as(Role.FINANCE_MANAGER)
                .post("/invoices/send", "{\"invoiceIds\":[\"" + invoice + "\"]}")
                .expectStatus()
                .isEqualTo(422);
        assertThat(books.status(invoice)).isEqualTo("draft");
    }

    @Test
    void what_is_sent_carries_the_latest_rate_for_good_and_its_credit_note_and_its_bookings_carry_the_same() {
        enter("PLN", today.minusDays(9), "0.25");
        enter("PLN", today.minusDays(3), "0.2345");
        UUID invoice = drafted("PLN", null);
        books.send(invoice).expectStatus().isOk();
        enter("PLN", today, "0.3");
        assertThat(books.invoice(invoice).get("exchangeRate").asString()).isEqualTo("0.2345");
        assertThat(Topics.await("finance.invoice.sent.v2", invoice)
                        .data()
                        .get("exchangeRate")
                        .asString())
                .isEqualTo("0.2345");
        String note = Books.json(post("/invoices/" + invoice + "/credit-notes", """
                        {"reason":"a gift","lines":[{"line":1,"quantity":1}]}"""))
                .get("id")
                .asString();
        assertThat(Books.json(post("/credit-notes/" + note + "/send", "{}"))
                        .get("exchangeRate")
                        .asString())
                .isEqualTo("0.2345");
        JsonNode payment = Books.json(post("/invoices/" + invoice + "/payments", """
                {"amount":{"amount":"100.00","currency":"PLN"},"method":"cash","keepExcess":true}"""));
        String reversal = Books.json(post(
                        "/payments/" + payment.get("id").asString() + "/reverse", "{\"reason\":\"typed wrongly\"}"))
                .get("id")
                .asString();
        for (String document :
                new String[] {invoice.toString(), note, payment.get("id").asString(), reversal}) {
            assertThat(entry(document).get("exchangeRate").asString()).isEqualTo("0.2345");
        }
        assertThat(entry(books.sent().toString()).has("exchangeRate")).isFalse();
        // a refund has no document: it is of today
        UUID customer = UUID.fromString(
                books.invoice(invoice).get("customer").get("customerId").asString());
        String refund = Books.json(post("/customer-credits/" + customer + "/refund", """
                        {"amount":{"amount":"1.00","currency":"PLN"},"method":"cash"}"""))
                .get("id")
                .asString();
        assertThat(entry(refund).get("exchangeRate").asString()).isEqualTo("0.3");
    }

    @Test
    void a_rate_of_its_own_goes_before_that_of_the_day() {
        enter("NOK", today, "0.085");
        UUID invoice = drafted("NOK", "0.09");
        books.send(invoice).expectStatus().isOk();
        assertThat(books.invoice(invoice).get("exchangeRate").asString()).isEqualTo("0.09");
    }

    @Test
    void a_bill_carries_the_rate_of_its_day_too() {
        UUID supplier = partners.supplier();
        UUID bill = Api.idOf(post("/bills", """
                {"supplierId":"%s","supplierNumber":"%s","currency":"DKK",
                 "lines":[{"name":"Paper","quantity":1,"unitPrice":"10.00","taxRate":"25.00"}]}\
                """.formatted(supplier, UUID.randomUUID())));
        assertThat(Books.json(books.sendBill(bill, "{}").expectStatus().isEqualTo(422))
                        .get("code")
                        .asString())
                .isEqualTo("exchange_rate_missing");
        enter("DKK", today, "0.134");
        books.sendBill(bill, "{}").expectStatus().isOk();
        assertThat(books.bill(bill).get("exchangeRate").asString()).isEqualTo("0.134");
        assertThat(entry(bill.toString()).get("exchangeRate").asString()).isEqualTo("0.134");
    }

    @Test
    void the_trial_balance_adds_up_in_the_base_currency_at_the_rates_of_the_entries() {
        enter("CHF", today, "1.0505");
        JsonNode before = balance();
        UUID invoice = drafted("CHF", null);
        books.send(invoice).expectStatus().isOk();
        post("/invoices/" + invoice + "/payments", """
                {"amount":{"amount":"3.80","currency":"CHF"},"method":"cash"}""").expectStatus().isCreated();
        JsonNode after = balance();
        assertThat(after.at("/inBase/total/debit")).isEqualTo(after.at("/inBase/total/credit"));
        // 20.00 and 3.80 CHF: 21.01 + 3.9919 EUR, and 3.9919 EUR of it paid
        assertThat(grown(before, after, "4000")).isEqualByComparingTo("-21.01");
        assertThat(grown(before, after, "2200")).isEqualByComparingTo("-3.99");
        assertThat(grown(before, after, "1010")).isEqualByComparingTo("3.99");
        assertThat(grown(before, after, "1200")).isEqualByComparingTo("21.01");
        assertThat(after.get("totals").toString()).contains("CHF");
    }

    @ParameterizedTest
    @CsvSource({
        "EUR, today, 1, 422, exchangeRate",
        "XAU, today, 1, 400, currency",
        "usd, today, 1, 400, currency",
        "USD, tomorrow, 1, 400, day",
        "USD, 1066-10-14, 1, 400, day",
        "USD, yesteryear, 1, 400, day",
        "USD, today, 0, 400, rate",
        "USD, today, -1, 400, rate",
        "USD, today, 1000000, 400, rate",
        "USD, today, 0.1234567, 400, rate",
        "USD, today, much, 400, rate"
    })
    void what_is_no_rate_is_refused_by_name(String currency, String day, String rate, int status, String field) {
        String on = day.replace("today", today.toString())
                .replace("tomorrow", today.plusDays(1).toString());
        JsonNode problem = Books.json(api.as(Role.FINANCE_MANAGER)
                .put("/exchange-rates/" + currency + "/" + on, "{\"rate\":\"" + rate + "\"}")
                .expectStatus()
                .isEqualTo(status));
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
    }

    private UUID drafted(String currency, String rate) {
        return Api.idOf(post("/invoices", """
                {"customerId":"%s","currency":"%s"%s,
                 "lines":[{"name":"Consulting","quantity":2,"unitPrice":"10.00","taxRate":"19.00"}]}\
                """.formatted(
                        partners.customer(), currency, rate == null ? "" : ",\"exchangeRate\":\"" + rate + "\"")));
    }

    private JsonNode enter(String currency, LocalDate day, String rate) {
        return Books.json(api.as(Role.FINANCE_MANAGER)
                .put("/exchange-rates/" + currency + "/" + day, "{\"rate\":\"" + rate + "\"}")
                .expectStatus()
                .isOk());
    }

    private JsonNode entry(String document) {
        return Books.json(api.as(Role.VIEWER)
                        .get("/journal/entries?documentId=" + document)
                        .expectStatus()
                        .isOk())
                .get("items")
                .get(0);
    }

    private JsonNode balance() {
        return Books.json(
                api.as(Role.VIEWER).get("/journal/trial-balance").expectStatus().isOk());
    }

    private static BigDecimal grown(JsonNode before, JsonNode after, String account) {
        return inBase(after, account).subtract(inBase(before, account));
    }

    private static BigDecimal inBase(JsonNode balance, String account) {
        for (JsonNode line : balance.at("/inBase/accounts")) {
            if (line.get("code").asString().equals(account)) {
                return new BigDecimal(line.at("/balance/amount").asString());
            }
        }
        return BigDecimal.ZERO;
    }

    private ResponseSpec post(String path, String body) {
        return api.as(Role.FINANCE_MANAGER).post(path, body);
    }
}
