package dev.erp.purchasing.order;

import static dev.erp.purchasing.Buying.expectProblem;
import static dev.erp.purchasing.Buying.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.purchasing.Buying;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The saga on a real Kafka and a real PostgreSQL; inventory and finance are played by the test. */
@ServiceTest
class ReceiptFlowTest {

    private static final String TOPIC = "erp.purchasing.order";

    @Autowired
    Api api;

    @Autowired
    Database database;

    Buying buying;
    UUID product;

    @BeforeEach
    void arrive() {
        buying = new Buying(api, database);
        product = buying.product();
    }

    @Test
    void an_order_goes_from_its_approval_to_its_bill() {
        UUID order = buying.approved(product, 10);
        UUID bill = UUID.randomUUID();
        UUID receipt = buying.received(order, 10);
        assertThat(buying.receipt(order, receipt).get("state").asString()).isEqualTo("recorded");
        assertThat(buying.process(order).get("waitingFor").toString()).isEqualTo("[\"stock\"]");
        JsonNode recorded =
                Topics.await("purchasing.order.receipt-recorded.v1", order).data();
        assertThat(recorded.get("receiptId").asString()).isEqualTo(receipt.toString());
        assertThat(recorded.at("/lines/0/unitCost").asString()).isEqualTo("1.0000");

        TestEvent booked = Buying.booked(order, receipt, product);
        Buying.publish(booked);
        buying.awaitStatus(order, "received");
        var received = Topics.await("purchasing.order.received.v1", order);
        assertThat(received.causationId()).isEqualTo(booked.id().toString());
        assertThat(received.correlationId()).isEqualTo(order.toString());
        assertThat(received.actor()).isEqualTo("purchasing-service");
        assertThat(received.data().get("gross").asString()).isEqualTo("11.90");

        Buying.publish(Buying.billDrafted(order, receipt, bill));
        buying.awaitStatus(order, "completed");
        assertThat(buying.receipt(order, receipt).get("billId").asString()).isEqualTo(bill.toString());
        assertThat(buying.steps(order))
                .containsExactly(
                        "drafted",
                        "submitted",
                        "approved",
                        "receipt_recorded",
                        "stock_booked",
                        "bill_drafted",
                        "completed");
        assertThat(buying.process(order).get("waitingFor")).isEmpty();
        JsonNode step = buying.process(order).get("steps").get(4);
        assertThat(step.get("entry").asString()).isEqualTo("booked");
        assertThat(step.at("/quantities/0/quantity").asInt()).isEqualTo(10);
        assertThat(step.get("detail").asString()).contains("1 sales orders that waited");
        Topics.awaitExactly(
                TOPIC,
                order,
                "purchasing.order.drafted.v1",
                "purchasing.order.submitted.v1",
                "purchasing.order.approved.v1",
                "purchasing.order.receipt-recorded.v1",
                "purchasing.order.received.v1",
                "purchasing.order.billed.v1",
                "purchasing.order.completed.v1");
        assertThat(buying.violations()).isEmpty();
    }

    @Test
    void goods_come_in_parts_some_go_back_and_a_little_more_than_ordered_is_kept() {
        UUID order = buying.approved(product, 100);
        UUID first = Api.idOf(buying.receive(order, 60, 5));
        Buying.publish(Buying.booked(order, first, product));
        buying.awaitStatus(order, "partly_received");
        JsonNode line = buying.read(order).at("/lines/0");
        assertThat(line.get("received").asInt()).isEqualTo(60);
        assertThat(line.get("rejected").asInt()).isEqualTo(5);
        assertThat(line.get("open").asInt()).isEqualTo(40);
        expectProblem(buying.receive(order, 46, 0), 422, "over_receipt");
        UUID second = buying.received(order, 45);
        Buying.publish(Buying.booked(order, second, product));
        buying.awaitStatus(order, "received");
        JsonNode receipts = json(buying.buyer().get("/purchase-orders/" + order + "/receipts?sort=number"));
        assertThat(receipts.get("items").valueStream().map(r -> r.get("id").asString()))
                .containsExactly(first.toString(), second.toString());
        assertThat(buying.violations()).isEmpty();
    }

    @Test
    void a_receipt_is_reversed_and_its_goods_are_owed_again() {
        UUID order = buying.approved(product, 10);
        UUID receipt = billed(order, 10);
        reverse(order, receipt)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("reversing");
        Topics.await("purchasing.order.receipt-reversal-requested.v1", order);
        Buying.publish(Buying.reversed(order, receipt));
        buying.awaitStatus(order, "approved");
        Topics.await("purchasing.order.receipt-reversed.v1", order);
        assertThat(buying.process(order).get("waitingFor").toString()).isEqualTo("[\"goods\",\"bill\"]");
        String bill = buying.receipt(order, receipt).get("billId").asString();
        Buying.publish(Buying.billVoided(order, receipt, UUID.fromString(bill)));
        await().untilAsserted(() -> assertThat(buying.steps(order)).endsWith("stock_reversed", "bill_voided"));
        assertThat(buying.read(order).at("/lines/0/open").asInt()).isEqualTo(10);
        expectProblem(reverse(order, receipt), 409, "receipt_not_in_stock");
        assertThat(buying.violations()).isEmpty();
    }

    @Test
    void a_reversal_that_inventory_refuses_leaves_everything_as_it_was() {
        UUID order = buying.approved(product, 10);
        UUID receipt = billed(order, 10);
        reverse(order, receipt).expectStatus().isOk();
        Buying.publish(Buying.reversalRefused(order, receipt, product));
        buying.awaitState(order, receipt, "billed");
        buying.awaitStatus(order, "completed");
        assertThat(buying.steps(order)).endsWith("reversal_requested", "reversal_refused", "completed");
        assertThat(buying.violations()).isEmpty();
    }

    @Test
    void a_refused_receipt_asks_for_attention_and_its_goods_are_owed_again() {
        UUID order = buying.approved(product, 10);
        UUID receipt = buying.received(order, 10);
        Buying.publish(Buying.refused(order, receipt));
        buying.awaitState(order, receipt, "refused");
        JsonNode process = buying.process(order);
        assertThat(process.at("/attention/reason").asString()).contains("unknown_warehouse");
        assertThat(process.at("/attention/nextActions").toString()).isEqualTo("[\"retry\",\"abandon\"]");
        assertThat(buying.read(order).at("/lines/0/open").asInt()).isEqualTo(10);
        buying.buyer()
                .post("/purchase-orders/" + order + "/process/abandon", "{\"reason\": \"recorded anew\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.attention")
                .doesNotExist();
        assertThat(buying.violations()).isEmpty();
    }

    @Test
    void the_answer_waits_until_the_goods_are_booked() {
        UUID order = buying.approved(product, 10);
        var waiting = Thread.ofVirtual().start(() -> {
            UUID receipt = UUID.fromString(Topics.await("purchasing.order.receipt-recorded.v1", order)
                    .data()
                    .get("receiptId")
                    .asString());
            Buying.publish(Buying.booked(order, receipt, product));
        });
        buying.buyer()
                .with("Prefer", "wait=10")
                .post("/purchase-orders/" + order + "/receipts", "{\"lines\": [{\"line\": 1, \"accepted\": 10}]}")
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Preference-Applied", "wait=10")
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("booked");
        assertThat(waiting).isNotNull();
    }

    @Test
    void events_that_come_several_times_and_mixed_have_one_effect() {
        // a seed, so that a failure can be repeated
        Random random = new Random(4711);
        Map<UUID, UUID> receipts = new java.util.LinkedHashMap<>();
        List<TestEvent> stream = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            UUID order = buying.approved(product, 10);
            UUID receipt = buying.received(order, 10);
            receipts.put(order, receipt);
            TestEvent answer = i % 3 == 2 ? Buying.refused(order, receipt) : Buying.booked(order, receipt, product);
            for (int times = 0; times <= random.nextInt(5); times++) {
                stream.add(random.nextInt(stream.size() + 1), answer);
            }
        }
        stream.forEach(Buying::publish);
        int i = 0;
        for (var each : receipts.entrySet()) {
            String state = i++ % 3 == 2 ? "refused" : "booked";
            buying.awaitState(each.getKey(), each.getValue(), state);
            assertThat(buying.steps(each.getKey())).endsWith("receipt_recorded", "stock_" + state);
        }
        assertThat(buying.violations()).isEmpty();
    }

    @Test
    void an_answer_about_an_unknown_receipt_is_parked_and_the_others_go_on() {
        UUID order = buying.approved(product, 10);
        UUID unknown = UUID.randomUUID();
        Buying.publish(Buying.booked(order, unknown, product));
        UUID receipt = buying.received(order, 10);
        Buying.publish(Buying.booked(order, receipt, product));
        buying.awaitStatus(order, "received");
        await().untilAsserted(() -> assertThat(
                        database.rows("SELECT reason FROM parked_event WHERE subject = ?", unknown))
                .singleElement()
                .satisfies(row -> assertThat(row.get("reason").toString()).contains("is unknown")));
    }

    @Test
    void twenty_receipts_at_once_never_bring_more_than_the_tolerance() {
        UUID order = buying.approved(product, 100);
        List<Thread> doors = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            doors.add(
                    Thread.ofVirtual().start(() -> buying.receive(order, 10, 0).returnResult(Void.class)));
        }
        doors.forEach(door -> {
            try {
                door.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(buying.read(order).at("/lines/0/pending").asInt()).isEqualTo(100);
        assertThat(buying.violations()).isEmpty();
    }

    @Test
    void the_timeline_itself_refuses_to_be_changed() {
        UUID order = buying.approved(product, 10);
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> statement.executeUpdate(
                            "UPDATE purchase_order_step SET detail = 'other' WHERE order_id = '" + order + "'"))
                    .hasMessageContaining("can only be added to");
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private UUID billed(UUID order, int quantity) {
        UUID receipt = buying.received(order, quantity);
        Buying.publish(Buying.booked(order, receipt, product));
        buying.awaitState(order, receipt, "booked");
        Buying.publish(Buying.billDrafted(order, receipt, UUID.randomUUID()));
        buying.awaitState(order, receipt, "billed");
        return receipt;
    }

    private org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec reverse(UUID order, UUID receipt) {
        return buying.buyer()
                .post(
                        "/purchase-orders/" + order + "/receipts/" + receipt + "/reverse",
                        "{\"reason\": \"wrong goods\"}");
    }
}
