package dev.erp.inventory.ledger;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.Problem;
import dev.erp.inventory.ledger.Reservation.Line;
import dev.erp.inventory.ledger.Reservation.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Orders that were named lose what they hold of a stock, as far as it is needed, and wait for it at the place of their age. */
final class GivingWay {

    private final StockRoom room;
    private final Shelf shelf;

    GivingWay(StockRoom room, Shelf shelf) {
        this.room = room;
        this.shelf = shelf;
    }

    /**
     * Makes so much available.
     *
     * @return the orders that gave way
     * @throws Problem 409 when that much is not there, even if all named orders give way
     */
    List<UUID> makeRoom(Quantity needed, List<UUID> orders, Origin origin) {
        List<UUID> gaveWay = new ArrayList<>();
        if (needed.compareTo(shelf.level().onHand()) <= 0) {
            for (UUID order : orders) {
                Quantity missing = needed.minus(shelf.available());
                if (missing.isPositive() && gives(order, missing, origin)) {
                    gaveWay.add(order);
                }
            }
        }
        if (shelf.available().compareTo(needed) < 0) {
            throw Problem.conflict(
                            "below_reserved",
                            "Of %s on hand %s are reserved for orders: at most %s can be taken away."
                                    .formatted(
                                            GoodsDecisions.amount(
                                                    shelf, shelf.level().onHand()),
                                            shelf.level().reserved(),
                                            shelf.available()))
                    .with("stock", shelf.level());
        }
        return gaveWay;
    }

    private boolean gives(UUID orderId, Quantity missing, Origin cause) {
        Reservation reservation = room.reservation(orderId)
                .filter(Reservation::isOpen)
                .filter(one -> shelf.item().place().warehouseId().equals(one.warehouseId()))
                .orElse(null);
        Line line = reservation == null
                ? null
                : reservation.line(shelf.item().place().productId()).orElse(null);
        if (line == null || !line.held().isPositive()) {
            return false;
        }
        Origin origin = StockRoom.causedBy(cause, orderId);
        Quantity given = line.held().compareTo(missing) <= 0 ? line.held() : missing;
        shelf.release(given, orderId, origin);
        shelf.await(given);
        long position = line.waiting().isPositive() ? line.position() : StockRoom.micros(reservation.decidedAt());
        Reservation waits = reservation
                .with(line.productId(), one -> one.waitingFor(one.waiting().plus(given), position))
                .because(Reason.GAVE_WAY);
        room.queues().add(waits, waits.line(line.productId()).orElseThrow());
        room.announce(waits, ReservationEvent.of(waits), origin);
        return true;
    }
}
