package dev.erp.inventory.ledger;

import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.ledger.Reservation.Reason;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** What happened to a reservation, as the schemas {@code inventory.reservation.*.v1} say. */
public sealed interface ReservationEvent {

    String TOPIC = "erp.inventory.reservation";

    /** Pieces of one product, over all lines of the order. */
    record Line(UUID productId, String sku, Quantity quantity) {}

    /** What of a product is reserved now, and what is missing. */
    record Level(UUID productId, String sku, Quantity reserved, Quantity missing) {}

    /** How much less of a product is asked for, and what is reserved and missing now. */
    record Reduction(UUID productId, String sku, Quantity quantity, Quantity reserved, Quantity missing) {}

    /** What came back of a product, and whether it lies in the warehouse again. */
    record Returned(UUID productId, String sku, Quantity quantity, String disposition) {}

    record Confirmed(UUID orderId, String orderNumber, UUID warehouseId, List<Line> lines)
            implements ReservationEvent {}

    record Waiting(UUID orderId, String orderNumber, UUID warehouseId, Reason reason, List<Level> lines)
            implements ReservationEvent {}

    record Rejected(UUID orderId, String orderNumber, Reason reason, List<Shortage> shortages)
            implements ReservationEvent {}

    record Released(UUID orderId, String orderNumber, Reason reason, List<Line> lines) implements ReservationEvent {}

    record Reduced(UUID orderId, String orderNumber, Reason reason, List<Reduction> lines)
            implements ReservationEvent {}

    record Expired(UUID orderId, String orderNumber, Reason reason, List<Line> lines) implements ReservationEvent {}

    record Issued(UUID orderId, String orderNumber, UUID shipmentId, List<Line> lines) implements ReservationEvent {}

    /** @param shipmentId the last one */
    record Fulfilled(UUID orderId, String orderNumber, UUID shipmentId, List<Line> lines) implements ReservationEvent {}

    record IssueRefused(UUID orderId, String orderNumber, UUID shipmentId, String reason, List<Shortage> shortages)
            implements ReservationEvent {}

    record Restocked(UUID orderId, String orderNumber, UUID returnId, List<Returned> lines)
            implements ReservationEvent {}

    /** What tells the present state of a reservation that is not fulfilled. */
    static ReservationEvent of(Reservation now) {
        UUID order = now.orderId();
        String number = now.orderNumber();
        return switch (now.state()) {
            case CONFIRMED -> new Confirmed(order, number, now.warehouseId(), lines(now, Reservation.Line::held));
            case WAITING ->
                new Waiting(
                        order,
                        number,
                        now.warehouseId(),
                        now.reason(),
                        now.lines().stream()
                                .map(line -> new Level(line.productId(), line.sku(), line.held(), line.waiting()))
                                .toList());
            case REJECTED -> new Rejected(order, number, now.reason(), now.shortages());
            case RELEASED -> new Released(order, number, now.reason(), List.of());
            case EXPIRED -> new Expired(order, number, now.reason(), List.of());
            case FULFILLED -> throw new IllegalStateException("order " + order + " was told with its last shipment");
        };
    }

    /** The lines of which there is something. */
    static List<Line> lines(Reservation reservation, Function<Reservation.Line, Quantity> quantity) {
        return reservation.lines().stream()
                .filter(line -> quantity.apply(line).isPositive())
                .map(line -> new Line(line.productId(), line.sku(), quantity.apply(line)))
                .toList();
    }

    /** The event's type on the wire. */
    default String type() {
        return "inventory.reservation."
                + switch (this) {
                    case Confirmed confirmed -> "confirmed";
                    case Waiting waiting -> "waiting";
                    case Rejected rejected -> "rejected";
                    case Released released -> "released";
                    case Reduced reduced -> "reduced";
                    case Expired expired -> "expired";
                    case Issued issued -> "issued";
                    case Fulfilled fulfilled -> "fulfilled";
                    case IssueRefused refused -> "issue-refused";
                    case Restocked restocked -> "restocked";
                }
                + ".v1";
    }
}
