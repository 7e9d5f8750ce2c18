package dev.erp.audit.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.chassis.event.KafkaSettings;
import dev.erp.testing.Api;
import dev.erp.testing.Contracts;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@ServiceTest(properties = {"erp.dashboard.every=50ms", "erp.dashboard.batch=20"})
class DashboardTest {

    private static final long SEED = 20261123;
    private static final int ORDERS = 300;
    private static final int PARTITIONS = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Autowired
    KafkaSettings kafka;

    @Test
    void the_summary_follows_the_events_and_says_how_new_it_is() {
        JsonNode before = summary();
        UUID order = UUID.randomUUID();
        UUID invoice = UUID.randomUUID();
        UUID customer = UUID.randomUUID();
        UUID product = UUID.randomUUID();
        Topics.publish(TestEvent.of("sales.order.placed.v1", order, 1, placed(order, customer, product, "100.00")));
        Topics.publish(TestEvent.of(
                "finance.invoice.sent.v1",
                invoice,
                1,
                like(
                        "finance.invoice.sent.v1",
                        Map.of(
                                "currency",
                                "CHF",
                                "gross",
                                "100.00",
                                "dueOn",
                                "2020-01-01",
                                "invoiceId",
                                invoice.toString()))));
        Topics.publish(TestEvent.of(
                "finance.invoice.partially-paid.v1",
                invoice,
                2,
                like(
                        "finance.invoice.partially-paid.v1",
                        Map.of("currency", "CHF", "gross", "100.00", "paid", "30.00", "outstanding", "70.00"))));
        Topics.publish(TestEvent.of(
                "finance.payment.recorded.v1",
                UUID.randomUUID(),
                1,
                like("finance.payment.recorded.v1", Map.of("currency", "CHF", "amount", "30.00"))));
        await().atMost(PATIENCE).until(() -> amount(summary(), "paid", "total") == 30);

        JsonNode now = summary();
        assertThat(amount(now, "ordered", "total")).isEqualTo(100);
        assertThat(amount(now, "invoiced", "total")).isEqualTo(100);
        JsonNode receivable = currency(now).get("receivable");
        assertThat(receivable.at("/total/total")).hasToString("{\"amount\":\"70.00\",\"currency\":\"CHF\"}");
        assertThat(receivable.at("/overdue/total/amount").asString()).isEqualTo("70.00");
        assertThat(receivable.at("/ageing/3/bucket").asString()).isEqualTo("over-90");
        assertThat(receivable.at("/ageing/3/total/amount").asString()).isEqualTo("70.00");
        assertThat(count(now, "orders", "pending")).isEqualTo(count(before, "orders", "pending") + 1);
        assertThat(now.get("asOf").asString()).isNotEmpty();
        assertThat(now.get("lagMs").asLong()).isNotNegative();

        JsonNode days =
                get("/dashboard/revenue?by=month&from=2026-11-01&to=2026-12-01").get("points");
        assertThat(days.valueStream()
                        .filter(point -> point.get("currency").asString().equals("CHF")))
                .singleElement()
                .satisfies(point ->
                        assertThat(point.at("/ordered/total/amount").asString()).isEqualTo("100.00"));
        JsonNode top = get("/dashboard/top-customers?currency=CHF").at("/items/0");
        assertThat(top.get("id").asString()).isEqualTo(customer.toString());
        assertThat(top.at("/ordered/total/amount").asString()).isEqualTo("100.00");
        assertThat(get("/dashboard/top-products?currency=CHF&from=2026-11-01&to=2026-12-01")
                        .at("/items/0/quantity")
                        .asString())
                .isEqualTo("2");
        assertThat(currency(get("/dashboard/summary?from=2026-01-01&to=2026-02-01"))
                        .at("/ordered/count")
                        .asLong())
                .isZero();
    }

    @Test
    void a_dashboard_that_is_made_anew_under_load_ends_equal() {
        makeAnewUnderLoad("trail", "USD");
    }

    @Test
    void made_anew_from_the_topics_it_ends_equal_and_from_the_trail_when_they_no_longer_reach_back() throws Exception {
        makeAnewUnderLoad("topics", "GBP");
        cutOff("erp.sales.order");
        api.as(Role.ADMIN)
                .post("/dashboard/rebuild?from=topics")
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("topics_incomplete");
        JsonNode begun = rebuild("");
        assertThat(begun.get("source").asString()).isEqualTo("trail");
        awaitAnswerOf(begun.get("generation").asInt());
        assertThat(documents("GBP")).isEqualTo(ORDERS);
    }

    private void makeAnewUnderLoad(String source, String currency) {
        List<TestEvent> events = orders(currency);
        events.subList(0, 200).forEach(Topics::publish);
        JsonNode begun = rebuild("?from=" + source);
        assertThat(begun.get("source").asString()).isEqualTo(source);
        events.subList(200, events.size()).forEach(Topics::publish);

        awaitRecorded(events);
        awaitAnswerOf(begun.get("generation").asInt());
        // what was kept by differences, live and anew, against what the documents say when each is looked at once
        assertThat(database.rows("""
                        SELECT key, sum(documents) AS orders, sum(amount) AS gross FROM dashboard_sum
                         WHERE measure = 'orders' AND currency = ? AND day = DATE '0001-01-01' AND documents <> 0
                         GROUP BY key ORDER BY key
                        """, currency)).hasSize(2).isEqualTo(database.rows("""
                        SELECT CASE WHEN (state::jsonb -> 'cancelled')::bool THEN 'cancelled' ELSE 'pending' END AS key,
                               count(*)::numeric AS orders, sum((state::jsonb ->> 'gross')::numeric) AS gross
                          FROM dashboard_document WHERE kind = 'order' AND state::jsonb ->> 'currency' = ?
                         GROUP BY 1 ORDER BY 1
                        """, currency));
        assertThat(documents(currency)).isEqualTo(ORDERS);
    }

    private long documents(String currency) {
        return database.number(
                "SELECT count(*) FROM dashboard_document WHERE kind = 'order' AND state::jsonb ->> 'currency' = ?",
                currency);
    }

    /** As a broker does whose retention is over. */
    private void cutOff(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
            }
            admin.deleteRecords(all).all().get();
        }
    }

    private static List<TestEvent> orders(String currency) {
        Random random = new Random(SEED);
        List<TestEvent> events = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            UUID order = UUID.randomUUID();
            String gross = (1 + random.nextInt(900)) + ".00";
            events.add(TestEvent.of(
                    "sales.order.placed.v1",
                    order,
                    1,
                    placed(order, UUID.randomUUID(), UUID.randomUUID(), gross).replace("CHF", currency)));
            if (random.nextBoolean()) {
                events.add(
                        TestEvent.of("sales.order.cancelled.v1", order, 2, like("sales.order.cancelled.v1", Map.of())));
            }
        }
        return events;
    }

    private JsonNode rebuild(String query) {
        return JsonMapper.shared()
                .readTree(api.as(Role.ADMIN)
                        .post("/dashboard/rebuild" + query)
                        .expectStatus()
                        .isAccepted()
                        .expectBody()
                        .returnResult()
                        .getResponseBody());
    }

    private void awaitRecorded(List<TestEvent> events) {
        await().atMost(PATIENCE)
                .until(() -> database.number("SELECT count(*) FROM audit_event WHERE event_id = ANY (?)", (Object)
                                events.stream().map(TestEvent::id).toArray(UUID[]::new))
                        == events.size());
    }

    /** Until it answers, has everything, and those before it are gone. */
    private void awaitAnswerOf(int generation) {
        await().atMost(PATIENCE)
                .until(() -> database.number("SELECT coalesce(max(generation), 0) FROM dashboard_generation"
                                + " WHERE state = 'active'")
                        == generation);
        await().atMost(PATIENCE)
                .until(() -> get("/dashboard/summary").get("lagMs").asLong() == 0);
        await().atMost(PATIENCE)
                .until(() -> database.number("SELECT count(DISTINCT generation) FROM dashboard_document") == 1);
    }

    private JsonNode summary() {
        return get("/dashboard/summary");
    }

    private JsonNode get(String path) {
        return JsonMapper.shared()
                .readTree(api.as(Role.VIEWER)
                        .get(path)
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBody());
    }

    private static JsonNode currency(JsonNode summary) {
        for (JsonNode currency : summary.get("currencies")) {
            if (currency.get("currency").asString().equals("CHF")) {
                return currency;
            }
        }
        return JsonMapper.shared().createObjectNode();
    }

    private static double amount(JsonNode summary, String field, String part) {
        return Double.parseDouble(
                currency(summary).path(field).path(part).path("amount").asString("0"));
    }

    private static long count(JsonNode summary, String what, String status) {
        return summary.get(what)
                .valueStream()
                .filter(count -> count.get("status").asString().equals(status))
                .mapToLong(count -> count.get("count").asLong())
                .sum();
    }

    /** One line of two pieces; in November. */
    private static String placed(UUID order, UUID customer, UUID product, String gross) {
        ObjectNode placed = example("sales.order.placed.v1");
        placed.put("orderId", order.toString()).put("currency", "CHF").put("gross", gross);
        placed.put("placedAt", "2026-11-22T14:05:06Z");
        ((ObjectNode) placed.get("customer")).put("customerId", customer.toString());
        ArrayNode lines = (ArrayNode) placed.get("lines");
        while (lines.size() > 1) {
            lines.remove(1);
        }
        ((ObjectNode) lines.get(0))
                .put("productId", product.toString())
                .put("quantity", 2)
                .put("gross", gross);
        return placed.toString();
    }

    private static String like(String type, Map<String, String> fields) {
        ObjectNode data = example(type);
        fields.forEach(data::put);
        return data.toString();
    }

    private static ObjectNode example(String type) {
        return (ObjectNode)
                JsonMapper.shared().readTree(Contracts.examples(type).getFirst());
    }
}
