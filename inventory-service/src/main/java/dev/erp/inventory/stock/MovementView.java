package dev.erp.inventory.stock;

import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change of a stock, and why.
 *
 * @param unitCost of one piece, in the base currency; absent where nothing moves that has a value
 * @param valueChange of the stock's value, in the base currency
 * @param documentType what it was for: sales_order, shipment, return, receipt, or transfer; absent when it is its own document
 * @param actor who did it: a user's id, or the service that reacted to an event
 */
@Schema(name = "StockMovement")
record MovementView(
        @Schema(example = "0193f2c4-8e41-7d63-9f88-5c9c4a3fad06")
        UUID id,

        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
        UUID productId,

        @Schema(example = "019ab1c0-0000-7000-8000-000000000001")
        UUID warehouseId,

        @Schema(
                example = "adjustment",
                allowableValues = {
                    "receipt",
                    "reservation",
                    "release",
                    "issue",
                    "adjustment",
                    "transfer",
                    "return",
                    "count"
                })
        String kind,

        @Schema(example = "-2") Quantity onHandChange,
        @Schema(example = "0") Quantity reservedChange,
        @Schema(example = "9.8000") @Nullable BigDecimal unitCost,
        @Schema(example = "-19.6000") BigDecimal valueChange,
        @Nullable String documentType,
        @Nullable UUID documentId,
        @Schema(example = "Two bags were damaged") @Nullable String reason,

        @Schema(example = "0193f2c4-9f52-7e74-8a99-6dad5b40be07")
        String actor,

        @Schema(example = "2026-11-02T09:15:04.218313Z") Instant occurredAt) {}
