package dev.erp.inventory.ledger;

import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.ledger.Reservation.Line;
import dev.erp.inventory.ledger.Reservation.Reason;
import dev.erp.inventory.ledger.Reservation.Shortage;
import dev.erp.inventory.ledger.Reservation.State;
import java.util.ArrayList;
import java.util.EnumSet;
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
    private final ShippingDecisions shipping;

    OrderDecisions(StockRoom room) {
        this.room = room;
        this.shipping = new ShippingDecisions(room);
    }

    void decide(SalesOrderEvent event, Origin origin) {
        Reservation known = room.reservation(event.orderId()).orElse(null);
        switch (event) {
            case SalesOrderEvent.Placed placed -> {
                if (known == null) {
                    place(placed, origin);
                }
            }
            case SalesOrderEvent.Requested requested -> {
                if (known == null) {
                    place(requested.order(), origin);
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
                        room.lastShipment(known.orderId()).orElseThrow(),
                        ReservationEvent.lines(known, Line::issued))
                : ReservationEvent.of(known);
    }

    private static Reservation require(Reservation known, SalesOrderEvent event) {
        if (known == null) {
            throw new InvalidEventException("order " + event.orderId() + " has no reservation");
        }
        return known;
    }

    private void place(SalesOrderEvent.Placed order, Origin origin) {
        Map<UUID, Quantity> wanted = SalesOrderEvent.sums(order.lines());
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        List<Shortage> shortages = new ArrayList<>();
        wanted.forEach((productId, quantity) -> {
            Shelf shelf = shelf(productId, order.warehouseId());
            obstacle(shelf, quantity, order).ifPresent(reason -> {
                reasons.add(reason);
                shortages.add(
                        shelf == null
                                ? new Shortage(productId, null, quantity, Quantity.ZERO)
                                : new Shortage(productId, shelf.item().sku(), quantity, shelf.available()));
            });
        });
        Reservation made = reasons.isEmpty()
                ? reserve(order, wanted, origin)
                : reservation(order, State.REJECTED, reasons.iterator().next(), List.of(), shortages);
        room.announce(made, ReservationEvent.of(made), origin);
    }

    private Shelf shelf(UUID productId, UUID warehouseOrNull) {
        return room.shelf(room.place(productId, warehouseOrNull)).orElse(null);
    }

    private Optional<Reason> obstacle(Shelf shelf, Quantity wanted, SalesOrderEvent.Placed order) {
        var warehouse = room.warehouse(order.warehouseId());
        if (warehouse.isEmpty() && order.warehouseId() != null) {
            return Optional.of(Reason.UNKNOWN_WAREHOUSE);
        }
        if (warehouse.isPresent() && !warehouse.get().active()) {
            return Optional.of(Reason.WAREHOUSE_DEACTIVATED);
        }
        if (shelf == null) {
            return Optional.of(Reason.UNKNOWN_PRODUCT);
        }
        if (shelf.item().discontinued()) {
            return Optional.of(Reason.PRODUCT_DISCONTINUED);
        }
        if (wanted.value().scale() > shelf.item().unitDecimals()) {
            return Optional.of(Reason.TOO_MANY_DECIMALS);
        }
        boolean enough = shelf.available().compareTo(wanted) >= 0;
        boolean canWait = order.waits()
                && shelf.waiting().value().add(wanted.value()).compareTo(StockLevel.MAX_ON_HAND.value()) <= 0;
        return enough || canWait ? Optional.empty() : Optional.of(Reason.INSUFFICIENT_STOCK);
    }

    /** Takes what is there; whatever is missing waits. */
    private Reservation reserve(SalesOrderEvent.Placed order, Map<UUID, Quantity> wanted, Origin origin) {
        List<Line> lines = new ArrayList<>(wanted.size());
        long position = room.nextPosition();
        wanted.forEach((productId, quantity) -> {
            Shelf shelf = shelf(productId, order.warehouseId());
            Quantity gets = smaller(quantity, shelf.available());
            Quantity missing = quantity.minus(gets);
            if (gets.isPositive()) {
                shelf.reserve(gets, order.orderId(), origin);
            }
            shelf.await(missing);
            lines.add(Line.of(productId, shelf.item().sku(), quantity, missing, position));
        });
        State state = Reservation.stateOf(lines);
        Reservation made = reservation(
                order, state, state == State.WAITING ? Reason.INSUFFICIENT_STOCK : null, List.copyOf(lines), List.of());
        lines.stream().filter(line -> line.waiting().isPositive()).forEach(line -> room.queues()
                .add(made, line));
        return made;
    }

    private Reservation reservation(
            SalesOrderEvent.Placed order, State state, Reason reason, List<Line> lines, List<Shortage> shortages) {
        return new Reservation(
                order.orderId(),
                order.number(),
                order.warehouseId() == null ? room.defaultWarehouse() : order.warehouseId(),
                state,
                reason,
                lines,
                shortages,
                order.reserveUntil(),
                room.now(),
                0);
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

    private static Quantity smaller(Quantity one, Quantity other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
