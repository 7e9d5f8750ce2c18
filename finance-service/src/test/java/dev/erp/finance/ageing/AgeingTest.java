package dev.erp.finance.ageing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.finance.Books;
import dev.erp.finance.Orders;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@ServiceTest
class AgeingTest {

    @Autowired
    Api api;

    @Autowired
    Database database;

    private Books books;
    private final UUID customer = UUID.randomUUID();
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @BeforeEach
    void open() {
        books = new Books(api, database);
    }

    @ParameterizedTest
    @CsvSource({
        "0, notDue",
        "-1, notDue",
        "1, days1To30",
        "30, days1To30",
        "31, days31To60",
        "60, days31To60",
        "61, days61To90",
        "90, days61To90",
        "91, over90"
    })
    void what_is_open_stands_where_its_days_overdue_put_it(int daysOverdue, String bucket) {
        UUID id = invoice();
        database.update("UPDATE invoice SET due_on = ? WHERE id = ?", today.minusDays(daysOverdue), id);
        books.pay(id, "0.69").expectStatus().isCreated();
        JsonNode line = line("/invoices/ageing?limit=200", customer);
        assertThat(line.get(bucket).get("amount").asString()).isEqualTo("60.00");
        assertThat(line.get("total").get("amount").asString()).isEqualTo("60.00");
    }

    @Test
    void a_day_that_is_over_is_answered_as_it_was() {
        UUID id = invoice();
        database.update("UPDATE invoice SET sent_at = sent_at - INTERVAL '10 days' WHERE id = ?", id);
        books.pay(id, "60.69").expectStatus().isCreated();
        assertThat(line("/invoices/ageing?limit=200", customer)).isNull();
        JsonNode before = line("/invoices/ageing?limit=200&on=" + today.minusDays(1), customer);
        assertThat(before.get("total").get("amount").asString()).isEqualTo("60.69");
        assertThat(line("/invoices/ageing?limit=200&on=" + today.minusDays(11), customer))
                .isNull();
    }

    @Test
    void what_suppliers_are_owed_is_told_in_the_same_way() {
        UUID id = books.sentBill();
        UUID supplier = UUID.randomUUID();
        database.update("UPDATE bill SET supplier_id = ? WHERE id = ?", supplier, id);
        books.payBill(id, "100.00").expectStatus().isCreated();
        assertThat(line("/bills/ageing?limit=200", supplier)
                        .get("notDue")
                        .get("amount")
                        .asString())
                .isEqualTo("69.58");
        assertThat(line("/bills/ageing?limit=200&currency=USD", supplier)).isNull();
    }

    @Test
    void a_statement_says_what_changed_what_is_owed_and_what_is_owed_after_it() {
        UUID id = invoice();
        books.pay(id, "20.00").expectStatus().isCreated();
        UUID other = invoice();
        books.reverse(Api.idOf(books.pay(other, "60.69"))).expectStatus().isCreated();
        List<String> lines = new ArrayList<>();
        String path = "/invoices/statements/" + customer;
        Books.json(api.as(Role.VIEWER).get(path).expectStatus().isOk())
                .get("items")
                .forEach(line -> lines.add("%s %s %s"
                        .formatted(
                                line.get("kind").asString(),
                                line.get("amount").get("amount").asString(),
                                line.get("balance").get("amount").asString())));
        assertThat(lines)
                .containsExactly(
                        "invoice_sent 60.69 60.69",
                        "payment_received -20.00 40.69",
                        "invoice_sent 60.69 101.38",
                        "payment_received -60.69 40.69",
                        "payment_reversed 60.69 101.38");
        assertThat(Books.json(api.as(Role.VIEWER).get(path + "?to=" + today)).get("items"))
                .isEmpty();
        api.as(Role.VIEWER)
                .get("/invoices/statements/" + UUID.randomUUID())
                .expectStatus()
                .isNotFound();
    }

    @ParameterizedTest
    @CsvSource({
        "on=tomorrow, on",
        "on=2999-01-01, on",
        "on=1066-10-14, on",
        "currency=XAU, currency",
        "currency=euro, currency",
        "sort=total, sort"
    })
    void a_malformed_query_is_refused_by_name(String query, String field) {
        api.as(Role.VIEWER)
                .get("/invoices/ageing?" + query)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo(field);
    }

    private UUID invoice() {
        UUID id = books.draft(Orders.confirmed(UUID.randomUUID(), order -> ((ObjectNode) order.get("customer"))
                .put("customerId", customer.toString())));
        books.send(id).expectStatus().isOk();
        return id;
    }

    /** Of this customer or supplier, or null. */
    private JsonNode line(String path, UUID party) {
        String cursor = "";
        while (cursor != null) {
            JsonNode page = Books.json(
                    api.as(Role.VIEWER).get(path + cursor).expectStatus().isOk());
            for (JsonNode line : page.get("items")) {
                if (line.get("partyId").asString().equals(party.toString())) {
                    return line;
                }
            }
            cursor =
                    page.has("nextCursor") ? "&cursor=" + page.get("nextCursor").asString() : null;
        }
        return null;
    }
}
