package dev.erp.inventory.ledger;

import dev.erp.inventory.ledger.Reservation.Line;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;

/** Who waits where, the oldest order first. */
final class WaitingQueues {

    private record Waiter(long position, UUID orderId) {}

    private static final Comparator<Waiter> BY_AGE =
            Comparator.comparingLong(Waiter::position).thenComparing(Waiter::orderId);

    private final Map<Place, TreeSet<Waiter>> queues = new HashMap<>();

    void add(Reservation reservation, Line line) {
        queue(new Place(line.productId(), reservation.warehouseId()))
                .add(new Waiter(line.position(), reservation.orderId()));
    }

    void remove(Reservation reservation, Line line) {
        queue(new Place(line.productId(), reservation.warehouseId()))
                .remove(new Waiter(line.position(), reservation.orderId()));
    }

    boolean isEmpty(Place place) {
        return queue(place).isEmpty();
    }

    /** The order that waits longest. */
    UUID first(Place place) {
        return queue(place).first().orderId();
    }

    private TreeSet<Waiter> queue(Place place) {
        return queues.computeIfAbsent(place, any -> new TreeSet<>(BY_AGE));
    }
}
