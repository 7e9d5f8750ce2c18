package dev.erp.inventory.ledger;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.ledger.Reservation.Line;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The part of the stock that a set of changes needs, locked: shelves, the reservations concerned, and those that wait in front of
 * the shelves. Changes are decided one after the other; what one leaves is what the next finds. Whoever waits is served before
 * anybody else, the oldest first, as soon as there is something.
 */
public final class StockRoom {

    private final Map<Place, Shelf> shelves = new LinkedHashMap<>();
    private final Map<UUID, Warehouse> warehouses = new HashMap<>();
    private final Map<UUID, Reservation> before = new HashMap<>();
    private final Map<UUID, Reservation> reservations = new HashMap<>();
    private final WaitingQueues queues = new WaitingQueues();
    private final List<NewEvent> events = new ArrayList<>();
    private final UUID defaultWarehouse;
    private final Instant now;
    private final OrderDecisions orders = new OrderDecisions(this);
    private final GoodsDecisions goods = new GoodsDecisions(this);
    private final OrderDocuments documents;
    private long arrivals;
    private Origin latest;

    /** A warehouse as far as its stock must know it. */
    record Warehouse(UUID id, String code, boolean active) {}

    /**
     * @param defaultWarehouse where orders go that name none; null when nobody could say
     * @param booked shipments and returns that were booked before, the oldest first
     * @param now of every change, taken after the locks
     */
    StockRoom(
            Collection<StockItem> items,
            Collection<Warehouse> warehouses,
            UUID defaultWarehouse,
            Collection<Reservation> reservations,
            Collection<OrderDocuments.OrderDocument> booked,
            Instant now) {
        items.forEach(item -> shelves.put(item.place(), new Shelf(item)));
        warehouses.forEach(warehouse -> this.warehouses.put(warehouse.id(), warehouse));
        this.defaultWarehouse = defaultWarehouse;
        this.documents = new OrderDocuments(booked);
        this.now = now;
        for (Reservation reservation : reservations) {
            before.put(reservation.orderId(), reservation);
            this.reservations.put(reservation.orderId(), reservation);
            reservation.lines().stream()
                    .filter(line -> line.waiting().isPositive())
                    .forEach(line -> queues.add(reservation, line));
        }
    }

    /** Decides what an order's event asks for. */
    public void decide(SalesOrderEvent order, Origin origin) {
        orders.decide(order, origin);
        latest = origin;
    }

    /** Decides what people and purchasing ask for. */
    public GoodsDecisions goods() {
        return goods;
    }

    public Instant now() {
        return now;
    }

    public Optional<Reservation> reservation(UUID orderId) {
        return Optional.ofNullable(reservations.get(orderId));
    }

    /** Looks at all shelves again: what is available may be below the level since, or below it no more. */
    public void reorderLevelChanged(Origin origin) {
        shelves.values().forEach(shelf -> shelf.checkLevel(origin));
    }

    /** Writes a further event with the changes. */
    public void tell(NewEvent event) {
        events.add(event);
    }

    Place place(UUID productId, UUID warehouseOrNull) {
        return new Place(productId, warehouseOrNull == null ? defaultWarehouse : warehouseOrNull);
    }

    Optional<Shelf> shelf(Place place) {
        return Optional.ofNullable(shelves.get(place));
    }

    /** The warehouse that is meant, if there is one. */
    Optional<Warehouse> warehouse(UUID idOrNull) {
        UUID id = idOrNull == null ? defaultWarehouse : idOrNull;
        return id == null ? Optional.empty() : Optional.ofNullable(warehouses.get(id));
    }

    UUID defaultWarehouse() {
        return defaultWarehouse;
    }

    /** The place in the queue of an order that arrives now. */
    long nextPosition() {
        return micros(now) + arrivals++;
    }

    static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    OrderDocuments documents() {
        return documents;
    }

    /** The reservation as it is after an event, which is its next version. */
    Reservation announce(Reservation reservation, ReservationEvent event, Origin origin) {
        Reservation told = reservation.next();
        reservations.put(told.orderId(), told);
        events.add(
                NewEvent.of(ReservationEvent.TOPIC, event.type(), told.orderId(), told.version(), now, origin, event));
        return told;
    }

    /** Its lines changed, to be announced when all of the command is done. */
    void put(Reservation reservation) {
        reservations.put(reservation.orderId(), reservation);
    }

    WaitingQueues queues() {
        return queues;
    }

    /**
     * Gives what is available at these places to those who wait there.
     *
     * @return the orders that got something, in the order in which they were served
     */
    Set<UUID> fill(Collection<Place> places, Origin cause) {
        Set<UUID> served = new LinkedHashSet<>();
        for (Place place : places) {
            Shelf shelf = shelves.get(place);
            while (shelf != null && !queues.isEmpty(place) && shelf.available().isPositive()) {
                UUID orderId = queues.first(place);
                serve(reservations.get(orderId), shelf, causedBy(cause, orderId));
                served.add(orderId);
            }
        }
        for (UUID orderId : served) {
            Reservation reservation = reservations.get(orderId);
            announce(reservation, ReservationEvent.of(reservation), causedBy(cause, orderId));
        }
        return served;
    }

    private void serve(Reservation reservation, Shelf shelf, Origin origin) {
        UUID product = shelf.item().place().productId();
        Line line = reservation.line(product).orElseThrow();
        Quantity gets = line.waiting().compareTo(shelf.available()) <= 0 ? line.waiting() : shelf.available();
        Quantity missing = line.waiting().minus(gets);
        shelf.awaitNoMore(gets);
        shelf.reserve(gets, reservation.orderId(), origin);
        if (!missing.isPositive()) {
            queues.remove(reservation, line);
        }
        put(reservation.with(product, one -> one.waitingFor(missing, one.position())));
    }

    /** What somebody else's doing causes to an order belongs to the order's own process. */
    static Origin causedBy(Origin cause, UUID orderId) {
        return cause.within(orderId);
    }

    /** What is to be written; ends the room. */
    Changes changes() {
        List<Shelf> changed = new ArrayList<>();
        Map<Place, Integer> told = new HashMap<>();
        for (Shelf shelf : shelves.values()) {
            shelf.checkLevel(latest);
            long sequence = shelf.item().eventVersion();
            for (StockEvents.Told event : shelf.events()) {
                events.add(NewEvent.of(
                        StockEvent.TOPIC,
                        event.event().type(),
                        shelf.item().stockId(),
                        ++sequence,
                        now,
                        event.origin(),
                        event.event()));
            }
            told.put(shelf.item().place(), (int) (sequence - shelf.item().eventVersion()));
            if (shelf.isChanged()) {
                changed.add(shelf);
            }
        }
        List<Movement> movements = shelves.values().stream()
                .flatMap(shelf -> shelf.movements().stream())
                .toList();
        return new Changes(now, changed, told, movements, before, reservations, documents.fresh(), events);
    }
}
