package dev.erp.inventory.reservation;

import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.money.Quantity;
import java.util.List;
import java.util.UUID;

/** What a reservation needs to know of a sales order's events; whatever else they carry is ignored. */
sealed interface SalesOrderEvent {

    String TOPIC = "erp.sales.order";
    String PLACED = "sales.order.placed.v1";
    String CANCELLED = "sales.order.cancelled.v1";

    int MAX_LINES = 500;
    Quantity MAX_QUANTITY = Quantity.of(1_000_000);

    UUID orderId();

    /**
     * An order that wants stock.
     *
     * @param number what people call the order
     * @param lines 1 to {@value #MAX_LINES}; several may be of one product
     */
    record Placed(UUID orderId, String number, List<Line> lines) implements SalesOrderEvent {}

    /** An order that needs its stock no longer. */
    record Cancelled(UUID orderId) implements SalesOrderEvent {}

    /** @param quantity more than zero */
    record Line(UUID productId, Quantity quantity) {}

    /** @throws InvalidEventException when the event cannot be an order's */
    static SalesOrderEvent of(IncomingEvent event) {
        SalesOrderEvent order =
                switch (event.type()) {
                    case PLACED -> checked(event.as(Placed.class));
                    case CANCELLED -> event.as(Cancelled.class);
                    default -> throw new InvalidEventException("a reservation does not listen to " + event.type());
                };
        require(event.subject().equals(order.orderId()), "orderId must be the event's subject");
        return order;
    }

    private static Placed checked(Placed order) {
        require(order.number() != null && order.number().matches("[\\x21-\\x7e]{1,40}"), "number must be given");
        require(order.lines() != null && !order.lines().isEmpty(), "lines must be given");
        require(order.lines().size() <= MAX_LINES, "an order has at most " + MAX_LINES + " lines");
        for (Line line : order.lines()) {
            require(line != null && line.productId() != null, "a line must name its product");
            require(
                    line.quantity() != null
                            && line.quantity().isPositive()
                            && line.quantity().compareTo(MAX_QUANTITY) <= 0,
                    "a line's quantity must be more than 0 and at most " + MAX_QUANTITY);
        }
        return order;
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new InvalidEventException(rule);
        }
    }
}
