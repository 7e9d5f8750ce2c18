package dev.erp.inventory.reservation;

import dev.erp.inventory.reservation.Reservation.Line;
import dev.erp.inventory.reservation.Reservation.Reason;
import dev.erp.inventory.reservation.Reservation.Shortage;
import java.util.List;
import java.util.UUID;

/** What happened to a reservation, as the schemas {@code inventory.reservation.*.v1} say. */
sealed interface ReservationEvent {

    String TOPIC = "erp.inventory.reservation";

    record Confirmed(UUID orderId, String orderNumber, List<Line> lines) implements ReservationEvent {}

    record Rejected(UUID orderId, String orderNumber, Reason reason, List<Shortage> shortages)
            implements ReservationEvent {}

    record Released(UUID orderId, String orderNumber, Reason reason, List<Line> lines) implements ReservationEvent {}

    /** The event that brought a reservation to its state. */
    static ReservationEvent of(Reservation reservation) {
        UUID orderId = reservation.orderId();
        String number = reservation.orderNumber();
        return switch (reservation.state()) {
            case CONFIRMED -> new Confirmed(orderId, number, reservation.lines());
            case REJECTED -> new Rejected(orderId, number, reservation.reason(), reservation.shortages());
            case RELEASED -> new Released(orderId, number, reservation.reason(), reservation.lines());
        };
    }

    /** The event's type on the wire. */
    default String type() {
        return switch (this) {
            case Confirmed confirmed -> "inventory.reservation.confirmed.v1";
            case Rejected rejected -> "inventory.reservation.rejected.v1";
            case Released released -> "inventory.reservation.released.v1";
        };
    }
}
