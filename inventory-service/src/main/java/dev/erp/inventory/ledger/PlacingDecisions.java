package dev.erp.inventory.ledger;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.ledger.Reservation.Line;
import dev.erp.inventory.ledger.Reservation.Reason;
import dev.erp.inventory.ledger.Reservation.State;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What a new order gets. */
final class PlacingDecisions {

    private final StockRoom room;

    PlacingDecisions(StockRoom room) {
        this.room = room;
    }

    /** All that the order asks for, or nothing, or what is there while the rest is waited for. */
    void place(SalesOrderEvent.Placed order, Origin origin) {
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
            Quantity gets = OrderDecisions.smaller(quantity, shelf.available());
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
}
