package dev.erp.inventory.reservation;

import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.ledger.Reservation.Reason;
import dev.erp.inventory.ledger.Reservation.State;
import dev.erp.inventory.ledger.Shortage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reservation as the API shows it.
 *
 * @param reason why it waits, was rejected or released, or expired; else absent
 * @param lines what the order asks for: one per product; empty for a rejected order
 * @param shortages what stood in the way of a rejected order: one per product; else empty
 * @param reserveUntil when what it still holds is released by itself; absent for never
 * @param decidedAt when the order got its answer
 */
@Schema(name = "Reservation")
record ReservationView(
        @Schema(example = "0193f2c4-5b1e-7a30-8c55-2f6f1f0c9a03")
        UUID orderId,

        @Schema(example = "SO-2026-000017") String orderNumber,

        @Schema(example = "019ab1c0-0000-7000-8000-000000000001")
        UUID warehouseId,

        @Schema(example = "confirmed") State state,
        @Nullable Reason reason,
        List<Line> lines,
        @Schema(example = "[]") List<Shortage> shortages,
        @Schema(example = "2026-11-30T18:00:00Z") @Nullable Instant reserveUntil,
        @Schema(example = "1") long version,
        @Schema(example = "2026-11-02T09:15:04.391027Z") Instant decidedAt,
        @Schema(example = "2026-11-02T09:15:04.391027Z") Instant updatedAt) {

    /**
     * A product of the order.
     *
     * @param quantity what the order asks for, over all its lines
     * @param reserved what it holds
     * @param waiting what it waits for
     * @param issued what has left the warehouse
     * @param returned what of that has come back
     */
    @Schema(name = "ReservedProduct")
    record Line(
            @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
            UUID productId,

            @Schema(example = "COF-ESP-1000") String sku,
            @Schema(example = "12") Quantity quantity,
            @Schema(example = "12") Quantity reserved,
            @Schema(example = "0") Quantity waiting,
            @Schema(example = "0") Quantity issued,
            @Schema(example = "0") Quantity returned) {}
}
