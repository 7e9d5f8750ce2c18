package dev.erp.inventory.ledger;

import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a set of changes will need to see and to lock. */
public final class Scope {

    /** @param warehouseId null for the default one */
    record Wanted(UUID productId, UUID warehouseId) {}

    private final Set<Wanted> wanted = new HashSet<>();
    private final Set<UUID> orders = new HashSet<>();
    private final Set<UUID> ownOrders = new HashSet<>();
    private final Set<UUID> givingWay = new HashSet<>();
    private final List<UUID> documents = new ArrayList<>();
    private final Set<UUID> askedAgain = new HashSet<>();
    private final Map<UUID, BigDecimal> rises = new HashMap<>();

    /** The stock of a product in a warehouse; null stands for the default one. */
    public Scope stock(UUID productId, UUID warehouseOrNull) {
        wanted.add(new Wanted(productId, warehouseOrNull));
        return this;
    }

    /** So much more of a product may become available, besides what the orders of this scope give back. */
    public Scope rising(UUID productId, Quantity atMost) {
        rises.merge(productId, atMost.value(), BigDecimal::add);
        return this;
    }

    /** Whatever this event of an order may need. */
    public Scope order(SalesOrderEvent event) {
        orders.add(event.orderId());
        if (event instanceof SalesOrderEvent.Placed placed) {
            return lines(placed);
        }
        // the stock of all that the order has: with that locked, nobody else can change its reservation
        ownOrders.add(event.orderId());
        switch (event) {
            case SalesOrderEvent.Requested requested -> {
                askedAgain.add(event.orderId());
                lines(requested.order());
            }
            case SalesOrderEvent.ShipmentRequested shipment -> documents.add(shipment.shipmentId());
            case SalesOrderEvent.Returned returned -> {
                documents.add(returned.returnId());
                returned.lines().forEach(line -> rising(line.productId(), line.quantity()));
            }
            default -> {
                // what it holds and waits for is known when its reservation is read
            }
        }
        return this;
    }

    /** An order that may have to give way. */
    public Scope givingWay(UUID orderId) {
        givingWay.add(orderId);
        return this;
    }

    private Scope lines(SalesOrderEvent.Placed placed) {
        placed.lines().forEach(line -> stock(line.productId(), placed.warehouseId()));
        return this;
    }

    List<Wanted> wanted() {
        return List.copyOf(wanted);
    }

    Set<UUID> namedWarehouses() {
        Set<UUID> named = new HashSet<>();
        wanted.stream().map(Wanted::warehouseId).filter(id -> id != null).forEach(named::add);
        return named;
    }

    UUID[] orders() {
        return orders.toArray(UUID[]::new);
    }

    UUID[] ownOrders() {
        return ownOrders.toArray(UUID[]::new);
    }

    UUID[] givingWay() {
        return givingWay.toArray(UUID[]::new);
    }

    UUID[] documents() {
        return documents.toArray(UUID[]::new);
    }

    UUID[] askedAgain() {
        return askedAgain.toArray(UUID[]::new);
    }

    /** How much may become available at these places where somebody waits, at most. */
    Map<Place, BigDecimal> rises(List<StockItem> items, List<Reservation> known) {
        Map<Place, BigDecimal> bounds = new HashMap<>();
        for (StockItem item : items) {
            if (item.waiting().isPositive()) {
                bounds.put(item.place(), rises.getOrDefault(item.place().productId(), BigDecimal.ZERO));
            }
        }
        for (Reservation reservation : known) {
            if (reservation.isOpen()) {
                reservation
                        .lines()
                        .forEach(line -> bounds.computeIfPresent(
                                new Place(line.productId(), reservation.warehouseId()),
                                // what it waits for stands in the queue and may step out of it
                                (place, bound) -> bound.add(
                                        line.held().plus(line.waiting()).value())));
            }
        }
        bounds.values().removeIf(bound -> bound.signum() == 0);
        return bounds;
    }
}
