package dev.erp.inventory.stock;

import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/**
 * Goods that are to lie in another warehouse.
 *
 * @param toWarehouseId another one than fromWarehouseId
 * @param quantity more than zero, with as many decimals as the unit has, and at most what is available
 * @param reason in the words of who asks, one line of 1 to 500 characters
 */
record StockTransfer(
        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02") @NotNull(message = "must be given")
        UUID productId,

        @Schema(example = "019ab1c0-0000-7000-8000-000000000001") @NotNull(message = "must be given")
        UUID fromWarehouseId,

        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d41") @NotNull(message = "must be given")
        UUID toWarehouseId,

        @Schema(example = "24", minimum = "0.001") @NotNull(message = "must be given")
        Quantity quantity,

        @Schema(example = "For the shop window")
        @NotBlank(message = "must not be blank")
        @Size(max = 500, message = "must have at most 500 characters")
        @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must be one line without control characters")
        String reason) {}
