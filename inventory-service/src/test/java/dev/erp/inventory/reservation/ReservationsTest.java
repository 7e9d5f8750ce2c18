package dev.erp.inventory.reservation;

import static dev.erp.inventory.reservation.Answers.CONFIRMED;
import static dev.erp.inventory.reservation.Answers.REJECTED;
import static dev.erp.inventory.reservation.Answers.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.inventory.Goods;
import dev.erp.inventory.reservation.Orders.Wanted;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Reservations as the other services see them: orders in, answers out, over Kafka. */
@ServiceTest
class ReservationsTest {

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
    void a_placed_order_is_confirmed_with_its_lines_summed() {
        UUID widget = goods.product(10);
        UUID gadget = goods.product(5);
        UUID order = UUID.randomUUID();
        TestEvent placed =
                Orders.placedEvent(order, new Wanted(widget, 2), new Wanted(gadget, 5), new Wanted(widget, 3));
        Topics.publish(placed);

        RecordedEvent confirmed = Topics.await(CONFIRMED, order);
        assertThat(confirmed.topic()).isEqualTo(TOPIC);
        assertThat(confirmed.sequence()).isEqualTo(1);
        assertThat(confirmed.actor()).isEqualTo("inventory-service");
        assertThat(confirmed.correlationId()).isEqualTo(order.toString());
        assertThat(confirmed.causationId()).isEqualTo(placed.id().toString());
        assertThat(lines(confirmed)).containsExactly(widget + " 5", gadget + " 5");
        goods.expectStock(widget, 10, 5);
        goods.expectStock(gadget, 5, 5);

        JsonNode reservation = reservation(order);
        assertThat(reservation.get("state").asString()).isEqualTo("confirmed");
        assertThat(reservation.get("lines")).hasSize(2);
        assertThat(reservation.get("shortages")).isEmpty();
        assertThat(reservation.has("reason")).isFalse();
        assertThat(database.number(
                        "SELECT count(*) FROM stock_movement WHERE document_id = ? AND kind = 'reservation'", order))
                .isEqualTo(2);
    }

    @Test
    void of_two_hundred_orders_for_ten_pieces_exactly_ten_are_confirmed() {
        UUID widget = goods.product(10);
        List<UUID> orders = Stream.generate(UUID::randomUUID).limit(200).toList();
        orders.forEach(order -> Topics.publish(Orders.placedEvent(order, new Wanted(widget, 1))));

        List<RecordedEvent> answers = Answers.await(orders);
        assertThat(answers.stream().filter(answer -> answer.type().equals(CONFIRMED)))
                .hasSize(10);
        assertThat(answers.stream().filter(answer -> answer.type().equals(REJECTED)))
                .hasSize(190)
                .allSatisfy(answer -> {
                    assertThat(answer.data().get("reason").asString()).isEqualTo("insufficient_stock");
                    JsonNode shortage = answer.data().get("shortages").get(0);
                    assertThat(shortage.get("productId").asString()).isEqualTo(widget.toString());
                    assertThat(shortage.get("requested").asInt()).isEqualTo(1);
                    assertThat(shortage.get("available").asInt()).isZero();
                });
        goods.expectStock(widget, 10, 10);
    }

    @Test
    void a_rejection_says_what_is_left_and_reserves_nothing() {
        UUID widget = goods.product(10);
        UUID gadget = goods.product(2);
        UUID relic = goods.product(7);
        goods.discontinue(relic);
        UUID phantom = UUID.randomUUID();

        UUID tooMuch = place(new Wanted(widget, 1), new Wanted(gadget, 3));
        assertThat(rejection(tooMuch)).isEqualTo("insufficient_stock [" + gadget + " 3 of 2]");
        UUID old = place(new Wanted(widget, 1), new Wanted(relic, 1));
        assertThat(rejection(old)).isEqualTo("product_discontinued [" + relic + " 1 of 7]");
        UUID unknown = place(new Wanted(widget, 1), new Wanted(phantom, 4));
        assertThat(rejection(unknown)).isEqualTo("unknown_product [" + phantom + " 4 of 0]");
        goods.expectStock(widget, 10, 0);

        JsonNode reservation = reservation(tooMuch);
        assertThat(reservation.get("state").asString()).isEqualTo("rejected");
        assertThat(reservation.get("reason").asString()).isEqualTo("insufficient_stock");
        assertThat(reservation.get("lines")).isEmpty();
        assertThat(reservation.get("shortages").get(0).get("available").asInt()).isEqualTo(2);
    }

    @Test
    void reservations_are_listed_by_state_latest_first() {
        UUID widget = goods.product(1);
        UUID first = place(new Wanted(widget, 1));
        Topics.await(CONFIRMED, first);
        UUID second = place(new Wanted(widget, 1));
        Topics.await(REJECTED, second);
        assertThat(listed("/reservations?limit=2")).containsExactly(second.toString(), first.toString());
        assertThat(listed("/reservations?limit=1&state=confirmed")).containsExactly(first.toString());
        assertThat(listed("/reservations?limit=1&state=rejected")).containsExactly(second.toString());
        api.as(Role.VIEWER)
                .get("/reservations?state=lost")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("state");
    }

    private UUID place(Wanted... lines) {
        UUID order = UUID.randomUUID();
        Topics.publish(Orders.placedEvent(order, lines));
        return order;
    }

    private String rejection(UUID order) {
        JsonNode data = Topics.await(REJECTED, order).data();
        return data.get("reason").asString() + " "
                + data.get("shortages")
                        .valueStream()
                        .map(shortage -> shortage.get("productId").asString() + " " + shortage.get("requested") + " of "
                                + shortage.get("available"))
                        .toList();
    }

    private static List<String> lines(RecordedEvent event) {
        return event.data()
                .get("lines")
                .valueStream()
                .map(line -> line.get("productId").asString() + " " + line.get("quantity"))
                .toList();
    }

    private JsonNode reservation(UUID order) {
        return Goods.json(api.as(Role.VIEWER)
                .get("/reservations/" + order)
                .expectStatus()
                .isOk()
                .expectHeader()
                .exists("ETag")
                .expectBody());
    }

    private List<String> listed(String path) {
        return Goods.json(api.as(Role.VIEWER).get(path).expectStatus().isOk().expectBody())
                .get("items")
                .valueStream()
                .map(item -> item.get("orderId").asString())
                .toList();
    }
}
