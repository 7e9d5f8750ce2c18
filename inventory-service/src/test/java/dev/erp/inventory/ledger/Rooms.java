package dev.erp.inventory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.reservation.Orders;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A stock without a database: a new room for every decision, as if all that went before had been written and read again. */
final class Rooms {

    static final UUID MAIN = Ledger.FIRST_WAREHOUSE;

    private final Map<UUID, StockItem> items = new LinkedHashMap<>();
    private final Map<UUID, Reservation> reservations = new HashMap<>();
    private final Set<OrderDocuments.OrderDocument> booked = new LinkedHashSet<>();
    private Instant now = Instant.parse("2026-11-22T14:05:06Z");

    Rooms with(String name, int onHand) {
        return put(name, onHand, false, 0);
    }

    Rooms discontinued(String name, int onHand) {
        return put(name, onHand, true, 0);
    }

    Rooms byWeight(String name, int onHand) {
        return put(name, onHand, false, 3);
    }

    private Rooms put(String name, int onHand, boolean discontinued, int decimals) {
        UUID id = Orders.product(name);
        items.put(
                id,
                new StockItem(
                        id,
                        new Place(id, MAIN),
                        "MAIN",
                        true,
                        name,
                        discontinued,
                        decimals == 0 ? "piece" : "kg",
                        decimals,
                        Quantity.ZERO,
                        Quantity.ZERO,
                        new StockLevel(Quantity.of(onHand), Quantity.ZERO),
                        Quantity.ZERO,
                        BigDecimal.valueOf(onHand),
                        false,
                        0));
        return this;
    }

    static SalesOrderEvent ships(UUID order, int shipment, String... lines) {
        return new SalesOrderEvent.ShipmentRequested(order, new UUID(7, shipment), lines(null, lines));
    }

    static SalesOrderEvent reduces(UUID order, String... lines) {
        return new SalesOrderEvent.Reduced(order, lines(null, lines));
    }

    static SalesOrderEvent returns(UUID order, int id, String disposition, String... lines) {
        return new SalesOrderEvent.Returned(order, new UUID(8, id), lines(disposition, lines));
    }

    static Reservation.Line line(int quantity, int waiting, int issued) {
        return new Reservation.Line(
                MAIN,
                "sku",
                Quantity.of(quantity),
                Quantity.of(waiting),
                Quantity.of(issued),
                Quantity.ZERO,
                BigDecimal.ZERO,
                0);
    }

    private static List<SalesOrderEvent.Line> lines(String disposition, String... lines) {
        return Arrays.stream(lines)
                .map(Orders::line)
                .map(line -> new SalesOrderEvent.Line(line.productId(), line.quantity(), disposition))
                .toList();
    }

    /** What the order's event has caused on the topic of reservations. */
    List<String> decide(SalesOrderEvent event) {
        return change(room -> room.decide(event, origin(event.orderId())));
    }

    static Origin origin(UUID process) {
        return new Origin(new Actor("test", "test"), process, null, null);
    }

    List<String> change(Consumer<StockRoom> decision) {
        now = now.plusMillis(1);
        StockRoom room = new StockRoom(items.values(), List.of(), MAIN, reservations.values(), booked, now);
        decision.accept(room);
        Changes changes = room.changes();
        booked.addAll(changes.documents());
        reservations.putAll(changes.after());
        changes.shelves().forEach(shelf -> items.put(shelf.item().place().productId(), written(shelf, changes)));
        return changes.events().stream()
                .filter(event -> event.topic().equals(ReservationEvent.TOPIC))
                .map(Rooms::text)
                .toList();
    }

    private static StockItem written(Shelf shelf, Changes changes) {
        StockItem was = shelf.item();
        return new StockItem(
                was.stockId(),
                was.place(),
                was.warehouseCode(),
                was.active(),
                was.sku(),
                was.discontinued(),
                was.unit(),
                was.unitDecimals(),
                was.reorderLevel(),
                was.reorderQuantity(),
                shelf.level(),
                shelf.waiting(),
                shelf.value(),
                shelf.isLow(),
                was.eventVersion() + changes.told().get(was.place()));
    }

    Reservation reservation(UUID order) {
        return reservations.get(order);
    }

    StockItem item(String name) {
        return items.get(Orders.product(name));
    }

    void expect(String name, int onHand, int reserved, int waiting) {
        StockItem item = item(name);
        assertThat(item.level()).isEqualTo(new StockLevel(Quantity.of(onHand), Quantity.of(reserved)));
        assertThat(item.waiting()).isEqualTo(Quantity.of(waiting));
    }

    private static String text(NewEvent event) {
        String kind = event.type().replace("inventory.reservation.", "").replace(".v1", "");
        return switch ((ReservationEvent) event.data()) {
            case ReservationEvent.Confirmed one -> kind + " " + lines(one.lines());
            case ReservationEvent.Released one -> kind + " " + lines(one.lines());
            case ReservationEvent.Expired one -> kind + " " + lines(one.lines());
            case ReservationEvent.Issued one -> kind + " " + lines(one.lines());
            case ReservationEvent.Fulfilled one -> kind + " " + lines(one.lines());
            case ReservationEvent.Rejected one -> kind + " " + one.reason().code();
            case ReservationEvent.IssueRefused one -> kind + " " + one.reason();
            case ReservationEvent.Waiting one ->
                kind + " " + one.reason().code() + " "
                        + one.lines().stream()
                                .map(line ->
                                        "%s %s (%s missing)".formatted(line.reserved(), line.sku(), line.missing()))
                                .collect(Collectors.joining(", "));
            case ReservationEvent.Reduced one ->
                kind + " by "
                        + one.lines().stream()
                                .map(line -> "%s %s to %s (%s missing)"
                                        .formatted(line.quantity(), line.sku(), line.reserved(), line.missing()))
                                .collect(Collectors.joining(", "));
            case ReservationEvent.Restocked one ->
                kind + " "
                        + one.lines().stream()
                                .map(line -> line.quantity() + " " + line.sku() + " " + line.disposition())
                                .collect(Collectors.joining(", "));
        };
    }

    private static String lines(List<ReservationEvent.Line> lines) {
        return lines.stream().map(line -> line.quantity() + " " + line.sku()).collect(Collectors.joining(", "));
    }
}
