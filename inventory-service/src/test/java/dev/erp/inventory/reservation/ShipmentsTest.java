package dev.erp.inventory.reservation;

import static dev.erp.inventory.ledger.Happenings.placed;
import static dev.erp.inventory.ledger.Happenings.placedUntil;
import static dev.erp.inventory.ledger.Happenings.publish;
import static dev.erp.inventory.ledger.Happenings.reduced;
import static dev.erp.inventory.ledger.Happenings.returned;
import static dev.erp.inventory.ledger.Happenings.shipment;
import static dev.erp.inventory.reservation.Answers.CONFIRMED;
import static dev.erp.inventory.reservation.Answers.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.inventory.Goods;
import dev.erp.inventory.ledger.Happenings.Piece;
import dev.erp.testing.Api;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.Topics;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What becomes of reserved stock: it is shipped, comes back, is not needed, or its time is up. */
@ServiceTest
class ShipmentsTest {

    private static final String ISSUED = "inventory.reservation.issued.v1";
    private static final String FULFILLED = "inventory.reservation.fulfilled.v1";
    private static final String REFUSED = "inventory.reservation.issue-refused.v1";
    private static final String RESTOCKED = "inventory.reservation.restocked.v1";
    private static final String REDUCED = "inventory.reservation.reduced.v1";
    private static final String EXPIRED = "inventory.reservation.expired.v1";

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
    void shipping_the_same_order_twice_reduces_stock_once() {
        UUID widget = goods.product(10);
        UUID order = confirmed(new Piece(widget, 5));
        UUID first = UUID.randomUUID();
        publish(shipment(order, first, new Piece(widget, 2)));
        publish(shipment(order, first, new Piece(widget, 2)));
        assertThat(Topics.awaitAll(ISSUED, order, 2))
                .allSatisfy(event ->
                        assertThat(event.data().get("shipmentId").asString()).isEqualTo(first.toString()));
        goods.expectStock(widget, 8, 3);

        publish(shipment(order, UUID.randomUUID(), new Piece(widget, 4)));
        RecordedEvent refused = Topics.await(REFUSED, order);
        assertThat(refused.data().get("reason").asString()).isEqualTo("not_reserved");
        assertThat(refused.data().get("shortages").get(0).get("available").asInt())
                .isEqualTo(3);

        publish(shipment(order, UUID.randomUUID(), new Piece(widget, 3)));
        Topics.await(FULFILLED, order);
        Topics.awaitExactly(TOPIC, order, CONFIRMED, ISSUED, ISSUED, REFUSED, ISSUED, FULFILLED);
        goods.expectStock(widget, 5, 0);
        assertThat(Topics.awaitAll("inventory.stock.issued.v1", widget, 2)
                        .getFirst()
                        .data()
                        .get("change")
                        .asInt())
                .isEqualTo(-2);
        JsonNode line = reservation(order).get("lines").get(0);
        assertThat(line.get("issued").asInt()).isEqualTo(5);
        assertThat(line.get("reserved").asInt()).isZero();
    }

    @Test
    void what_comes_back_is_in_stock_again_with_its_value_and_scrap_is_not() {
        UUID widget = goods.product(0);
        api.as(Role.ADMIN)
                .post("/stock-adjustments", """
                        {"productId":"%s","change":4,"unitCost":{"amount":"2.50","currency":"EUR"},"reason":"found"}""".formatted(widget))
                .expectStatus()
                .isCreated();
        UUID order = confirmed(new Piece(widget, 4));
        publish(shipment(order, UUID.randomUUID(), new Piece(widget, 4)));
        Topics.await(FULFILLED, order);
        assertThat(value(widget)).isEqualTo("0.0000");

        UUID back = UUID.randomUUID();
        publish(returned(order, back, "restock", new Piece(widget, 1)));
        publish(returned(order, back, "restock", new Piece(widget, 1)));
        publish(returned(order, UUID.randomUUID(), "scrap", new Piece(widget, 2)));
        Topics.awaitAll(RESTOCKED, order, 3);
        goods.expectStock(widget, 1, 0);
        assertThat(value(widget)).isEqualTo("2.5000");
        Topics.await("inventory.stock.returned.v1", widget);
        assertThat(reservation(order).get("lines").get(0).get("returned").asInt())
                .isEqualTo(3);
    }

    @Test
    void what_an_order_is_reduced_by_is_available_again() {
        UUID widget = goods.product(10);
        UUID order = confirmed(new Piece(widget, 8));
        publish(reduced(order, new Piece(widget, 3)));
        RecordedEvent reduced = Topics.await(REDUCED, order);
        assertThat(reduced.data().get("lines").get(0).get("quantity").asInt()).isEqualTo(3);
        assertThat(reduced.data().get("lines").get(0).get("reserved").asInt()).isEqualTo(5);
        goods.expectStock(widget, 10, 5);
    }

    @Test
    void a_reservation_whose_time_is_up_is_released_by_itself_and_fills_who_waits() {
        UUID widget = goods.product(5);
        UUID hasty = UUID.randomUUID();
        publish(placedUntil(hasty, Instant.now().minusSeconds(1), new Piece(widget, 5)));
        RecordedEvent expired = Topics.await(EXPIRED, hasty);
        assertThat(expired.data().get("lines").get(0).get("quantity").asInt()).isEqualTo(5);
        assertThat(expired.correlationId()).isEqualTo(hasty.toString());
        assertThat(expired.actor()).isEqualTo("inventory-service");
        Topics.awaitExactly(TOPIC, hasty, CONFIRMED, EXPIRED);

        UUID patient = UUID.randomUUID();
        publish(placedUntil(patient, Instant.now().plusSeconds(86_400), new Piece(widget, 5)));
        Topics.await(CONFIRMED, patient);
        assertThat(reservation(patient).has("reserveUntil")).isTrue();
        publish(shipment(hasty, UUID.randomUUID(), new Piece(widget, 1)));
        assertThat(Topics.await(REFUSED, hasty).data().get("reason").asString()).isEqualTo("reservation_expired");
        goods.expectStock(widget, 5, 5);
    }

    private UUID confirmed(Piece... pieces) {
        UUID order = UUID.randomUUID();
        publish(placed(order, null, false, pieces));
        Topics.await(CONFIRMED, order);
        return order;
    }

    private JsonNode reservation(UUID order) {
        return Goods.json(api.as(Role.VIEWER).get("/reservations/" + order).expectBody());
    }

    private String value(UUID product) {
        return Goods.json(api.as(Role.VIEWER)
                        .get("/products/" + product + "/stock")
                        .expectBody())
                .get("value")
                .asString();
    }
}
