package dev.erp.sales.order;

import dev.erp.chassis.web.Problem;
import dev.erp.sales.order.SalesOrder.Change;
import dev.erp.sales.order.SalesOrder.Happening;
import dev.erp.sales.order.SalesOrder.Line;
import dev.erp.sales.order.SalesOrder.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Asking inventory for the goods of a shipment. */
final class Shipping {

    private static final Set<Status> SHIPPABLE =
            EnumSet.of(Status.WAITING, Status.CONFIRMED, Status.INVOICED, Status.PARTLY_SHIPPED);

    private Shipping() {}

    /**
     * What can be shipped: reserved, not shipped, and not on a shipment that is under way.
     *
     * @throws Problem 409 {@code nothing_to_ship}
     */
    static PerLine shippable(SalesOrder order, PerLine requested) {
        if (!SHIPPABLE.contains(order.status())) {
            throw nothing(order, "it is " + order.status().code());
        }
        PerLine most = order.quantities().held().minus(requested).positive();
        if (most.isZero()) {
            throw nothing(order, "nothing is reserved that is not shipped, or about to be");
        }
        return most;
    }

    private static Problem nothing(SalesOrder order, String because) {
        return Problem.conflict(
                "nothing_to_ship", "Of sales order " + order.number() + " nothing can be shipped: " + because + ".");
    }

    static Change request(SalesOrder order, List<Line> lines, Shipment shipment) {
        return order.after(
                new Happening("shipment_requested", shipment.requestedAt(), "shipment " + shipment.number(), null),
                order.effect(null, requested(order, lines, shipment)));
    }

    static SalesOrderEvent requested(SalesOrder order, List<Line> lines, Shipment shipment) {
        return new SalesOrderEvent.ShipmentRequested(
                order.id(),
                order.number(),
                shipment.id(),
                shipment.carrier(),
                shipment.trackingNumber(),
                order.shippingAddress(),
                shipment.requestedAt(),
                LineQuantity.of(shipment.quantities(), lines));
    }
}
