package dev.erp.inventory.ledger;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.ledger.Movement.Document;
import dev.erp.inventory.ledger.Movement.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Goods from suppliers: whole receipts, or nothing of them. */
public final class ReceiptDecisions {

    private final StockRoom room;

    public ReceiptDecisions(StockRoom room) {
        this.room = room;
    }

    /** @param unitCost in the base currency, up to four decimals */
    public record Delivered(UUID productId, Quantity quantity, BigDecimal unitCost) {}

    /** A product of a receipt as it was booked; {@code value} is what it added to the stock's. */
    public record Booked(UUID productId, String sku, UUID warehouseId, Quantity quantity, BigDecimal value) {}

    /**
     * What became of a receipt.
     *
     * @param refused code of the reason, or null when it was booked
     * @param filledOrders orders that waited and got something
     */
    public record Outcome(String refused, List<Booked> lines, Set<UUID> filledOrders) {}

    /** Books goods that came, and gives them to those who wait. */
    public Outcome receive(UUID receiptId, UUID warehouseOrNull, List<Delivered> delivered, Origin origin) {
        Map<UUID, Quantity> sums = new LinkedHashMap<>();
        delivered.forEach(line -> sums.merge(line.productId(), line.quantity(), Quantity::plus));
        String refused = refusal(warehouseOrNull, sums);
        if (refused != null) {
            return new Outcome(refused, List.of(), Set.of());
        }
        Map<UUID, Booked> booked = new LinkedHashMap<>();
        Set<Place> places = new LinkedHashSet<>();
        var why = new Why(new Document("receipt", receiptId), null, "goods_received", origin);
        for (Delivered line : delivered) {
            Place place = room.place(line.productId(), warehouseOrNull);
            Shelf shelf = room.shelf(place).orElseThrow();
            BigDecimal worth = line.unitCost()
                    .multiply(line.quantity().value())
                    .setScale(Shelf.VALUE_DECIMALS, RoundingMode.HALF_UP);
            shelf.bring(Kind.RECEIPT, StockEvent.Type.RECEIVED, line.quantity(), worth, why);
            places.add(place);
            booked.merge(
                    line.productId(),
                    new Booked(line.productId(), shelf.item().sku(), place.warehouseId(), line.quantity(), worth),
                    ReceiptDecisions::sum);
        }
        return new Outcome(null, List.copyOf(booked.values()), room.fill(places, origin));
    }

    private static Booked sum(Booked one, Booked other) {
        return new Booked(
                one.productId(),
                one.sku(),
                one.warehouseId(),
                one.quantity().plus(other.quantity()),
                one.value().add(other.value()));
    }

    private String refusal(UUID warehouseOrNull, Map<UUID, Quantity> sums) {
        var warehouse = room.warehouse(warehouseOrNull);
        if (warehouseOrNull != null && warehouse.isEmpty()) {
            return "unknown_warehouse";
        }
        if (warehouse.isPresent() && !warehouse.get().active()) {
            return "warehouse_deactivated";
        }
        for (var line : sums.entrySet()) {
            Shelf shelf = room.shelf(room.place(line.getKey(), warehouseOrNull)).orElse(null);
            if (shelf == null) {
                return "unknown_product";
            }
            if (line.getValue().value().scale() > shelf.item().unitDecimals()) {
                return "too_many_decimals";
            }
            if (!shelf.level().hasRoomFor(line.getValue())) {
                return "above_maximum";
            }
        }
        return null;
    }

    /**
     * Takes back what a receipt brought, as long as all of it is there and promised to nobody.
     *
     * @return what stands in the way; empty when it is taken back
     */
    public List<Shortage> reverse(UUID receiptId, List<Booked> lines, String said, Origin origin) {
        List<Shortage> shortages = new ArrayList<>();
        Map<Place, Shelf> shelves = new HashMap<>();
        for (Booked line : lines) {
            Place place = new Place(line.productId(), line.warehouseId());
            Shelf shelf = room.shelf(place).orElseThrow();
            shelves.put(place, shelf);
            if (shelf.available().compareTo(line.quantity()) < 0) {
                shortages.add(new Shortage(line.productId(), line.sku(), line.quantity(), shelf.available()));
            }
        }
        if (shortages.isEmpty()) {
            var why = new Why(new Document("receipt", receiptId), said, "receipt_reversed", origin);
            for (Booked line : lines) {
                shelves.get(new Place(line.productId(), line.warehouseId()))
                        .take(Kind.RECEIPT, StockEvent.Type.REVERSED, line.quantity(), line.value(), why);
            }
        }
        return shortages;
    }
}
