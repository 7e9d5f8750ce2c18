package dev.erp.finance.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.finance.Books;
import dev.erp.finance.Heard;
import dev.erp.finance.Orders;
import dev.erp.testing.Api;
import dev.erp.testing.Contracts;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import io.kotest.property.Arb;
import io.kotest.property.EdgeConfig;
import io.kotest.property.RandomSource;
import io.kotest.property.arbitrary.CollectionsKt;
import io.kotest.property.arbitrary.IntsKt;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import kotlin.ranges.IntRange;
import kotlin.sequences.SequencesKt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Random histories of orders, shipments, returns, invoices, payments, credits and reversals: whatever happens, no cent is lost. */
@ServiceTest
class MoneyHistoriesTest {

    private static final long SEED = 20261123;
    private static final int HISTORIES = 20;
    private static final int STEPS = 14;
    private static final String SHIPPED = "sales.order.shipped.v1";

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
    void whatever_happens_debit_is_credit_what_is_owed_is_exact_and_no_number_is_missing() {
        Arb<List<Integer>> histories = CollectionsKt.list(
                Arb.Companion, IntsKt.nonNegativeInt(Arb.Companion, 9999), new IntRange(STEPS, STEPS));
        SequencesKt.take(histories.generate(RandomSource.Companion.seeded(SEED), new EdgeConfig(0.1)), HISTORIES)
                .iterator()
                .forEachRemaining(sample -> live(sample.getValue()));

        assertThat(books.invariants()).isNotEmpty().allSatisfy((name, violations) -> assertThat(violations)
                .as(name)
                .isZero());
        JsonNode balance = Books.json(
                api.as(Role.VIEWER).get("/journal/trial-balance").expectStatus().isOk());
        assertThat(balance.toString()).contains("EUR");
    }

    /** Each number is a step, and what it is about. */
    private void live(List<Integer> steps) {
        UUID orderId = UUID.randomUUID();
        books.draft(Orders.confirmed(orderId));
        for (int number : steps) {
            List<UUID> invoices = invoices(orderId);
            UUID invoice = invoices.get(number / 16 % invoices.size());
            String amount = BigDecimal.valueOf(number % 4000 + 1L, 2).toPlainString();
            switch (number % 14) {
                case 0, 1 -> done(books.send(invoice));
                case 2, 3 -> done(books.pay(invoice, amount));
                case 4 -> done(post("/invoices/" + invoice + "/payments", """
                    {"amount":{"amount":"%s","currency":"EUR"},"method":"cash","keepExcess":true}\
                    """.formatted(amount)));
                case 5, 6 -> payment(orderId, number).forEach(id -> done(books.reverse(id)));
                case 7 -> creditByHand(invoice, number % 2 + 1);
                case 8 -> done(post("/invoices/" + invoice + "/void", "{\"reason\":\"drafted too early\"}"));
                case 9 ->
                    done(post(
                            "/invoices/from-order",
                            "{\"orderId\":\"%s\",\"of\":\"%s\"}"
                                    .formatted(orderId, number % 3 == 0 ? "shipped" : "ordered")));
                case 10 -> done(post("/invoices/from-order", """
                    {"orderId":"%s","lines":[{"line":1,"quantity":1}]}\
                    """.formatted(orderId)));
                case 11 -> heard(shipped(orderId), number);
                case 12 ->
                    heard(Orders.returned(orderId, new UUID(orderId.getMostSignificantBits(), number % 3)), number);
                default -> heard(Orders.reduced(orderId), number);
            }
        }
        // asked again, its invoice is told again: after everything that was told of the order before
        long versions = versions(orderId);
        Heard.publish(Orders.confirmed(orderId));
        await().atMost(Duration.ofSeconds(60)).until(() -> versions(orderId) > versions);
        invoices(orderId).forEach(this::addsUp);
    }

    /** Once, twice or three times. */
    private static void heard(TestEvent event, int number) {
        for (int i = 0; i <= number / 100 % 3; i++) {
            Heard.publish(event);
        }
    }

    private static TestEvent shipped(UUID orderId) {
        var data = (ObjectNode)
                JsonMapper.shared().readTree(Contracts.examples(SHIPPED).getFirst());
        data.put("orderId", orderId.toString())
                .put("shipmentId", UUID.randomUUID().toString());
        ((ObjectNode) data.get("lines").get(0)).put("quantity", 1);
        return TestEvent.of(SHIPPED, orderId, 4, data.toString());
    }

    private void creditByHand(UUID invoice, int line) {
        ResponseSpec drafted = post("/invoices/" + invoice + "/credit-notes", """
            {"reason":"a gift","lines":[{"line":%d,"quantity":1}]}\
            """.formatted(line));
        var answer = drafted.expectBody().returnResult();
        if (answer.getStatus() == HttpStatus.CREATED) {
            String id = JsonMapper.shared()
                    .readTree(answer.getResponseBody())
                    .get("id")
                    .asString();
            done(post("/credit-notes/" + id + "/send", "{}"));
        }
    }

    private List<UUID> payment(UUID orderId, int number) {
        List<UUID> payments = ids("""
            SELECT payment.id FROM payment JOIN invoice ON invoice.id = invoice_id WHERE order_id = ? ORDER BY payment.id
            """, orderId);
        return payments.isEmpty() ? List.of() : List.of(payments.get(number / 16 % payments.size()));
    }

    private void addsUp(UUID id) {
        JsonNode invoice = books.invoice(id);
        BigDecimal left =
                amount(invoice, "gross").subtract(amount(invoice, "paid")).subtract(amount(invoice, "credited"));
        boolean isVoid = invoice.get("status").asString().equals("void");
        assertThat(amount(invoice, "outstanding"))
                .isEqualByComparingTo(isVoid ? BigDecimal.ZERO : left.max(BigDecimal.ZERO));
    }

    private static BigDecimal amount(JsonNode invoice, String field) {
        return new BigDecimal(invoice.get(field).get("amount").asString());
    }

    private List<UUID> invoices(UUID orderId) {
        return ids("SELECT id FROM invoice WHERE order_id = ? ORDER BY edition", orderId);
    }

    private long versions(UUID orderId) {
        return ((Number) database.rows("SELECT sum(version) AS sum FROM invoice WHERE order_id = ?", orderId)
                        .getFirst()
                        .get("sum"))
                .longValue();
    }

    private List<UUID> ids(String sql, UUID of) {
        List<UUID> ids = new ArrayList<>();
        database.rows(sql, of).forEach(row -> ids.add((UUID) row.get("id")));
        return ids;
    }

    private ResponseSpec post(String path, String body) {
        return api.as(Role.FINANCE_MANAGER).post(path, body);
    }

    /** Done, or refused because of the state it is in: nothing else. */
    private static void done(ResponseSpec response) {
        assertThat(response.expectBody().returnResult().getStatus().value()).isIn(200, 201, 409, 422);
    }
}
