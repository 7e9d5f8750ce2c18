package dev.erp.inventory.stock;

import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;

/**
 * One change of a stock, and why.
 *
 * @param kind adjustment, reservation, or release
 * @param documentType what it was for, such as sales_order; absent for an adjustment
 * @param actor who did it: a user's id, or the service that reacted to an event
 */
@Schema(name = "StockMovement")
record MovementView(
        UUID id,
        UUID productId,

        @Schema(allowableValues = {"adjustment", "reservation", "release"})
        String kind,

        @Schema(type = "number") Quantity onHandChange,
        @Schema(type = "number") Quantity reservedChange,
        String documentType,
        UUID documentId,
        String reason,
        String actor,
        Instant occurredAt) {}
