package dev.erp.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.check.Finding;
import dev.erp.standalone.walk.OrderWalk;
import dev.erp.standalone.walk.PurchaseWalk;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One order from end to end, and what must hold when many come at once. */
class OrderFlowTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static RunningSystem system;
    private static ApiClient api;
    private static Shop shop;

    @BeforeAll
    static void signIn() {
        system = RunningSystem.get();
        api = system.admin();
        shop = new Shop(api);
    }

    @Test
    void an_order_becomes_reserved_stock_a_paid_invoice_and_a_shipment() throws InterruptedException {
        var printed = new StringWriter();
        new OrderWalk(system.gateway(), system.kafka(), system.adminPassword(), new PrintWriter(printed)).walk();
        assertThat(printed.toString())
                .contains("sales.order.placed", "inventory.reservation.confirmed", "sales.order.confirmed")
                .contains("finance.invoice.drafted", "finance.invoice.sent", "finance.invoice.paid")
                .contains("inventory.reservation.issued", "sales.order.shipped", "sales.order.completed");
    }

    @Test
    void goods_that_are_bought_fill_the_order_that_waits_and_get_a_bill() throws InterruptedException {
        var printed = new StringWriter();
        new PurchaseWalk(system.gateway(), system.kafka(), system.adminPassword(), new PrintWriter(printed)).walk();
        assertThat(printed.toString())
                .contains("inventory.reservation.waiting", "inventory.receipt.booked", "inventory.stock.received")
                .contains("inventory.reservation.confirmed", "sales.order.confirmed")
                .contains("finance.bill.drafted", "purchasing.order.completed");
    }

    @Test
    void the_invoice_has_the_orders_lines_and_totals_to_the_cent() {
        JsonNode order = shop.place(shop.product(7), 7);
        JsonNode invoice = shop.invoiceOf(order.path("id").asString());
        assertThat(order.path("status").asString()).isEqualTo("invoiced");
        for (String total : List.of("net", "tax", "gross")) {
            assertThat(invoice.path(total)).as(total).isEqualTo(order.path(total));
        }
        JsonNode whole = api.get("/api/v1/invoices/" + invoice.path("id").asString());
        assertThat(whole.path("lines").size()).isEqualTo(1);
        assertThat(whole.path("lines").path(0).path("gross"))
                .isEqualTo(order.path("lines").path(0).path("gross"));
    }

    @Test
    void of_200_parallel_orders_for_10_pieces_exactly_10_are_confirmed() throws Exception {
        String product = shop.product(10);
        List<JsonNode> orders = inParallel(200, () -> shop.place(product, 1));
        assertThat(orders)
                .filteredOn(o -> o.path("status").asString().equals("invoiced"))
                .hasSize(10);
        List<JsonNode> rejected = orders.stream()
                .filter(o -> o.path("status").asString().equals("rejected"))
                .toList();
        assertThat(rejected).hasSize(190).allSatisfy(order -> {
            JsonNode events = api.get("/api/v1/audit-events?correlation="
                            + order.path("id").asString())
                    .path("items");
            assertThat(events.toString()).contains("insufficient_stock", "\"available\":0");
        });
        assertThat(shop.stock(product).path("available").decimalValue()).isZero();
    }

    @Test
    void one_idempotency_key_used_fifty_times_at_once_makes_one_order() throws Exception {
        String product = shop.product(100);
        Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        List<JsonNode> answers = inParallel(50, () -> api.post("/api/v1/sales-orders", shop.order(product, 2), key));
        assertThat(answers).hasSize(50).containsOnly(answers.getFirst());
        shop.awaitDecided(answers.getFirst().path("id").asString());
        assertThat(shop.stock(product).path("reserved").intValue()).isEqualTo(2);
    }

    @Test
    void cancelling_gives_the_stock_back_and_voids_the_invoice() {
        String product = shop.product(5);
        String id = shop.place(product, 5).path("id").asString();
        api.post("/api/v1/sales-orders/" + id + "/cancel", Map.of("reason", "changed my mind"));
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(shop.stock(product).path("available").intValue()).isEqualTo(5);
            assertThat(shop.invoiceOf(id).path("status").asString()).isEqualTo("void");
        });
    }

    @Test
    void cancelling_after_the_invoice_was_sent_opens_a_task() {
        String id = shop.place(shop.product(1), 1).path("id").asString();
        String invoice = shop.invoiceOf(id).path("id").asString();
        api.post("/api/v1/invoices/" + invoice + "/send", null);
        api.post("/api/v1/sales-orders/" + id + "/cancel", Map.of("reason", "too late"));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(api.list("/api/v1/tasks"))
                .anySatisfy(
                        task -> assertThat(task.path("invoiceId").asString()).isEqualTo(invoice)));
    }

    @Test
    void the_whole_process_is_in_the_trail_under_the_orders_id() {
        String id = shop.place(shop.product(1), 1).path("id").asString();
        await().atMost(LIMIT).untilAsserted(() -> {
            List<String> types = new ArrayList<>();
            api.forEach(
                    "/api/v1/audit-events?correlation=" + id,
                    e -> types.add(e.path("type").asString()));
            assertThat(types)
                    .containsExactlyInAnyOrder(
                            "sales.order.placed.v1",
                            "inventory.reservation.confirmed.v1",
                            "sales.order.confirmed.v1",
                            "finance.invoice.drafted.v1",
                            "sales.order.invoiced.v1");
        });
    }

    @Test
    void every_guarantee_holds() {
        assertThat(system.check())
                .filteredOn(finding -> !finding.holds())
                .as("what is violated")
                .isEmpty();
        assertThat(system.check()).extracting(Finding::checked).anyMatch(checked -> checked > 0);
    }

    private static <T> List<T> inParallel(int times, Callable<T> call) throws InterruptedException, ExecutionException {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                running.add(callers.submit(call));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : running) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
