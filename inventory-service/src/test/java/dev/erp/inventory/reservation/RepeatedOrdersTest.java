package dev.erp.inventory.reservation;

import static dev.erp.inventory.reservation.Answers.CONFIRMED;
import static dev.erp.inventory.reservation.Answers.REJECTED;
import static dev.erp.inventory.reservation.Answers.RELEASED;
import static dev.erp.inventory.reservation.Answers.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.inventory.Goods;
import dev.erp.inventory.reservation.Orders.Wanted;
import dev.erp.testing.Api;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Orders that are cancelled, or come again: every event counts once. */
@ServiceTest
class RepeatedOrdersTest {

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
    void a_cancelled_order_gives_its_stock_back_once() {
        UUID widget = goods.product(10);
        UUID order = place(new Wanted(widget, 4));
        Topics.await(CONFIRMED, order);
        goods.expectStock(widget, 10, 4);

        Topics.publish(Orders.cancelledEvent(order));
        RecordedEvent released = Topics.await(RELEASED, order);
        assertThat(released.sequence()).isEqualTo(2);
        assertThat(released.data().get("reason").asString()).isEqualTo("order_cancelled");
        assertThat(lines(released)).containsExactly(widget + " 4");
        goods.expectStock(widget, 10, 0);

        Topics.publish(Orders.cancelledEvent(order));
        Answers.awaitTurn(order, widget);
        Topics.awaitExactly(TOPIC, order, CONFIRMED, RELEASED);
        goods.expectStock(widget, 10, 0);
        assertThat(reservation(order).get("state").asString()).isEqualTo("released");
    }

    @Test
    void cancelling_a_rejected_or_unknown_order_changes_nothing() {
        UUID widget = goods.product(1);
        UUID rejected = place(new Wanted(widget, 2));
        UUID unknown = UUID.randomUUID();
        Topics.publish(Orders.cancelledEvent(rejected));
        Topics.publish(Orders.cancelledEvent(unknown));
        Answers.awaitTurn(rejected, widget);
        Answers.awaitTurn(unknown, widget);
        Topics.awaitExactly(TOPIC, rejected, REJECTED);
        Topics.awaitExactly(TOPIC, unknown);
        api.as(Role.VIEWER).get("/reservations/" + unknown).expectStatus().isNotFound();
    }

    @Test
    void an_order_that_is_placed_again_under_another_event_is_reserved_once() {
        UUID widget = goods.product(10);
        UUID order = place(new Wanted(widget, 4));
        Topics.publish(Orders.placedEvent(order, new Wanted(widget, 4)));
        Answers.awaitTurn(order, widget);
        Topics.awaitExactly(TOPIC, order, CONFIRMED);
        goods.expectStock(widget, 10, 4);
    }

    @Test
    void events_that_come_one_to_five_times_and_interleaved_count_once() {
        Random random = new Random(7);
        List<UUID> products =
                IntStream.range(0, 3).mapToObj(i -> goods.product(30)).toList();
        Map<UUID, List<TestEvent>> byOrder = new LinkedHashMap<>();
        for (int i = 0; i < 25; i++) {
            UUID order = UUID.randomUUID();
            List<TestEvent> events = new ArrayList<>();
            events.add(Orders.placedEvent(
                    order,
                    new Wanted(products.get(random.nextInt(3)), 1 + random.nextInt(4)),
                    new Wanted(products.get(random.nextInt(3)), 1 + random.nextInt(4))));
            if (random.nextBoolean()) {
                events.add(Orders.cancelledEvent(order));
            }
            byOrder.put(order, events);
        }
        repeatedAndInterleaved(byOrder, random).forEach(Topics::publish);

        List<UUID> orders = List.copyOf(byOrder.keySet());
        Answers.await(orders);
        orders.forEach(order -> Answers.awaitTurn(order, products.getFirst()));
        Map<UUID, Integer> reserved = new HashMap<>();
        byOrder.forEach((order, events) -> {
            List<RecordedEvent> answers = Answers.to(order);
            boolean confirmed = answers.getFirst().type().equals(CONFIRMED);
            boolean cancelled = events.size() == 2;
            assertThat(answers)
                    .extracting(RecordedEvent::type)
                    .containsExactlyElementsOf(
                            confirmed && cancelled
                                    ? List.of(CONFIRMED, RELEASED)
                                    : List.of(confirmed ? CONFIRMED : REJECTED));
            if (confirmed && !cancelled) {
                answers.getFirst()
                        .data()
                        .get("lines")
                        .forEach(line -> reserved.merge(
                                UUID.fromString(line.get("productId").asString()),
                                line.get("quantity").asInt(),
                                Integer::sum));
            }
        });
        products.forEach(product -> goods.expectStock(product, 30, reserved.getOrDefault(product, 0)));
    }

    private UUID place(Wanted... lines) {
        UUID order = UUID.randomUUID();
        Topics.publish(Orders.placedEvent(order, lines));
        return order;
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

    private static List<TestEvent> repeatedAndInterleaved(Map<UUID, List<TestEvent>> byOrder, Random random) {
        List<List<TestEvent>> queues = new ArrayList<>();
        byOrder.values().forEach(events -> {
            // an order's events come in order at first; whatever was delivered may come again at any later time
            List<TestEvent> queue = new ArrayList<>();
            for (TestEvent event : events) {
                queue.add(event);
                IntStream.range(0, random.nextInt(3)).forEach(i -> queue.add(event));
            }
            IntStream.range(0, random.nextInt(3)).forEach(i -> queue.add(events.get(random.nextInt(events.size()))));
            queues.add(queue);
        });
        List<TestEvent> all = new ArrayList<>();
        while (!queues.isEmpty()) {
            List<TestEvent> queue = queues.get(random.nextInt(queues.size()));
            all.add(queue.removeFirst());
            if (queue.isEmpty()) {
                queues.remove(queue);
            }
        }
        return all;
    }
}
