package dev.erp.finance.order;

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
import dev.erp.testing.Topics;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Invoices of an order that a person drafts: of 3 pieces at 42.39 EUR and 1 piece at 18.30 EUR. */
@ServiceTest
class InvoicingByHandTest {

    private static final String SHIPPED = "sales.order.shipped.v1";

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
    void an_invoice_that_was_voided_by_hand_can_be_drafted_again_and_in_parts_that_add_up_to_the_cent() {
        UUID first = books.draft(Orders.confirmed(orderId));
        refused(invoice("{\"orderId\":\"%s\"}"), 409, "nothing_left_to_invoice");
        voidByHand(first);

        JsonNode one = created(invoice("{\"orderId\":\"%s\",\"lines\":[{\"line\":1,\"quantity\":1}]}"));
        JsonNode two = created(invoice("{\"orderId\":\"%s\",\"lines\":[{\"line\":1,\"quantity\":1}]}"));
        JsonNode rest = created(invoice("{\"orderId\":\"%s\"}"));

        assertThat(one.get("source").asString()).isEqualTo("by_hand");
        assertThat(gross(one).add(gross(two)).add(gross(rest))).isEqualByComparingTo("60.69");
        assertThat(rest.get("lines")).hasSize(2);
        refused(invoice("{\"orderId\":\"%s\"}"), 409, "nothing_left_to_invoice");
        refused(invoice("{\"orderId\":\"%s\",\"lines\":[{\"line\":1,\"quantity\":0.001}]}"), 422, "exceeds_order");
        JsonNode event = Topics.awaitAll("finance.invoice.drafted.v1", id(one), 1)
                .getFirst()
                .data();
        assertThat(event.get("byHand").asBoolean()).isTrue();
        assertThat(event.get("orderId").asString()).isEqualTo(orderId.toString());
    }

    @Test
    void twenty_persons_at_once_never_invoice_a_piece_twice() throws Exception {
        voidByHand(books.draft(Orders.confirmed(orderId)));

        List<Callable<Integer>> calls = IntStream.range(0, 20)
                .mapToObj(i -> (Callable<Integer>) () -> Books.patiently(
                                () -> invoice("{\"orderId\":\"%s\",\"lines\":[{\"line\":1,\"quantity\":1}]}"))
                        .getStatus()
                        .value())
                .toList();
        assertThat(Books.atOnce(calls).stream().filter(status -> status == 201)).hasSize(3);
        assertThat(database.rows(
                        "SELECT sum(quantity) AS sum FROM invoice_line JOIN invoice ON invoice.id = invoice_id"
                                + " WHERE order_id = ? AND voided_at IS NULL",
                        orderId))
                .first()
                .satisfies(row -> assertThat((BigDecimal) row.get("sum")).isEqualByComparingTo("3"));
    }

    @Test
    void no_more_than_what_was_shipped_is_invoiced_of_what_was_shipped() {
        voidByHand(books.draft(Orders.confirmed(orderId)));
        refused(invoice("{\"orderId\":\"%s\",\"of\":\"shipped\"}"), 409, "nothing_left_to_invoice");

        ship(2);
        JsonNode shipped = created(invoice("{\"orderId\":\"%s\",\"of\":\"shipped\"}"));
        assertThat(shipped.get("lines"))
                .singleElement()
                .satisfies(line -> assertThat(line.get("quantity").asInt()).isEqualTo(2));
        refused(invoice("{\"orderId\":\"%s\",\"of\":\"shipped\"}"), 409, "nothing_left_to_invoice");
        assertThat(gross(shipped).add(gross(created(invoice("{\"orderId\":\"%s\"}")))))
                .isEqualByComparingTo("60.69");
    }

    @Test
    void a_cancelled_order_and_an_unknown_one_are_not_invoiced() {
        UUID first = books.draft(Orders.confirmed(orderId));
        voidByHand(first);
        Heard.publish(Orders.cancelled(orderId, true));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !database.rows("SELECT order_id FROM cancelled_order WHERE order_id = ?", orderId)
                        .isEmpty());

        refused(invoice("{\"orderId\":\"%s\"}"), 409, "order_cancelled");
        refused(
                api.as(Role.FINANCE_MANAGER)
                        .post("/invoices/from-order", "{\"orderId\":\"%s\"}".formatted(UUID.randomUUID())),
                422,
                "unknown_order");
    }

    @Test
    void a_cancelled_order_takes_back_every_invoice_and_a_return_is_credited_where_it_fits() {
        voidByHand(books.draft(Orders.confirmed(orderId)));
        UUID part = id(created(invoice("{\"orderId\":\"%s\",\"lines\":[{\"line\":1,\"quantity\":2}]}")));
        books.send(part).expectStatus().isOk();
        UUID rest = id(created(invoice("{\"orderId\":\"%s\",\"lines\":[{\"line\":2,\"quantity\":1}]}")));

        Heard.publish(Orders.returned(orderId, UUID.randomUUID()));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !notes(part, "return").isEmpty());
        Heard.publish(Orders.cancelled(orderId, true));
        await().atMost(Duration.ofSeconds(30)).until(() -> books.status(rest).equals("void"));
        assertThat(notes(part, "cancellation")).hasSize(1);
    }

    @Test
    void what_remains_after_a_reduction_is_all_that_may_be_invoiced() {
        voidByHand(books.draft(Orders.confirmed(orderId)));
        Heard.publish(Orders.reduced(orderId));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !database.rows("SELECT line FROM remaining_line WHERE order_id = ?", orderId)
                        .isEmpty());
        JsonNode all = created(invoice("{\"orderId\":\"%s\"}"));
        assertThat(gross(all)).isEqualByComparingTo("46.56");
    }

    private List<?> notes(UUID invoiceId, String kind) {
        return database.rows("SELECT id FROM credit_note WHERE invoice_id = ? AND kind = ?", invoiceId, kind);
    }

    private void ship(int quantity) {
        var shipped = (ObjectNode)
                JsonMapper.shared().readTree(Contracts.examples(SHIPPED).getFirst());
        shipped.put("orderId", orderId.toString());
        ((ObjectNode) shipped.get("lines").get(0)).put("quantity", quantity);
        // the same shipment by two events counts once
        Heard.publish(TestEvent.of(SHIPPED, orderId, 4, shipped.toString()));
        Heard.publish(TestEvent.of(SHIPPED, orderId, 5, shipped.toString()));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !database.rows("SELECT line FROM shipped_line WHERE order_id = ?", orderId)
                        .isEmpty());
    }

    private ResponseSpec invoice(String body) {
        return api.as(Role.FINANCE_MANAGER).post("/invoices/from-order", body.formatted(orderId));
    }

    private void voidByHand(UUID invoiceId) {
        api.as(Role.FINANCE_MANAGER)
                .post("/invoices/" + invoiceId + "/void", "{\"reason\":\"too early\"}")
                .expectStatus()
                .isOk();
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

    private static UUID id(JsonNode invoice) {
        return UUID.fromString(invoice.get("id").asString());
    }

    private static BigDecimal gross(JsonNode invoice) {
        return new BigDecimal(invoice.at("/gross/amount").asString());
    }
}
