package dev.erp.inventory.ledger;

import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.money.Quantity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What stock needs to know of a sales order's events; whatever else they carry is ignored. */
public sealed interface SalesOrderEvent {

    String TOPIC = "erp.sales.order";
    String PLACED = "sales.order.placed.v1";
    String REQUESTED = "sales.order.reservation-requested.v1";
    String CANCELLED = "sales.order.cancelled.v1";
    String REDUCED = "sales.order.reduced.v1";
    String SHIPMENT_REQUESTED = "sales.order.shipment-requested.v1";
    String RETURNED = "sales.order.returned.v1";

    int MAX_LINES = 500;
    Quantity MAX_QUANTITY = Quantity.of(1_000_000);
    String BACKORDER = "backorder";
    String RESTOCK = "restock";

    UUID orderId();

    /**
     * An order that wants stock.
     *
     * @param number what people call the order
     * @param warehouseId null for the default one
     * @param onShortage {@value #BACKORDER} waits for what is missing; anything else, or null, refuses the order
     * @param reserveUntil null for no limit
     * @param lines 1 to {@value #MAX_LINES}; several may be of one product
     */
    record Placed(
            UUID orderId, String number, UUID warehouseId, String onShortage, Instant reserveUntil, List<Line> lines)
            implements SalesOrderEvent {

        boolean waits() {
            return BACKORDER.equals(onShortage);
        }
    }

    /** Asks again for an answer: a known order gets its present state, an unknown one is decided. */
    record Requested(Placed order) implements SalesOrderEvent {
        @Override
        public UUID orderId() {
            return order.orderId();
        }
    }

    /** An order that needs its stock no longer. */
    record Cancelled(UUID orderId) implements SalesOrderEvent {}

    /** The time of a reservation is up. Not an event of sales-service: the clock says so. */
    record TimedOut(UUID orderId) implements SalesOrderEvent {}

    /** An order that needs less. */
    record Reduced(UUID orderId, List<Line> lines) implements SalesOrderEvent {}

    /** Goods are to leave the warehouse. */
    record ShipmentRequested(UUID orderId, UUID shipmentId, List<Line> lines) implements SalesOrderEvent {}

    /** Goods have come back. */
    record Returned(UUID orderId, UUID returnId, List<Line> lines) implements SalesOrderEvent {}

    /**
     * @param quantity more than zero
     * @param disposition of a return: {@value #RESTOCK}, or anything else for goods that nobody can sell any more
     */
    record Line(UUID productId, Quantity quantity, String disposition) {
        boolean isRestocked() {
            return RESTOCK.equals(disposition);
        }
    }

    /** @throws InvalidEventException when the event cannot be an order's */
    static SalesOrderEvent of(IncomingEvent event) {
        SalesOrderEvent order =
                switch (event.type()) {
                    case PLACED -> checked(event.as(Placed.class));
                    case REQUESTED -> new Requested(checked(event.as(Placed.class)));
                    case CANCELLED -> event.as(Cancelled.class);
                    case REDUCED -> event.as(Reduced.class);
                    case SHIPMENT_REQUESTED -> event.as(ShipmentRequested.class);
                    case RETURNED -> event.as(Returned.class);
                    default -> throw new InvalidEventException("a reservation does not listen to " + event.type());
                };
        require(event.subject().equals(order.orderId()), "orderId must be the event's subject");
        switch (order) {
            case Reduced reduced -> check(reduced.lines());
            case ShipmentRequested shipment -> {
                require(shipment.shipmentId() != null, "shipmentId must be given");
                check(shipment.lines());
            }
            case Returned returned -> {
                require(returned.returnId() != null, "returnId must be given");
                check(returned.lines());
            }
            default -> {
                // checked above
            }
        }
        return order;
    }

    /** What of each product, over all lines. */
    static Map<UUID, Quantity> sums(List<Line> lines) {
        Map<UUID, Quantity> sums = new LinkedHashMap<>();
        lines.forEach(line -> sums.merge(line.productId(), line.quantity(), Quantity::plus));
        return sums;
    }

    private static Placed checked(Placed order) {
        require(order.number() != null && order.number().matches("[\\x21-\\x7e]{1,40}"), "number must be given");
        check(order.lines());
        return order;
    }

    private static void check(List<Line> lines) {
        require(lines != null && !lines.isEmpty(), "lines must be given");
        require(lines.size() <= MAX_LINES, "an order has at most " + MAX_LINES + " lines");
        for (Line line : lines) {
            require(line != null && line.productId() != null, "a line must name its product");
            require(
                    line.quantity() != null
                            && line.quantity().isPositive()
                            && line.quantity().compareTo(MAX_QUANTITY) <= 0,
                    "a line's quantity must be more than 0 and at most " + MAX_QUANTITY);
        }
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new InvalidEventException(rule);
        }
    }
}
