package dev.erp.inventory.reservation;

import dev.erp.inventory.reservation.Reservation.Line;
import dev.erp.inventory.reservation.Reservation.Reason;
import dev.erp.inventory.reservation.Reservation.Shortage;
import dev.erp.inventory.reservation.Reservation.State;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
        @Schema(example = "0193f2c4-5b1e-7a30-8c55-2f6f1f0c9a03")
        UUID orderId,

        @Schema(example = "SO-2026-000017") String orderNumber,
        @Schema(example = "confirmed") State state,
        @Nullable Reason reason,
        List<Line> lines,
        @Schema(example = "[]") List<Shortage> shortages,
        @Schema(example = "1") long version,
        @Schema(example = "2026-11-02T09:15:04.391027Z") Instant decidedAt,
        @Schema(example = "2026-11-02T09:15:04.391027Z") Instant updatedAt) {}
