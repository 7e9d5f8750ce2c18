package dev.erp.sales.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.sales.Shop;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The saga on a real Kafka and a real PostgreSQL; inventory and finance are played by the test. */
@ServiceTest
class SagaTest {

    private static final String TOPIC = "erp.sales.order";
    private static final String CANCEL = "{\"reason\": \"changed my mind\"}";

    @Autowired
    Api api;

    @Autowired
    Database database;

    Shop shop;
    UUID customer;
    UUID product;

    @BeforeEach
    void openShop() {
        shop = new Shop(api, database);
        customer = shop.customer();
        product = shop.product("12.50");
    }

    @Test
    void an_order_goes_from_its_reservation_to_its_paid_invoice() {
        UUID order = shop.placed(customer, 3, product, product);
        UUID invoice = UUID.randomUUID();
        TestEvent reserved = Shop.reservationConfirmed(order, product);
        Topics.publish(reserved);
        Topics.awaitExactly(TOPIC, order, "sales.order.placed.v1", "sales.order.confirmed.v1");
        Topics.publish(Shop.invoiceDrafted(order, invoice, 3, 3));
        Topics.awaitExactly(
                TOPIC, order, "sales.order.placed.v1", "sales.order.confirmed.v1", "sales.order.invoiced.v1");
        Topics.publish(Shop.invoiceSent(order, invoice));
        Topics.publish(Shop.invoicePaid(order, invoice));
        await().untilAsserted(() -> assertThat(shop.steps(order))
                .containsExactly("placed", "reservation_confirmed", "invoice_drafted", "invoice_sent", "invoice_paid"));

        JsonNode read = shop.read(order);
        assertThat(read.get("status").asString()).isEqualTo("invoiced");
        assertThat(read.get("invoiceId").asString()).isEqualTo(invoice.toString());
        assertThat(shop.process(order).get("waitingFor")).isNull();

        RecordedEvent placed = Topics.await("sales.order.placed.v1", order);
        RecordedEvent confirmed = Topics.await("sales.order.confirmed.v1", order);
        assertThat(confirmed.causationId()).isEqualTo(reserved.id().toString());
        assertThat(confirmed.correlationId()).isEqualTo(order.toString());
        assertThat(confirmed.actor()).isEqualTo("sales-service");
        ObjectNode withoutTime = (ObjectNode) confirmed.data();
        assertThat(withoutTime.remove("confirmedAt")).isNotNull();
        assertThat(withoutTime).as("confirmed carries all that placed did").isEqualTo(placed.data());
    }

    @Test
    void an_order_without_stock_is_rejected_and_says_what_is_left() {
        UUID order = shop.placed(customer, 12, product);
        Topics.publish(Shop.reservationRejected(order, product));
        Topics.awaitExactly(TOPIC, order, "sales.order.placed.v1", "sales.order.rejected.v1");
        JsonNode rejected = Topics.await("sales.order.rejected.v1", order).data();
        assertThat(rejected.get("reason").asString()).isEqualTo("insufficient_stock");
        assertThat(rejected.get("shortages").get(0).get("available").asInt()).isEqualTo(2);
        assertThat(shop.process(order).get("steps").get(1).get("detail").asString())
                .isEqualTo("insufficient_stock: 2 of 12 W available");
        shop.rep()
                .post("/sales-orders/" + order + "/cancel", CANCEL)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("order_is_rejected");
    }

    @Test
    void a_cancelled_order_stays_cancelled_when_the_late_confirmation_comes() {
        UUID order = shop.placed(customer, 1, product);
        shop.rep()
                .post("/sales-orders/" + order + "/cancel", CANCEL)
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"2\"")
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("cancelled");
        Topics.publish(Shop.reservationConfirmed(order, product));
        Topics.publish(Shop.reservationReleased(order, product));
        await().untilAsserted(() -> assertThat(shop.steps(order))
                .containsExactly("placed", "cancelled", "reservation_confirmed", "reservation_released"));
        Topics.awaitExactly(TOPIC, order, "sales.order.placed.v1", "sales.order.cancelled.v1");
        JsonNode cancelled = Topics.await("sales.order.cancelled.v1", order).data();
        assertThat(cancelled.get("wasConfirmed").asBoolean()).isFalse();
        assertThat(cancelled.get("reason").asString()).isEqualTo("changed my mind");
    }

    @Test
    void an_invoiced_order_can_be_cancelled_once() {
        UUID order = shop.placed(customer, 1, product);
        UUID invoice = UUID.randomUUID();
        Topics.publish(Shop.reservationConfirmed(order, product));
        shop.awaitStatus(order, "confirmed");
        Topics.publish(Shop.invoiceDrafted(order, invoice, 1));
        shop.awaitStatus(order, "invoiced");

        var rep = shop.rep().with("Idempotency-Key", UUID.randomUUID().toString());
        JsonNode first = Shop.json(rep.post("/sales-orders/" + order + "/cancel", CANCEL)
                .expectStatus()
                .isOk());
        JsonNode again = Shop.json(rep.post("/sales-orders/" + order + "/cancel", CANCEL)
                .expectStatus()
                .isOk());
        assertThat(again).isEqualTo(first);
        shop.rep()
                .post("/sales-orders/" + order + "/cancel", CANCEL)
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("order_is_cancelled");
        assertThat(Topics.await("sales.order.cancelled.v1", order)
                        .data()
                        .get("wasConfirmed")
                        .asBoolean())
                .isTrue();
        Topics.publish(Shop.invoiceVoided(order, invoice));
        await().untilAsserted(() -> assertThat(shop.steps(order)).endsWith("cancelled", "invoice_voided"));
        Topics.awaitExactly(
                TOPIC,
                order,
                "sales.order.placed.v1",
                "sales.order.confirmed.v1",
                "sales.order.invoiced.v1",
                "sales.order.cancelled.v1");
    }

    @Test
    void events_that_come_several_times_and_mixed_have_one_effect() {
        // a seed, so that a failure can be repeated
        Random random = new Random(4711);
        List<UUID> orders = new ArrayList<>();
        List<TestEvent> stream = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            UUID order = shop.placed(customer, 1, product);
            orders.add(order);
            TestEvent answer =
                    i % 4 == 3 ? Shop.reservationRejected(order, product) : Shop.reservationConfirmed(order, product);
            for (int times = 0; times <= random.nextInt(5); times++) {
                stream.add(random.nextInt(stream.size() + 1), answer);
            }
        }
        stream.forEach(Topics::publish);
        for (int i = 0; i < orders.size(); i++) {
            UUID order = orders.get(i);
            String end = i % 4 == 3 ? "rejected" : "confirmed";
            Topics.awaitExactly(TOPIC, order, "sales.order.placed.v1", "sales.order." + end + ".v1");
            assertThat(shop.steps(order)).containsExactly("placed", "reservation_" + end);
        }
        assertThat(violations()).isEmpty();
    }

    @Test
    void an_order_that_occurs_several_times_in_one_set_takes_its_steps_in_order() throws Exception {
        UUID invoiced = shop.placed(customer, 1, product);
        UUID cancelled = shop.placed(customer, 1, product);
        UUID blocked = shop.placed(customer, 1, product);
        UUID invoice = UUID.randomUUID();
        Topics.publish(Shop.reservationConfirmed(invoiced, product));
        shop.awaitStatus(invoiced, "confirmed");
        shop.rep()
                .post("/sales-orders/" + cancelled + "/cancel", CANCEL)
                .expectStatus()
                .isOk();

        try (Connection somebody = database.connect()) {
            somebody.setAutoCommit(false);
            somebody.createStatement().execute("SELECT FROM sales_order WHERE id = '%s' FOR UPDATE".formatted(blocked));
            Topics.publish(Shop.reservationConfirmed(blocked, product));
            await().until(() -> database.number("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0);
            // the consumer waits for the lock; what comes now is its next set
            Topics.publish(Shop.invoiceDrafted(invoiced, invoice, 1));
            Topics.publish(Shop.invoiceSent(invoiced, invoice));
            Topics.publish(Shop.invoicePaid(invoiced, invoice));
            Topics.publish(Shop.reservationConfirmed(cancelled, product));
            Topics.publish(Shop.reservationReleased(cancelled, product));
            somebody.rollback();
        }

        await().untilAsserted(() -> assertThat(shop.steps(invoiced))
                .containsExactly("placed", "reservation_confirmed", "invoice_drafted", "invoice_sent", "invoice_paid"));
        await().untilAsserted(() -> assertThat(shop.steps(cancelled))
                .containsExactly("placed", "cancelled", "reservation_confirmed", "reservation_released"));
        shop.awaitStatus(blocked, "confirmed");
        assertThat(shop.read(invoiced).get("status").asString()).isEqualTo("invoiced");
        assertThat(violations()).isEmpty();
    }

    @Test
    void an_answer_about_an_unknown_order_is_parked_and_the_others_go_on() {
        UUID unknown = UUID.randomUUID();
        UUID order = shop.placed(customer, 1, product);
        Topics.publish(Shop.reservationConfirmed(unknown, product));
        Topics.publish(Shop.reservationConfirmed(order, product));
        shop.awaitStatus(order, "confirmed");
        await().untilAsserted(() -> assertThat(
                        database.rows("SELECT reason FROM parked_event WHERE subject = ?", unknown))
                .singleElement()
                .satisfies(row -> assertThat(row.get("reason").toString()).contains("is unknown")));
    }

    @Test
    void rubbish_on_every_topic_stops_nobody() {
        UUID order = shop.placed(customer, 1, product);
        for (String topic : List.of("erp.inventory.product", "erp.inventory.reservation", "erp.finance.invoice")) {
            for (int partition = 0; partition < 6; partition++) {
                Topics.publishRaw(topic, UUID.randomUUID().toString(), new byte[] {0, 1, 2}, Map.of());
                Topics.publishRaw(topic, null, null, Map.of("ce_type", "java.lang.Runtime"));
            }
        }
        Map<String, String> headers = Shop.reservationConfirmed(order, product).headers();
        Topics.publishRaw("erp.inventory.reservation", order.toString() + "x", "{]".getBytes(), headers);
        UUID other = shop.placed(customer, 1, product);
        Topics.publish(Shop.reservationConfirmed(other, product));
        shop.awaitStatus(other, "confirmed");
        shop.product("1.00");
        assertThat(shop.read(order).get("status").asString()).isEqualTo("pending");
    }

    private List<JsonNode> violations() {
        return Shop.json(api.as(Role.ADMIN)
                        .get("/operations/sales/invariants")
                        .expectStatus()
                        .isOk())
                .valueStream()
                .filter(invariant -> !invariant.get("name").asString().equals("nothing_is_parked"))
                .filter(invariant -> invariant.get("count").asLong() > 0)
                .toList();
    }
}
