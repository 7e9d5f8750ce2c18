package dev.erp.inventory.stock;

import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/**
 * A correction of a stock, as somebody asks for it.
 *
 * @param change of the pieces on hand, up to three decimals, not zero
 * @param reason in the words of who asks, one line of 1 to 500 characters
 */
record StockAdjustment(
        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02") @NotNull(message = "must be given")
        UUID productId,

        @Schema(example = "-2") @NotNull(message = "must be given")
        Quantity change,

        @Schema(example = "Two bags were damaged")
        @NotBlank(message = "must not be blank")
        @Size(max = 500, message = "must have at most 500 characters")
        @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must be one line without control characters")
        String reason) {}
