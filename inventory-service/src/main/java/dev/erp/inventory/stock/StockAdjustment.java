package dev.erp.inventory.stock;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/**
 * A correction of a stock, as somebody asks for it.
 *
 * @param warehouseId null for the default one
 * @param change of the pieces on hand, with as many decimals as the unit has, not zero
 * @param unitCost what each added piece has cost, in the base currency; null: as much as those that are there
 * @param reason in the words of who asks, one line of 1 to 500 characters
 * @param givingWay at most 100 orders that may lose what they hold, in this order, as far as it is needed; they wait then
 */
record StockAdjustment(
        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02") @NotNull(message = "must be given")
        UUID productId,

        @Schema(example = "019ab1c0-0000-7000-8000-000000000001")
        UUID warehouseId,

        @Schema(example = "-2") @NotNull(message = "must be given")
        Quantity change,

        @Schema(example = "EUR 9.80") Money unitCost,

        @Schema(example = "Two bags were damaged")
        @NotBlank(message = "must not be blank")
        @Size(max = 500, message = "must have at most 500 characters")
        @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must be one line without control characters")
        String reason,

        @Schema(example = "[]") @Size(max = 100, message = "must have at most 100 orders")
        List<@NotNull(message = "must be given") UUID> givingWay) {

    StockAdjustment {
        givingWay = givingWay == null ? List.of() : givingWay;
    }
}
