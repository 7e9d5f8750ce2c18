package dev.erp.inventory.stock;

import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change of a stock, and why.
 *
 * @param kind adjustment, reservation, or release
 * @param documentType what it was for, such as sales_order; absent for an adjustment
 * @param actor who did it: a user's id, or the service that reacted to an event
 */
@Schema(name = "StockMovement")
record MovementView(
        @Schema(example = "0193f2c4-8e41-7d63-9f88-5c9c4a3fad06")
        UUID id,

        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
        UUID productId,

        @Schema(
                example = "adjustment",
                allowableValues = {"adjustment", "reservation", "release"})
        String kind,

        @Schema(example = "-2") Quantity onHandChange,
        @Schema(example = "0") Quantity reservedChange,
        @Nullable String documentType,
        @Nullable UUID documentId,
        @Schema(example = "Two bags were damaged") @Nullable String reason,

        @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07")
        String actor,

        @Schema(example = "2026-11-02T09:15:04.218313Z") Instant occurredAt) {}
