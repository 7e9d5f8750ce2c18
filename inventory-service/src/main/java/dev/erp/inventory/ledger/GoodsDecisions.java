package dev.erp.inventory.ledger;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.Problem;
import dev.erp.inventory.ledger.Movement.Document;
import dev.erp.inventory.ledger.Movement.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.UUID;

/** What people do to stock, in a room in which all that it needs is locked. Whoever waits gets what becomes available. */
public final class GoodsDecisions {

    private final StockRoom room;

    GoodsDecisions(StockRoom room) {
        this.room = room;
    }

    /**
     * A change that was made.
     *
     * @param stock what there is since
     * @param unitCost moving average since, or null when nothing is there
     * @param gaveWay the orders that gave way, and wait now
     */
    public record Made(
            UUID movementId,
            Place place,
            String sku,
            Quantity change,
            StockLevel stock,
            BigDecimal unitCost,
            List<UUID> gaveWay) {}

    /**
     * Corrects what is on hand.
     *
     * @param unitCost of pieces that are added; null: as much as those that are there already
     * @param givingWay orders that may lose what they hold, in this order, as far as it is needed
     * @throws Problem 422 for an unknown product or warehouse, or too many decimals; 409 when too little would be left, or too
     *     much would be there
     */
    public Made adjust(
            Place wanted, Quantity change, BigDecimal unitCost, String said, List<UUID> givingWay, Origin origin) {
        Shelf shelf = shelf(wanted);
        requireDecimals(shelf, "change", change);
        var why = new Why(null, said, said, origin);
        return change(shelf, Kind.ADJUSTMENT, StockEvent.Type.ADJUSTED, change, unitCost, why, givingWay);
    }

    /** Sets what is on hand to what was counted. @throws Problem as {@link #adjust} */
    public Made count(Place wanted, Quantity counted, String said, List<UUID> givingWay, Origin origin) {
        Shelf shelf = shelf(wanted);
        requireDecimals(shelf, "counted", counted);
        var why = new Why(null, said, said, origin);
        Quantity change = counted.minus(shelf.level().onHand());
        if (change.value().signum() == 0) {
            UUID movement = shelf.countedRight(why);
            return made(movement, shelf, change, List.of());
        }
        return change(shelf, Kind.COUNT, StockEvent.Type.COUNTED, change, null, why, givingWay);
    }

    private Made change(
            Shelf shelf,
            Kind kind,
            StockEvent.Type type,
            Quantity change,
            BigDecimal unitCost,
            Why why,
            List<UUID> givingWay) {
        Place place = shelf.item().place();
        if (!shelf.level().hasRoomFor(change)) {
            throw tooMuch(shelf);
        }
        if (change.isPositive()) {
            UUID movement = shelf.bring(kind, type, change, worth(shelf, change, unitCost), why);
            room.fill(List.of(place), why.origin());
            return made(movement, shelf, change, List.of());
        }
        Quantity goes = Shelf.negative(change);
        List<UUID> gaveWay = new GivingWay(room, shelf).makeRoom(goes, givingWay, why.origin());
        UUID movement = shelf.take(kind, type, goes, shelf.worth(goes), why);
        room.fill(List.of(place), why.origin());
        return made(movement, shelf, change, gaveWay);
    }

    /** Without a price, more of what is there costs as much as what is there; where nothing is, it costs nothing. */
    private static BigDecimal worth(Shelf shelf, Quantity more, BigDecimal unitCost) {
        if (unitCost != null) {
            return unitCost.multiply(more.value());
        }
        Quantity there = shelf.level().onHand();
        return there.isPositive()
                ? shelf.value().multiply(more.value()).divide(there.value(), Shelf.VALUE_DECIMALS, RoundingMode.HALF_UP)
                : BigDecimal.ZERO;
    }

    /**
     * Moves available goods to another warehouse, with their value.
     *
     * @return what was made at the place they left
     * @throws Problem 422 for an unknown product or warehouse, or too many decimals; 409 when less is available, when the target
     *     takes no goods, or would have too much
     */
    public Made transfer(Place from, Place to, Quantity quantity, UUID transferId, String said, Origin origin) {
        Shelf source = shelf(from);
        Shelf target = shelf(to);
        requireDecimals(source, "quantity", quantity);
        if (!target.item().active()) {
            throw Problem.conflict(
                    "warehouse_deactivated",
                    "The warehouse " + target.item().warehouseCode() + " is deactivated and takes no goods.");
        }
        if (source.available().compareTo(quantity) < 0) {
            throw Problem.conflict(
                            "insufficient_stock",
                            "Of %s on hand in %s %s are reserved for orders: at most %s can be moved."
                                    .formatted(
                                            amount(source, source.level().onHand()),
                                            source.item().warehouseCode(),
                                            source.level().reserved(),
                                            source.available()))
                    .with("stock", source.level());
        }
        if (!target.level().hasRoomFor(quantity)) {
            throw tooMuch(target);
        }
        var why = new Why(new Document("transfer", transferId), said, said, origin);
        BigDecimal worth = source.worth(quantity);
        UUID movement = source.take(Kind.TRANSFER, StockEvent.Type.TRANSFERRED, quantity, worth, why);
        target.bring(Kind.TRANSFER, StockEvent.Type.TRANSFERRED, quantity, worth, why);
        room.fill(List.of(target.item().place()), origin);
        return made(movement, source, Shelf.negative(quantity), List.of());
    }

    private Made made(UUID movement, Shelf shelf, Quantity change, List<UUID> gaveWay) {
        return new Made(
                movement,
                shelf.item().place(),
                shelf.item().sku(),
                change,
                shelf.level(),
                shelf.averageCost(),
                gaveWay);
    }

    private Shelf shelf(Place wanted) {
        if (wanted.warehouseId() != null && room.warehouse(wanted.warehouseId()).isEmpty()) {
            throw Problem.unprocessable("unknown_warehouse", "There is no warehouse " + wanted.warehouseId() + ".");
        }
        return room.shelf(room.place(wanted.productId(), wanted.warehouseId()))
                .orElseThrow(() ->
                        Problem.unprocessable("unknown_product", "There is no product " + wanted.productId() + "."));
    }

    private static void requireDecimals(Shelf shelf, String field, Quantity quantity) {
        if (quantity.value().scale() > shelf.item().unitDecimals()) {
            throw TooManyDecimals.in(field, shelf.item().unit(), shelf.item().unitDecimals());
        }
    }

    static String amount(Shelf shelf, Quantity quantity) {
        return quantity + " "
                + (shelf.item().unit().equals("piece") ? "pieces" : shelf.item().unit());
    }

    private static Problem tooMuch(Shelf shelf) {
        return Problem.conflict(
                        "above_maximum",
                        "There are %s on hand, and at most %s can be."
                                .formatted(amount(shelf, shelf.level().onHand()), StockLevel.MAX_ON_HAND))
                .with("stock", shelf.level());
    }
}
