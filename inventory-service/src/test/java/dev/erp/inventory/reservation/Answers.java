package dev.erp.inventory.reservation;

import dev.erp.inventory.reservation.Orders.Wanted;
import dev.erp.testing.RecordedEvent;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;

/** What inventory-service has answered to orders. */
final class Answers {

    static final String TOPIC = "erp.inventory.reservation";
    static final String CONFIRMED = "inventory.reservation.confirmed.v1";
    static final String REJECTED = "inventory.reservation.rejected.v1";
    static final String RELEASED = "inventory.reservation.released.v1";

    private Answers() {}

    static List<RecordedEvent> to(UUID order) {
        return Topics.eventsOf(order).stream()
                .filter(event -> TOPIC.equals(event.topic()))
                .toList();
    }

    /** The first answer to each order. */
    static List<RecordedEvent> await(List<UUID> orders) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> orders.stream()
                                .flatMap(order -> to(order).stream().limit(1))
                                .toList(),
                        found -> found.size() == orders.size());
    }

    /** Returns when everything that was published for this order before is handled: an event behind it on its partition is. */
    static void awaitTurn(UUID order, UUID product) {
        UUID behind = UUID.randomUUID();
        TestEvent last = Orders.placedEvent(behind, new Wanted(product, 1_000_000));
        Topics.publishRaw(last.topic(), order.toString(), Orders.body(last), last.headers());
        Topics.await(REJECTED, behind);
        Topics.catchUp();
    }
}
