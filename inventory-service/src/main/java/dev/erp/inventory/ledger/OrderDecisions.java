package dev.erp.inventory.ledger;

import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.ledger.Reservation.Line;
import dev.erp.inventory.ledger.Reservation.Reason;
import dev.erp.inventory.ledger.Reservation.State;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What an order's event does to stock, in a room in which all that it needs is locked. */
final class OrderDecisions {

    private final StockRoom room;
    private final PlacingDecisions placing;
    private final ShippingDecisions shipping;

    OrderDecisions(StockRoom room) {
        this.room = room;
        this.placing = new PlacingDecisions(room);
        this.shipping = new ShippingDecisions(room);
    }

    void decide(SalesOrderEvent event, Origin origin) {
        Reservation known = room.reservation(event.orderId()).orElse(null);
        switch (event) {
            case SalesOrderEvent.Placed placed -> {
                if (known == null) {
                    placing.place(placed, origin);
                }
            }
            case SalesOrderEvent.Requested requested -> {
                if (known == null) {
                    placing.place(requested.order(), origin);
                } else {
                    room.announce(known, presentState(known), origin);
                }
            }
            case SalesOrderEvent.Cancelled cancelled -> end(known, State.RELEASED, Reason.ORDER_CANCELLED, origin);
            case SalesOrderEvent.TimedOut timedOut -> end(known, State.EXPIRED, Reason.TIME_LIMIT, origin);
            case SalesOrderEvent.Reduced reduced -> reduce(known, reduced, origin);
            case SalesOrderEvent.ShipmentRequested shipment -> shipping.issue(require(known, event), shipment, origin);
            case SalesOrderEvent.Returned returned -> shipping.restock(require(known, event), returned, origin);
        }
    }

    private ReservationEvent presentState(Reservation known) {
        return known.state() == State.FULFILLED
                ? new ReservationEvent.Fulfilled(
                        known.orderId(),
                        known.orderNumber(),
                        room.documents().lastShipment(known.orderId()).orElseThrow(),
                        ReservationEvent.lines(known, Line::issued))
                : ReservationEvent.of(known);
    }

    private static Reservation require(Reservation known, SalesOrderEvent event) {
        if (known == null) {
            throw new InvalidEventException("order " + event.orderId() + " has no reservation");
        }
        return known;
    }

    /** Gives back what is held and stops waiting. */
    private void end(Reservation known, State how, Reason why, Origin origin) {
        if (known == null || !known.isOpen()) {
            return;
        }
        List<ReservationEvent.Line> released = ReservationEvent.lines(known, Line::held);
        Set<Place> risen = new LinkedHashSet<>();
        for (Line line : known.lines()) {
            less(known, line, line.held(), line.waiting(), origin).ifPresent(risen::add);
        }
        Reservation ended = known.ended(how, why);
        room.announce(
                ended,
                how == State.EXPIRED
                        ? new ReservationEvent.Expired(known.orderId(), known.orderNumber(), why, released)
                        : new ReservationEvent.Released(known.orderId(), known.orderNumber(), why, released),
                origin);
        room.fill(risen, origin);
    }

    /** @return the place, when something is available there since */
    private Optional<Place> less(Reservation known, Line line, Quantity held, Quantity waiting, Origin origin) {
        Place place = new Place(line.productId(), known.warehouseId());
        Shelf shelf = room.shelf(place).orElseThrow();
        if (waiting.isPositive()) {
            shelf.awaitNoMore(waiting);
            if (waiting.compareTo(line.waiting()) == 0) {
                room.queues().remove(known, line);
            }
        }
        if (held.isPositive()) {
            shelf.release(held, known.orderId(), origin);
            return Optional.of(place);
        }
        return Optional.empty();
    }

    /** First what is waited for, then what is held; never what was issued. */
    private void reduce(Reservation known, SalesOrderEvent.Reduced reduced, Origin origin) {
        if (known == null || !known.isOpen()) {
            return;
        }
        Reservation now = known;
        Map<UUID, Quantity> by = new LinkedHashMap<>();
        Set<Place> risen = new LinkedHashSet<>();
        for (var wish : SalesOrderEvent.sums(reduced.lines()).entrySet()) {
            Line line = now.line(wish.getKey()).orElse(null);
            if (line == null) {
                continue;
            }
            Quantity waiting = smaller(wish.getValue(), line.waiting());
            Quantity held = smaller(wish.getValue().minus(waiting), line.held());
            less(now, line, held, waiting, origin).ifPresent(risen::add);
            by.put(line.productId(), waiting.plus(held));
            now = now.with(
                    line.productId(),
                    one -> one.asking(
                            one.quantity().minus(waiting).minus(held),
                            one.waiting().minus(waiting)));
        }
        Reservation after = now;
        List<ReservationEvent.Reduction> lines = after.lines().stream()
                .filter(line -> by.getOrDefault(line.productId(), Quantity.ZERO).isPositive())
                .map(line -> new ReservationEvent.Reduction(
                        line.productId(), line.sku(), by.get(line.productId()), line.held(), line.waiting()))
                .toList();
        if (lines.isEmpty()) {
            return;
        }
        after = room.announce(
                after,
                new ReservationEvent.Reduced(after.orderId(), after.orderNumber(), Reason.ORDER_REDUCED, lines),
                origin);
        if (known.state() == State.WAITING && after.state() == State.CONFIRMED) {
            room.announce(after, ReservationEvent.of(after), origin);
        }
        room.fill(risen, origin);
    }

    static Quantity smaller(Quantity one, Quantity other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
