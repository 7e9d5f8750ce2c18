package dev.erp.inventory.reservation;

import dev.erp.inventory.reservation.Reservation.Line;
import dev.erp.inventory.reservation.Reservation.Reason;
import dev.erp.inventory.reservation.Reservation.Shortage;
import dev.erp.inventory.reservation.Reservation.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A reservation as the API shows it.
 *
 * @param reason why it was rejected or released; absent while confirmed
 * @param lines what is, or was, reserved: one per product; empty for a rejected order
 * @param shortages what stood in the way of a rejected order: one per product; else empty
 * @param decidedAt when the order got its answer
 */
@Schema(name = "Reservation")
record ReservationView(
        UUID orderId,
        String orderNumber,
        State state,
        Reason reason,
        List<Line> lines,
        List<Shortage> shortages,
        long version,
        Instant decidedAt,
        Instant updatedAt) {}
