package dev.erp.finance.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.finance.Books;
import dev.erp.finance.Heard;
import dev.erp.finance.Orders;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Orders that become smaller, come back, or are told again. */
@ServiceTest
class OrdersAreTakenBackTest {

    private static final String INVOICES = "erp.finance.invoice";
    private static final String NOTES = "erp.finance.credit-note";
    private static final String DRAFTED = "finance.invoice.drafted.v1";
    private static final String VOIDED = "finance.invoice.voided.v1";
    private static final String SENT = "finance.invoice.sent.v1";
    private static final String NOTE_DRAFTED = "finance.credit-note.drafted.v1";

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
    void an_order_that_is_confirmed_again_has_its_invoice_announced_again_with_what_is_outstanding_now() {
        UUID id = books.draft(Orders.confirmed(orderId));
        books.send(id).expectStatus().isOk();
        books.pay(id, "20.00").expectStatus().isCreated();
        TestEvent retried = Orders.confirmed(orderId);
        Heard.publish(retried);

        RecordedEvent again = Topics.awaitAll(DRAFTED, id, 2).getLast();
        assertThat(again.sequence()).isEqualTo(4);
        assertThat(again.causationId()).isEqualTo(retried.id().toString());
        assertThat(again.data().get("repeated").asBoolean()).isTrue();
        assertThat(again.data().get("outstanding").asString()).isEqualTo("40.69");
        assertThat(again.data().get("lines")).hasSize(2);
        assertThat(books.status(id)).isEqualTo("partially_paid");
        assertThat(invoices()).hasSize(1);
    }

    @Test
    void a_void_invoice_is_announced_again_as_void_and_none_is_drafted_in_its_place() {
        UUID id = books.draft(Orders.confirmed(orderId));
        Heard.publish(Orders.cancelled(orderId, true));
        Heard.publish(Orders.confirmed(orderId));
        Topics.awaitExactly(INVOICES, id, DRAFTED, VOIDED, VOIDED);
        assertThat(invoices()).hasSize(1);
    }

    @Test
    void a_reduced_order_has_its_draft_voided_and_drafted_again_for_what_remains() {
        UUID first = books.draft(Orders.confirmed(orderId));
        TestEvent reduced = Orders.reduced(orderId);
        Heard.publish(reduced);
        RecordedEvent voided = Topics.await(VOIDED, first);
        UUID second = UUID.fromString(voided.data().get("replacedBy").asString());

        assertThat(voided.data().get("reason").asString()).isEqualTo("order_reduced");
        assertThat(voided.data().get("outstanding").asString()).isEqualTo("0.00");
        RecordedEvent drafted = Topics.await(DRAFTED, second);
        assertThat(drafted.data().get("replaces").asString()).isEqualTo(first.toString());
        assertThat(drafted.data().get("outstanding").asString()).isEqualTo("46.56");
        assertThat(drafted.causationId()).isEqualTo(reduced.id().toString());
        JsonNode invoice = books.invoice(second);
        assertThat(invoice.get("status").asString()).isEqualTo("draft");
        assertThat(invoice.get("gross").get("amount").asString()).isEqualTo("46.56");
        assertThat(invoice.get("lines").get(0).get("quantity")).hasToString("2");
        assertThat(books.status(first)).isEqualTo("void");

        Heard.publish(Orders.cancelled(orderId, true));
        Topics.awaitExactly(INVOICES, second, DRAFTED, VOIDED);
        Topics.awaitExactly(INVOICES, first, DRAFTED, VOIDED);
    }

    @Test
    void orders_confirmed_and_reduced_and_confirmed_again_in_one_set_end_with_one_invoice_for_what_remains() {
        List<UUID> orders =
                IntStream.range(0, 20).mapToObj(i -> UUID.randomUUID()).toList();
        for (UUID order : orders) {
            Heard.publish(Orders.confirmed(order));
            Heard.publish(Orders.reduced(order));
            Heard.publish(Orders.confirmed(order));
        }
        await().untilAsserted(() -> assertThat(database.number("""
                        SELECT count(*) FROM invoice
                         WHERE order_id = ANY (?) AND edition = 2 AND version = 2 AND gross = 46.56 AND voided_at IS NULL
                        """, (Object) orders.toArray(UUID[]::new)))
                .isEqualTo(orders.size()));
        assertThat(database.number(
                        "SELECT count(*) FROM invoice WHERE order_id = ANY (?)", (Object) orders.toArray(UUID[]::new)))
                .isEqualTo(2L * orders.size());
    }

    @Test
    void an_order_reduced_before_it_was_confirmed_gets_one_invoice_from_its_confirmation() {
        TestEvent reduced = Orders.reduced(orderId);
        Heard.publish(reduced);
        await().until(() -> database.number("SELECT count(*) FROM inbox WHERE event_id = ?", reduced.id()) == 1);
        assertThat(invoices()).isEmpty();
        assertThat(database.number("SELECT count(*) FROM parked_event WHERE subject = ?", orderId))
                .isZero();

        UUID id = books.draft(Orders.confirmed(orderId, OrdersAreTakenBackTest::whatRemains));
        Topics.awaitExactly(INVOICES, id, DRAFTED);
        assertThat(books.invoice(id).get("gross").get("amount").asString()).isEqualTo("46.56");
    }

    @Test
    void an_order_reduced_after_its_invoice_was_sent_gets_a_credit_note_over_the_difference_once() {
        UUID id = books.draft(Orders.confirmed(orderId));
        books.send(id).expectStatus().isOk();
        Heard.publish(Orders.reduced(orderId));
        Heard.publish(Orders.reduced(orderId));
        JsonNode note = notes().getFirst();
        assertThat(note.get("kind").asString()).isEqualTo("reduction");
        assertThat(note.get("invoiceId").asString()).isEqualTo(id.toString());
        assertThat(note.get("gross").get("amount").asString()).isEqualTo("14.13");
        assertThat(note.get("status").asString()).isEqualTo("draft");

        Heard.publish(Orders.confirmed(orderId));
        Topics.awaitExactly(INVOICES, id, DRAFTED, SENT, DRAFTED);
        assertThat(notes()).hasSize(1);
    }

    @Test
    void goods_that_came_back_get_one_credit_note_however_often_it_is_told() {
        UUID id = books.draft(Orders.confirmed(orderId));
        books.send(id).expectStatus().isOk();
        UUID returnId = UUID.randomUUID();
        TestEvent returned = Orders.returned(orderId, returnId);
        Collections.nCopies(3, returned).forEach(Heard::publish);
        UUID note = UUID.fromString(notes().getFirst().get("id").asString());
        RecordedEvent drafted = Topics.await(NOTE_DRAFTED, note);
        assertThat(drafted.data().get("returnId").asString()).isEqualTo(returnId.toString());
        assertThat(drafted.data().get("invoiceId").asString()).isEqualTo(id.toString());
        assertThat(drafted.correlationId()).isEqualTo(orderId.toString());
        assertThat(drafted.causationId()).isEqualTo(returned.id().toString());

        Heard.publish(Orders.returned(orderId, returnId));
        Topics.awaitExactly(NOTES, note, NOTE_DRAFTED, NOTE_DRAFTED);
        assertThat(notes()).hasSize(1);
        assertThat(books.invoice(id).get("outstanding").get("amount").asString())
                .isEqualTo("60.69");
    }

    @Test
    void credited_is_never_above_invoiced_and_what_is_too_much_becomes_a_task() {
        UUID id = books.draft(Orders.confirmed(orderId));
        books.send(id).expectStatus().isOk();
        for (int i = 0; i < 4; i++) {
            Heard.publish(Orders.returned(orderId, UUID.randomUUID()));
        }
        JsonNode task = await().until(() -> tasks(), found -> !found.isEmpty()).getFirst();
        assertThat(task.get("kind").asString()).isEqualTo("return_not_credited");
        assertThat(task.get("invoiceId").asString()).isEqualTo(id.toString());
        assertThat(task.get("reason").asString()).contains("only 0 are left");
        assertThat(notes()).hasSize(3);
        assertThat(database.number(
                        "SELECT count(*) FROM credit_note WHERE order_id = ? HAVING sum(net) = 35.62 AND sum(tax) = 6.77",
                        orderId))
                .isEqualTo(3);
    }

    @Test
    void cancelling_after_sending_credits_the_rest_and_its_task_is_closed_when_the_credit_note_is_sent() {
        UUID id = books.draft(Orders.confirmed(orderId));
        books.send(id).expectStatus().isOk();
        Heard.publish(Orders.cancelled(orderId, true));
        JsonNode note = notes().getFirst();
        assertThat(note.get("kind").asString()).isEqualTo("cancellation");
        assertThat(tasks()).hasSize(1);
        api.as(Role.FINANCE_MANAGER)
                .post("/credit-notes/" + note.get("id").asString() + "/send")
                .expectStatus()
                .isOk();
        assertThat(tasks()).isEmpty();
        assertThat(books.status(id)).isEqualTo("credited");
    }

    private static void whatRemains(ObjectNode order) {
        ((ObjectNode) order.get("lines").get(0))
                .put("quantity", 2)
                .put("net", "23.75")
                .put("tax", "4.51")
                .put("gross", "28.26");
        order.put("net", "40.85").put("tax", "5.71").put("gross", "46.56");
    }

    private List<JsonNode> invoices() {
        return items("/invoices?orderId=" + orderId);
    }

    private List<JsonNode> notes() {
        return await().until(() -> items("/credit-notes?orderId=" + orderId), found -> !found.isEmpty());
    }

    private List<JsonNode> tasks() {
        return items("/tasks?limit=200").stream()
                .filter(task -> task.path("orderId").asString("").equals(orderId.toString()))
                .toList();
    }

    private List<JsonNode> items(String path) {
        List<JsonNode> items = new ArrayList<>();
        Books.json(api.as(Role.FINANCE_MANAGER).get(path).expectStatus().isOk())
                .get("items")
                .forEach(items::add);
        return items;
    }
}
