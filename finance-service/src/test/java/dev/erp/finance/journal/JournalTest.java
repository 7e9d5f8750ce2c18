package dev.erp.finance.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.erp.finance.Books;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServiceTest(properties = "erp.test.books=journal")
class JournalTest {

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
    void the_chart_of_accounts_is_the_same_in_the_database() {
        List<Map<String, Object>> rows = database.rows("SELECT code, name, type FROM account ORDER BY code");
        List<Map<String, Object>> expected = new ArrayList<>();
        for (Account account : Account.values()) {
            expected.add(Map.of(
                    "code",
                    account.code(),
                    "name",
                    account.title(),
                    "type",
                    account.type().code()));
        }
        assertThat(rows).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void an_invoice_and_its_payment_are_booked_when_they_happen_and_a_draft_is_not() {
        UUID invoice = books.draft();
        assertThat(entries(invoice)).isEmpty();
        books.send(invoice).expectStatus().isOk();
        UUID payment = Api.idOf(books.pay(invoice, "20.00"));

        JsonNode sent = entries(invoice).getFirst();
        assertThat(sent.get("kind").asString()).isEqualTo("invoice_sent");
        assertThat(sent.get("documentNumber")).isEqualTo(books.invoice(invoice).get("number"));
        assertThat(postings(sent)).containsExactly("1200 4000 52.72", "1200 2200 7.97");
        assertThat(postings(entries(payment).getFirst())).containsExactly("1000 1200 20.00");

        UUID reversal = Api.idOf(books.reverse(payment));
        JsonNode taken = entries(reversal).getFirst();
        assertThat(taken.get("kind").asString()).isEqualTo("payment_reversed");
        assertThat(taken.get("reverses")).isEqualTo(entries(payment).getFirst().get("id"));
        assertThat(postings(taken)).containsExactly("1200 1000 20.00");
    }

    @Test
    void a_bill_and_its_payment_are_booked() {
        UUID bill = books.sentBill();
        UUID payment = Api.idOf(books.payBill(bill, "169.58"));
        assertThat(postings(entries(bill).getFirst())).containsExactly("1400 2000 142.50", "1300 2000 27.08");
        assertThat(postings(entries(payment).getFirst())).containsExactly("2000 1000 169.58");
    }

    @Test
    void the_trial_balance_is_balanced_on_every_day_and_knows_nothing_of_later_ones() {
        books.sent();
        books.payBill(books.sentBill(), "1.00").expectStatus().isCreated();
        JsonNode today = balance(LocalDate.now(ZoneOffset.UTC));
        assertThat(today.get("accounts")).isNotEmpty();
        today.get("totals").forEach(total -> assertThat(total.get("debit")).isEqualTo(total.get("credit")));
        BigDecimal sum = BigDecimal.ZERO;
        for (JsonNode account : today.get("accounts")) {
            sum = sum.add(new BigDecimal(account.get("balance").get("amount").asString()));
        }
        assertThat(sum).isEqualByComparingTo("0");
        assertThat(balance(LocalDate.parse("2001-01-01")).get("accounts")).isEmpty();
    }

    @Test
    void the_journal_is_never_changed() {
        books.sent();
        for (String change : List.of(
                "UPDATE journal_entry SET booked_on = CURRENT_DATE - 1",
                "DELETE FROM journal_posting",
                "TRUNCATE journal_entry CASCADE")) {
            assertThatThrownBy(() -> database.update(change)).hasMessageContaining("is append-only");
        }
    }

    @Test
    void nothing_is_booked_in_a_closed_period_and_it_is_closed_for_good() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        LocalDate closed = today.minusDays(3);
        UUID invoice = books.sent();
        lock(closed.toString(), 200, null);
        assertThat(Books.json(api.as(Role.VIEWER).get("/journal/lock"))
                        .get("lockedUntil")
                        .asString())
                .isEqualTo(closed.toString());
        pay(invoice, closed, 409);
        pay(invoice, closed.plusDays(1), 201);
        lock(closed.toString(), 409, "period_already_locked");
        lock(today.toString(), 400, "invalid_input");
        // other tests close earlier periods
        await().untilAsserted(() -> assertThat(Topics.eventsOf(Periods.LOCK))
                .filteredOn(event -> event.data().get("lockedUntil").asString().equals(closed.toString()))
                .extracting(RecordedEvent::type)
                .containsExactly(Periods.LOCKED));
    }

    @Test
    void entries_are_listed_by_day_and_document() {
        UUID invoice = books.sent();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String of = "documentId=" + invoice;
        assertThat(items(of + "&from=" + today + "&to=" + today.plusDays(1))).hasSize(1);
        assertThat(items(of + "&to=" + today)).isEmpty();
        assertThat(items(of + "&sort=-bookedOn")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/journal/entries?documentId=17, documentId",
        "/journal/entries?from=yesterday, from",
        "/journal/entries?to=2026-13-01, to",
        "/journal/entries?sort=amount, sort",
        "/journal/trial-balance?on=today, on"
    })
    void a_malformed_query_is_refused_by_name(String path, String field) {
        api.as(Role.VIEWER)
                .get(path)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    private void lock(String until, int status, String code) {
        var answer = api.as(Role.FINANCE_MANAGER).post("/journal/lock", "{\"lockedUntil\":\"" + until + "\"}");
        answer.expectStatus().isEqualTo(status);
        if (code != null) {
            assertThat(Books.json(answer).get("code").asString()).isEqualTo(code);
        }
    }

    private void pay(UUID invoice, LocalDate on, int status) {
        String payment = """
                {"amount":{"amount":"1.00","currency":"EUR"},"method":"cash","receivedOn":"%s"}""".formatted(on);
        api.as(Role.FINANCE_MANAGER)
                .post("/invoices/" + invoice + "/payments", payment)
                .expectStatus()
                .isEqualTo(status);
    }

    private JsonNode balance(LocalDate on) {
        return Books.json(api.as(Role.VIEWER)
                .get("/journal/trial-balance?on=" + on)
                .expectStatus()
                .isOk());
    }

    private List<JsonNode> entries(UUID document) {
        return items("documentId=" + document);
    }

    private List<JsonNode> items(String query) {
        List<JsonNode> items = new ArrayList<>();
        Books.json(api.as(Role.VIEWER)
                        .get("/journal/entries?" + query)
                        .expectStatus()
                        .isOk())
                .get("items")
                .forEach(items::add);
        return items;
    }

    private static List<String> postings(JsonNode entry) {
        List<String> postings = new ArrayList<>();
        entry.get("postings")
                .forEach(p -> postings.add("%s %s %s"
                        .formatted(
                                p.get("debit").asString(),
                                p.get("credit").asString(),
                                p.get("amount").get("amount").asString())));
        return postings;
    }
}
