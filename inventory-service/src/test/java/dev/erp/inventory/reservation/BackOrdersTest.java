package dev.erp.inventory.reservation;

import static dev.erp.inventory.ledger.Happenings.cancelled;
import static dev.erp.inventory.ledger.Happenings.placed;
import static dev.erp.inventory.ledger.Happenings.publish;
import static dev.erp.inventory.reservation.Answers.CONFIRMED;
import static dev.erp.inventory.reservation.Answers.REJECTED;
import static dev.erp.inventory.reservation.Answers.RELEASED;
import static dev.erp.inventory.reservation.Answers.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.inventory.Goods;
import dev.erp.inventory.ledger.Happenings.Piece;
import dev.erp.testing.Api;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Orders that wait for stock, as the other services see them. */
@ServiceTest
class BackOrdersTest {

    private static final String WAITING = "inventory.reservation.waiting.v1";

    @Autowired
    Api api;

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
    void an_order_takes_what_is_there_waits_for_the_rest_and_is_confirmed_when_it_comes() {
        UUID widget = goods.product(3);
        UUID order = waits(new Piece(widget, 5));
        RecordedEvent waiting = Topics.await(WAITING, order);
        assertThat(waiting.sequence()).isEqualTo(1);
        assertThat(waiting.data().get("reason").asString()).isEqualTo("insufficient_stock");
        assertThat(levels(waiting)).isEqualTo("3 reserved, 2 missing");
        JsonNode stock = stock(widget);
        assertThat(stock.get("waiting").asInt()).isEqualTo(2);
        assertThat(stock.get("available").asInt()).isZero();

        goods.adjust(widget, 1);
        assertThat(levels(Topics.awaitAll(WAITING, order, 2).get(1))).isEqualTo("4 reserved, 1 missing");
        goods.adjust(widget, 4);
        RecordedEvent confirmed = Topics.await(CONFIRMED, order);
        assertThat(confirmed.sequence()).isEqualTo(3);
        assertThat(confirmed.correlationId()).isEqualTo(order.toString());
        assertThat(confirmed.data().get("lines").get(0).get("quantity").asInt()).isEqualTo(5);
        goods.expectStock(widget, 8, 5);
        assertThat(reservation(order).get("state").asString()).isEqualTo("confirmed");
    }

    @Test
    void while_somebody_waits_nobody_overtakes() {
        UUID widget = goods.product(0);
        UUID first = waits(new Piece(widget, 5));
        Topics.await(WAITING, first);
        goods.adjust(widget, 2);
        UUID hasty = UUID.randomUUID();
        publish(placed(hasty, null, false, new Piece(widget, 1)));
        Topics.await(REJECTED, hasty);
        goods.expectStock(widget, 2, 2);
    }

    @Test
    void what_comes_goes_to_the_oldest_first_and_a_cancelled_one_makes_room() {
        UUID widget = goods.product(0);
        UUID first = waits(new Piece(widget, 5));
        Topics.await(WAITING, first);
        UUID second = waits(new Piece(widget, 4));
        Topics.await(WAITING, second);
        goods.adjust(widget, 6);
        Topics.await(CONFIRMED, first);
        assertThat(levels(Topics.awaitAll(WAITING, second, 2).get(1))).isEqualTo("1 reserved, 3 missing");
        publish(cancelled(first));
        Topics.await(CONFIRMED, second);
        Topics.awaitExactly(TOPIC, first, WAITING, CONFIRMED, RELEASED);
        goods.expectStock(widget, 6, 4);
    }

    @Test
    void an_order_waits_in_the_warehouse_that_it_names_and_a_transfer_there_fills_it() {
        UUID widget = goods.product(10);
        UUID north = goods.warehouse();
        UUID order = UUID.randomUUID();
        publish(placed(order, north, true, new Piece(widget, 3)));
        assertThat(levels(Topics.await(WAITING, order))).isEqualTo("0 reserved, 3 missing");
        goods.adjust(widget, 5);
        goods.transfer(widget, north, 4);
        RecordedEvent confirmed = Topics.await(CONFIRMED, order);
        assertThat(confirmed.data().get("warehouseId").asString()).isEqualTo(north.toString());
        JsonNode there = goods.stock(widget, north);
        assertThat(there.get("onHand").asInt()).isEqualTo(4);
        assertThat(there.get("reserved").asInt()).isEqualTo(3);
        goods.expectStock(widget, 15, 3);
    }

    @Test
    void an_order_for_an_unknown_or_deactivated_warehouse_is_rejected() {
        UUID widget = goods.product(10);
        UUID lost = UUID.randomUUID();
        publish(placed(lost, UUID.randomUUID(), true, new Piece(widget, 1)));
        assertThat(Topics.await(REJECTED, lost).data().get("reason").asString()).isEqualTo("unknown_warehouse");
        UUID closed = goods.warehouse();
        api.as(Role.ADMIN)
                .post("/warehouses/" + closed + "/deactivate")
                .expectStatus()
                .isOk();
        UUID late = UUID.randomUUID();
        publish(placed(late, closed, false, new Piece(widget, 1)));
        assertThat(Topics.await(REJECTED, late).data().get("reason").asString()).isEqualTo("warehouse_deactivated");
    }

    @Test
    void orders_that_were_named_give_way_wait_and_come_first_again() {
        UUID widget = goods.product(10);
        UUID old = UUID.randomUUID();
        publish(placed(old, null, false, new Piece(widget, 6)));
        Topics.await(CONFIRMED, old);
        UUID young = waits(new Piece(widget, 6));
        Topics.await(WAITING, young);

        String broken = """
                {"productId":"%s","change":-3,"reason":"broken"%s}""";
        Api.Caller manager = api.as(Role.INVENTORY_MANAGER);
        manager.post("/stock-adjustments", broken.formatted(widget, ""))
                .expectStatus()
                .isEqualTo(409);
        String named = broken.formatted(widget, ",\"givingWay\":[\"" + old + "\"]");
        api.with("stock:adjust")
                .post("/stock-adjustments", named)
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("giving_way_not_allowed");
        JsonNode made = Goods.json(manager.post("/stock-adjustments", named)
                .expectStatus()
                .isCreated()
                .expectBody());
        assertThat(made.get("gaveWay").get(0).asString()).isEqualTo(old.toString());
        RecordedEvent waiting = Topics.await(WAITING, old);
        assertThat(waiting.data().get("reason").asString()).isEqualTo("gave_way");
        assertThat(levels(waiting)).isEqualTo("3 reserved, 3 missing");

        goods.adjust(widget, 4);
        Topics.awaitAll(CONFIRMED, old, 2);
        assertThat(levels(Topics.awaitAll(WAITING, young, 2).get(1))).isEqualTo("5 reserved, 1 missing");
        goods.expectStock(widget, 11, 11);
    }

    private UUID waits(Piece... pieces) {
        UUID order = UUID.randomUUID();
        publish(placed(order, null, true, pieces));
        return order;
    }

    private static String levels(RecordedEvent waiting) {
        JsonNode line = waiting.data().get("lines").get(0);
        return line.get("reserved") + " reserved, " + line.get("missing") + " missing";
    }

    private JsonNode stock(UUID product) {
        return Goods.json(
                api.as(Role.VIEWER).get("/products/" + product + "/stock").expectBody());
    }

    private JsonNode reservation(UUID order) {
        return Goods.json(api.as(Role.VIEWER).get("/reservations/" + order).expectBody());
    }
}
