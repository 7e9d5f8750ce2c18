package dev.erp.finance.order;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.finance.Books;
import dev.erp.finance.Orders;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ServiceTest
class OrdersBecomeInvoicesTest {

    private static final String DRAFTED = "finance.invoice.drafted.v1";
    private static final String VOIDED = "finance.invoice.voided.v1";
    private static final String TOPIC = "erp.finance.invoice";
    private static final long SEED = 20261122;

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
    void a_confirmed_order_becomes_a_draft_with_the_same_lines_and_totals() {
        UUID orderId = UUID.randomUUID();
        TestEvent confirmed = Orders.confirmed(orderId);
        UUID id = books.draft(confirmed);

        RecordedEvent drafted = Topics.await(DRAFTED, id);
        assertThat(drafted.actor()).isEqualTo("finance-service");
        assertThat(drafted.correlationId()).isEqualTo(orderId.toString());
        assertThat(drafted.causationId()).isEqualTo(confirmed.id().toString());
        assertThat(drafted.data().get("orderId").asString()).isEqualTo(orderId.toString());

        JsonNode invoice = books.invoice(id);
        assertThat(invoice.get("status").asString()).isEqualTo("draft");
        assertThat(invoice.has("number")).isFalse();
        assertThat(invoice.get("gross")).hasToString("{\"amount\":\"60.69\",\"currency\":\"EUR\"}");
        assertThat(invoice.get("paid")).hasToString("{\"amount\":\"0.00\",\"currency\":\"EUR\"}");
        assertThat(invoice.get("outstanding")).hasToString("{\"amount\":\"60.69\",\"currency\":\"EUR\"}");
        assertThat(invoice.get("lines")).hasSize(2);
        JsonNode line = invoice.get("lines").get(0);
        assertThat(line.get("quantity")).hasToString("3");
        assertThat(line.get("unitPrice")).hasToString("{\"amount\":\"12.50\",\"currency\":\"EUR\"}");
        assertThat(line.get("taxRate").asString()).isEqualTo("19.00");
    }

    @Test
    void one_invoice_per_confirmed_order_though_each_event_comes_one_to_five_times_interleaved() {
        var random = new Random(SEED);
        List<TestEvent> deliveries = new ArrayList<>();
        List<UUID> orders =
                IntStream.range(0, 60).mapToObj(i -> UUID.randomUUID()).toList();
        for (UUID order : orders) {
            deliveries.addAll(Collections.nCopies(1 + random.nextInt(5), Orders.confirmed(order)));
        }
        Collections.shuffle(deliveries, random);
        deliveries.forEach(Topics::publish);

        List<UUID> invoices = books.invoicesOf(orders);
        // every partition has handled what came before
        IntStream.range(0, 30).forEach(i -> books.draft());
        awaitEach(invoices, DRAFTED);
        assertThat(database.number(
                        "SELECT count(*) FROM invoice WHERE order_id = ANY (?)", (Object) orders.toArray(UUID[]::new)))
                .isEqualTo(orders.size());
        assertThat(database.number(
                        "SELECT count(*) FROM invoice_line JOIN invoice ON id = invoice_id WHERE order_id = ANY (?)",
                        (Object) orders.toArray(UUID[]::new)))
                .isEqualTo(2L * orders.size());
    }

    @Test
    void an_order_that_is_confirmed_by_two_events_still_has_one_invoice() {
        UUID orderId = UUID.randomUUID();
        UUID id = books.draft(Orders.confirmed(orderId));
        Topics.publish(Orders.confirmed(orderId));
        Topics.publish(Orders.cancelled(orderId, true));
        Topics.awaitExactly(TOPIC, id, DRAFTED, DRAFTED, VOIDED);
        assertThat(database.number("SELECT count(*) FROM invoice WHERE order_id = ?", orderId))
                .isEqualTo(1);
        assertThat(database.number("SELECT count(*) FROM invoice_line WHERE invoice_id = ?", id))
                .isEqualTo(2);
    }

    @Test
    void a_cancelled_order_voids_its_draft() {
        UUID orderId = UUID.randomUUID();
        UUID id = books.draft(Orders.confirmed(orderId));
        TestEvent cancelled = Orders.cancelled(orderId, true);
        Topics.publish(cancelled);
        Topics.publish(cancelled);

        RecordedEvent voided = Topics.await(VOIDED, id);
        assertThat(voided.data().get("reason").asString()).isEqualTo("order_cancelled");
        assertThat(voided.causationId()).isEqualTo(cancelled.id().toString());
        assertThat(voided.correlationId()).isEqualTo(orderId.toString());
        assertThat(books.status(id)).isEqualTo("void");
        books.send(id)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invoice_void");
        Topics.awaitExactly(TOPIC, id, DRAFTED, VOIDED);
    }

    @Test
    void orders_confirmed_and_cancelled_in_one_set_end_void() {
        List<UUID> orders =
                IntStream.range(0, 40).mapToObj(i -> UUID.randomUUID()).toList();
        for (UUID order : orders) {
            Topics.publish(Orders.confirmed(order));
            Topics.publish(Orders.cancelled(order, true));
        }
        awaitEach(books.invoicesOf(orders), DRAFTED, VOIDED);
    }

    @Test
    void an_order_cancelled_before_it_was_confirmed_leaves_no_trace() {
        UUID orderId = UUID.randomUUID();
        TestEvent cancelled = Orders.cancelled(orderId, false);
        Topics.publish(cancelled);
        awaitHandled(cancelled);
        assertThat(database.number("SELECT count(*) FROM invoice WHERE order_id = ?", orderId))
                .isZero();
        assertThat(parked(orderId)).isZero();
    }

    @Test
    void a_cancelled_order_whose_invoice_was_sent_opens_one_task() {
        UUID orderId = UUID.randomUUID();
        UUID id = books.draft(Orders.confirmed(orderId));
        books.send(id).expectStatus().isOk();
        Topics.publish(Orders.cancelled(orderId, true));
        Topics.publish(Orders.cancelled(orderId, true));

        JsonNode task =
                await().until(() -> tasks(orderId), found -> !found.isEmpty()).getFirst();
        assertThat(task.get("kind").asString()).isEqualTo("credit_needed");
        assertThat(task.get("invoiceId").asString()).isEqualTo(id.toString());
        assertThat(task.get("invoiceNumber").asString()).startsWith("INV-");
        assertThat(task.get("reason").asString()).isEqualTo("customer changed their mind");
        assertThat(books.status(id)).isEqualTo("sent");

        UUID later = books.draft();
        Topics.awaitExactly(TOPIC, later, DRAFTED);
        assertThat(tasks(orderId)).hasSize(1);
        Topics.awaitExactly(TOPIC, id, DRAFTED, "finance.invoice.sent.v1");
    }

    @Test
    void amounts_that_do_not_add_up_are_parked_with_the_reason_and_so_is_what_follows() {
        UUID wrong = UUID.randomUUID();
        UUID right = UUID.randomUUID();
        Topics.publish(Orders.confirmed(wrong, order -> order.put("net", "52.73")));
        Topics.publish(Orders.confirmed(right));
        Topics.publish(Orders.cancelled(wrong, true));

        Topics.awaitExactly(TOPIC, books.invoiceOf(right), DRAFTED);
        await().untilAsserted(() -> assertThat(parked(wrong)).isEqualTo(2));
        assertThat(database.rows("SELECT reason FROM parked_event WHERE subject = ? ORDER BY \"offset\"", wrong)
                        .getFirst()
                        .get("reason")
                        .toString())
                .contains("net 52.73 is not the sum of the lines, 52.72");
        assertThat(database.number("SELECT count(*) FROM invoice WHERE order_id = ?", wrong))
                .isZero();
    }

    @Test
    void rubbish_hostile_headers_and_null_do_not_stop_the_consumer() {
        Map<String, String> hostile = Orders.confirmed(UUID.randomUUID()).headers();
        hostile.put("__TypeId__", "javax.script.ScriptEngineManager");
        hostile.put("spring_json_header_types", "{\"a\":\"java.net.URL\"}");
        UUID victim = UUID.randomUUID();
        Map<String, String> rubbish = Orders.confirmed(victim).headers();
        // the same partition gets all of them: a stopped consumer would never come to the last one
        String key = victim.toString();
        Topics.publishRaw(Orders.TOPIC, key, null, rubbish);
        Topics.publishRaw(Orders.TOPIC, key, new byte[] {0, -1, 17, -128}, rubbish);
        Topics.publishRaw(Orders.TOPIC, key, "{\"orderId\":".getBytes(StandardCharsets.UTF_8), hostile);
        Topics.publishRaw(Orders.TOPIC, key, new byte[0], Map.of());
        Topics.publishRaw(
                Orders.TOPIC, key, "{}".getBytes(StandardCharsets.UTF_8), Map.of("ce_type", Orders.CONFIRMED));
        Topics.publishRaw(Orders.TOPIC, null, "x".getBytes(StandardCharsets.UTF_8), rubbish);
        TestEvent right = Orders.confirmed(UUID.randomUUID());
        Topics.publishRaw(Orders.TOPIC, key, ((String) right.data()).getBytes(StandardCharsets.UTF_8), right.headers());

        Topics.awaitExactly(TOPIC, books.invoiceOf(right.subject()), DRAFTED);
    }

    private static void awaitEach(List<UUID> invoices, String... types) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Map<String, List<String>> found = Topics.all().stream()
                    .filter(event -> TOPIC.equals(event.topic()))
                    .collect(groupingBy(RecordedEvent::subject, mapping(RecordedEvent::type, toList())));
            for (UUID invoice : invoices) {
                assertThat(found.get(invoice.toString())).as(invoice.toString()).containsExactly(types);
            }
        });
    }

    private void awaitHandled(TestEvent event) {
        await().until(() -> database.number("SELECT count(*) FROM inbox WHERE event_id = ?", event.id()) == 1);
    }

    private long parked(UUID orderId) {
        return database.number("SELECT count(*) FROM parked_event WHERE subject = ?", orderId);
    }

    private List<JsonNode> tasks(UUID orderId) {
        List<JsonNode> found = new ArrayList<>();
        Books.json(api.as(Role.SALES_REP).get("/tasks?limit=200").expectStatus().isOk())
                .get("items")
                .forEach(task -> {
                    if (task.get("orderId").asString().equals(orderId.toString())) {
                        found.add(task);
                    }
                });
        return found;
    }
}
