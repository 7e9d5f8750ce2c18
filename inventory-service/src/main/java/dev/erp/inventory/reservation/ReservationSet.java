package dev.erp.inventory.reservation;

import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.reservation.Reservation.Line;
import dev.erp.inventory.reservation.Reservation.Reason;
import dev.erp.inventory.reservation.Reservation.Shortage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Decides a set of orders, one after the other as they arrived: whoever comes first is served first, an order gets all it asks for
 * or nothing, and what an earlier order took or gave back is what a later one finds.
 */
final class ReservationSet {

    private final Shelf shelf;
    private final Map<UUID, Reservation> reservations = new HashMap<>();

    /**
     * @param shelf all products that the orders name, as far as they exist
     * @param reservations those that orders of this set have already
     */
    ReservationSet(Shelf shelf, Iterable<Reservation> reservations) {
        this.shelf = shelf;
        reservations.forEach(reservation -> this.reservations.put(reservation.orderId(), reservation));
    }

    /**
     * The new state of the order's reservation; empty when the event changes nothing: an order that was decided before, or a
     * cancelled one that holds no stock.
     */
    Optional<Reservation> decide(SalesOrderEvent order) {
        Reservation known = reservations.get(order.orderId());
        Optional<Reservation> decision =
                switch (order) {
                    case SalesOrderEvent.Placed placed ->
                        known == null ? Optional.of(reserve(placed)) : Optional.empty();
                    case SalesOrderEvent.Cancelled cancelled ->
                        known != null && known.holdsStock() ? Optional.of(release(known)) : Optional.empty();
                };
        decision.ifPresent(reservation -> reservations.put(reservation.orderId(), reservation));
        return decision;
    }

    private Reservation reserve(SalesOrderEvent.Placed order) {
        Map<UUID, Quantity> wanted = new LinkedHashMap<>();
        order.lines().forEach(line -> wanted.merge(line.productId(), line.quantity(), Quantity::plus));

        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        List<Shortage> shortages = new ArrayList<>();
        List<Line> lines = new ArrayList<>(wanted.size());
        wanted.forEach((productId, quantity) -> {
            Shelf.Item item = shelf.find(productId).orElse(null);
            Optional<Reason> obstacle = obstacle(item, quantity);
            if (obstacle.isEmpty()) {
                lines.add(new Line(productId, item.sku(), quantity));
                return;
            }
            reasons.add(obstacle.get());
            shortages.add(
                    item == null
                            ? new Shortage(productId, null, quantity, Quantity.ZERO)
                            : new Shortage(productId, item.sku(), quantity, shelf.available(item)));
        });
        if (!reasons.isEmpty()) {
            return Reservation.rejected(
                    order.orderId(), order.number(), reasons.iterator().next(), shortages);
        }
        lines.forEach(line -> shelf.take(line.productId(), line.quantity()));
        return Reservation.confirmed(order.orderId(), order.number(), lines);
    }

    private Optional<Reason> obstacle(Shelf.Item item, Quantity wanted) {
        if (item == null) {
            return Optional.of(Reason.UNKNOWN_PRODUCT);
        }
        if (item.discontinued()) {
            return Optional.of(Reason.PRODUCT_DISCONTINUED);
        }
        return shelf.available(item).compareTo(wanted) < 0 ? Optional.of(Reason.INSUFFICIENT_STOCK) : Optional.empty();
    }

    private Reservation release(Reservation reservation) {
        reservation.lines().forEach(line -> shelf.putBack(line.productId(), line.quantity()));
        return reservation.released();
    }
}
