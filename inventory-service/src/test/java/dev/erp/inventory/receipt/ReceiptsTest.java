package dev.erp.inventory.receipt;

import static dev.erp.inventory.ledger.Happenings.approved;
import static dev.erp.inventory.ledger.Happenings.placed;
import static dev.erp.inventory.ledger.Happenings.publish;
import static dev.erp.inventory.ledger.Happenings.purchaseCancelled;
import static dev.erp.inventory.ledger.Happenings.received;
import static dev.erp.inventory.ledger.Happenings.reversed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.event.IncomingEvent;
import dev.erp.inventory.Goods;
import dev.erp.inventory.ledger.Happenings.Piece;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Goods that purchasing has received, as the other services see it. */
@ServiceTest
class ReceiptsTest {

    private static final String TOPIC = "erp.inventory.receipt";
    private static final String BOOKED = "inventory.receipt.booked.v1";
    private static final String REFUSED = "inventory.receipt.refused.v1";
    private static final String REVERSED = "inventory.receipt.reversed.v1";
    private static final String REVERSAL_REFUSED = "inventory.receipt.reversal-refused.v1";
    private static final UUID MAIN = UUID.fromString("019ab1c0-0000-7000-8000-000000000001");

    @Autowired
    Api api;

    @Autowired
    Database database;

    private Goods goods;

    @BeforeEach
    void goods() {
        goods = new Goods(api);
    }

    @AfterEach
    void stock_is_conserved() {
        Goods.expectConserved(api);
    }

    @Test
    void a_receipt_raises_stock_and_cost_once_however_often_it_comes() {
        UUID widget = goods.product(0);
        UUID receipt = UUID.randomUUID();
        UUID purchase = UUID.randomUUID();
        IncomingEvent event = received(purchase, receipt, null, "2.0000", new Piece(widget, 10));
        TestEvent twice = TestEvent.of(event.type(), purchase, 1, new String(event.body(), StandardCharsets.UTF_8));
        for (int i = 0; i < 3; i++) {
            // delivered again, under the same id
            Topics.publishRaw(twice.topic(), purchase.toString(), event.body(), twice.headers());
        }
        publish(event); // told again, under another one
        assertThat(Topics.awaitAll(BOOKED, receipt, 2))
                .extracting(RecordedEvent::sequence)
                .containsExactly(1L, 2L);
        RecordedEvent stock = Topics.await("inventory.stock.received.v1", widget);
        assertThat(stock.data().get("unitCost").asString()).isEqualTo("2.0000");
        assertThat(stock.data().get("value").asString()).isEqualTo("20.0000");
        goods.expectStock(widget, 10, 0);

        publish(received(UUID.randomUUID(), UUID.randomUUID(), null, "3.5000", new Piece(widget, 5)));
        Awaitility.await().untilAsserted(() -> {
            JsonNode there = goods.stock(widget, MAIN);
            assertThat(there.get("value").asString()).isEqualTo("37.5000");
            assertThat(there.get("warehouses").get(0).get("unitCost").asString())
                    .isEqualTo("2.5000");
        });
    }

    @Test
    void a_receipt_fills_the_orders_that_wait_oldest_first_in_the_same_transaction() {
        UUID widget = goods.product(0);
        UUID first = waits(widget, 4);
        UUID second = waits(widget, 4);
        UUID receipt = UUID.randomUUID();
        publish(received(UUID.randomUUID(), receipt, null, "2.0000", new Piece(widget, 6)));
        RecordedEvent booked = Topics.await(BOOKED, receipt);
        assertThat(booked.data().get("filledOrders").valueStream().map(JsonNode::asString))
                .containsExactly(first.toString(), second.toString());
        Topics.await("inventory.reservation.confirmed.v1", first);
        Topics.awaitAll("inventory.reservation.waiting.v1", second, 2);
        RecordedEvent stock = Topics.await("inventory.stock.received.v1", widget);
        assertThat(stock.data().get("available").asInt()).isZero();
        assertThat(stock.data().get("reserved").asInt()).isEqualTo(6);
        assertThat(database.number(
                        "SELECT count(DISTINCT occurred_at) FROM stock_movement WHERE product_id = ?", widget))
                .isEqualTo(1);
    }

    @Test
    void what_cannot_be_booked_is_refused_whole_and_tried_again_when_it_is_told_again() {
        UUID widget = goods.product(0);
        UUID receipt = UUID.randomUUID();
        UUID purchase = UUID.randomUUID();
        publish(received(purchase, receipt, null, "2.0000", new Piece(widget, 1), new Piece(UUID.randomUUID(), 1)));
        assertThat(Topics.await(REFUSED, receipt).data().get("reason").asString())
                .isEqualTo("unknown_product");
        goods.expectStock(widget, 0, 0);
        publish(received(purchase, receipt, null, "2.0000", new Piece(widget, 1)));
        assertThat(Topics.await(BOOKED, receipt).sequence()).isEqualTo(2);
        goods.expectStock(widget, 1, 0);

        UUID lost = UUID.randomUUID();
        publish(received(UUID.randomUUID(), lost, UUID.randomUUID(), "2.0000", new Piece(widget, 1)));
        assertThat(Topics.await(REFUSED, lost).data().get("reason").asString()).isEqualTo("unknown_warehouse");
    }

    @Test
    void a_receipt_is_taken_back_as_long_as_its_goods_are_there() {
        UUID widget = goods.product(0);
        UUID receipt = UUID.randomUUID();
        UUID purchase = UUID.randomUUID();
        publish(received(purchase, receipt, null, "2.0000", new Piece(widget, 10)));
        Topics.await(BOOKED, receipt);
        UUID order = UUID.randomUUID();
        publish(placed(order, null, false, new Piece(widget, 3)));
        Topics.await("inventory.reservation.confirmed.v1", order);

        publish(reversed(purchase, receipt, null, new Piece(widget, 10)));
        RecordedEvent refused = Topics.await(REVERSAL_REFUSED, receipt);
        assertThat(refused.data().get("reason").asString()).isEqualTo("insufficient_stock");
        assertThat(refused.data().get("shortages").get(0).get("available").asInt())
                .isEqualTo(7);

        goods.adjust(widget, 3);
        publish(reversed(purchase, receipt, null, new Piece(widget, 10)));
        Topics.await(REVERSED, receipt);
        publish(reversed(purchase, receipt, null, new Piece(widget, 10)));
        Topics.awaitAll(REVERSED, receipt, 2);
        Topics.awaitExactly(TOPIC, receipt, BOOKED, REVERSAL_REFUSED, REVERSED, REVERSED);
        goods.expectStock(widget, 3, 3);
        Topics.await("inventory.stock.reversed.v1", widget);
    }

    @Test
    void what_was_never_booked_cannot_be_taken_back() {
        UUID receipt = UUID.randomUUID();
        publish(reversed(UUID.randomUUID(), receipt, null, new Piece(goods.product(5), 1)));
        assertThat(Topics.await(REVERSAL_REFUSED, receipt).data().get("reason").asString())
                .isEqualTo("unknown_receipt");
    }

    @Test
    void goods_that_were_all_rejected_are_booked_as_nothing() {
        UUID receipt = UUID.randomUUID();
        publish(received(UUID.randomUUID(), receipt, null, "2.0000", new Piece(goods.product(5), 0)));
        assertThat(Topics.await(BOOKED, receipt).data().get("lines")).isEmpty();
    }

    @Test
    void availability_is_dated_from_open_purchase_orders() {
        UUID widget = goods.product(2);
        UUID order = waits(widget, 5);
        UUID late = UUID.randomUUID();
        UUID soon = UUID.randomUUID();
        publish(approved(late, null, "2026-12-24", new Piece(widget, 20)));
        publish(approved(soon, MAIN, "2026-12-01", new Piece(widget, 10)));
        publish(approved(UUID.randomUUID(), goods.warehouse(), null, new Piece(widget, 7)));
        Awaitility.await()
                .untilAsserted(() ->
                        assertThat(availability(widget, "").get("incoming")).hasSize(3));
        JsonNode main = availability(widget, "?warehouseId=" + MAIN);
        assertThat(main.get("available").asInt()).isZero();
        assertThat(main.get("waiting").asInt()).isEqualTo(3);
        assertThat(main.get("incoming")
                        .valueStream()
                        .map(one -> one.get("expectedOn").asString() + " " + one.get("quantity") + " "
                                + one.get("availableThen")))
                .containsExactly("2026-12-01 10 7", "2026-12-24 20 27");

        UUID receipt = UUID.randomUUID();
        publish(received(soon, receipt, MAIN, "1.0000", new Piece(widget, 4)));
        Topics.await("inventory.reservation.confirmed.v1", order);
        publish(purchaseCancelled(late, 1, 8));
        expectIncoming(widget, "6 7", "12 19");
        publish(purchaseCancelled(late, 1, 12));
        expectIncoming(widget, "6 7");
    }

    @Test
    void goods_of_a_completed_purchase_order_that_go_back_are_expected_again() {
        UUID widget = goods.product(0);
        UUID purchase = UUID.randomUUID();
        UUID receipt = UUID.randomUUID();
        publish(approved(purchase, MAIN, "2026-12-01", new Piece(widget, 10)));
        publish(received(purchase, receipt, MAIN, "1.0000", new Piece(widget, 10)));
        Topics.await(BOOKED, receipt);
        expectIncoming(widget);
        publish(reversed(purchase, receipt, MAIN, new Piece(widget, 10)));
        expectIncoming(widget, "10 10");
    }

    /** In the first warehouse, each with what is available then. */
    private void expectIncoming(UUID product, String... lines) {
        Awaitility.await().untilAsserted(() -> assertThat(availability(product, "?warehouseId=" + MAIN)
                        .get("incoming")
                        .valueStream()
                        .map(one -> one.get("quantity") + " " + one.get("availableThen")))
                .containsExactly(lines));
    }

    private UUID waits(UUID product, int quantity) {
        UUID order = UUID.randomUUID();
        publish(placed(order, null, true, new Piece(product, quantity)));
        Topics.await("inventory.reservation.waiting.v1", order);
        return order;
    }

    private JsonNode availability(UUID product, String query) {
        return Goods.json(api.as(Role.SALES_REP)
                .get("/products/" + product + "/availability" + query)
                .expectStatus()
                .isOk()
                .expectBody());
    }
}
