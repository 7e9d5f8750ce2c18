package dev.erp.inventory.product;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.NotNegative;
import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.ledger.TooManyDecimals;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.util.Locale;

/**
 * What people say about a product: the body of a new one, and what may be changed later, all but the SKU.
 *
 * @param sku 1 to 64 characters without spaces
 * @param name one line of text, 1 to 200 characters
 * @param description at most 4,000 characters, or null
 * @param category at most 100 characters, or null for none
 * @param unit what a quantity of it counts: 1 to 20 characters, "piece" if not given; never changes
 * @param unitDecimals how many decimals a quantity of it may have, 0 (the default) to 3; never changes
 * @param price of one unit, without tax; zero or more
 * @param taxRate percent, 0 to 100 with at most two decimals
 * @param reorderLevel below this much available in a warehouse it should be bought again; 0, the default, means never
 * @param reorderQuantity how much to buy then; 0, the default, leaves that to who buys
 */
record ProductDetails(
        @Schema(example = "COF-ESP-1000")
        @NotBlank(message = "must not be blank")
        @Size(max = 64, message = "must have at most 64 characters")
        @Pattern(regexp = "[^\\p{Z}\\p{C}]*", message = "must not contain spaces or invisible characters")
        String sku,

        @Schema(example = "Espresso beans, 1 kg")
        @NotBlank(message = "must not be blank")
        @Size(max = 200, message = "must have at most 200 characters")
        @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*", message = "must be one line without control characters")
        String name,

        @Schema(example = "House blend, medium roast")
        @Size(max = 4000, message = "must have at most 4000 characters")
        @Pattern(
                regexp = "[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\p{Cs}]*",
                message = "must not contain control characters")
        String description,

        @Schema(example = "Coffee")
        @Size(min = 1, max = 100, message = "must have 1 to 100 characters")
        @Pattern(regexp = "[^\\p{Cc}\\p{Cs}]*\\S[^\\p{Cc}\\p{Cs}]*", message = "must be one line that is not blank")
        String category,

        @Schema(example = "piece", defaultValue = "piece")
        @Size(min = 1, max = 20, message = "must have 1 to 20 characters")
        @Pattern(regexp = "[^\\p{Z}\\p{C}]*", message = "must not contain spaces or invisible characters")
        String unit,

        @Schema(example = "0", minimum = "0", maximum = "3", defaultValue = "0")
        @Min(value = 0, message = "must be 0 or more")
        @Max(value = 3, message = "must be at most 3")
        Integer unitDecimals,

        @Schema(example = "EUR 18.90") @NotNull(message = "must be given") @NotNegative
        Money price,

        @Schema(
                example = "7.00",
                pattern = "^\\d{1,3}(\\.\\d{1,2})?$",
                description = "0 to 100 with at most two decimals")
        @NotNull(message = "must be given")
        @DecimalMin(value = "0", message = "must be 0 or more")
        @DecimalMax(value = "100", message = "must be at most 100")
        @Digits(integer = 3, fraction = 2, message = "must have at most 2 decimals")
        BigDecimal taxRate,

        @Schema(example = "40", minimum = "0", defaultValue = "0") @NotNegative
        Quantity reorderLevel,

        @Schema(example = "120", minimum = "0", defaultValue = "0") @NotNegative
        Quantity reorderQuantity) {

    ProductDetails {
        if (unit == null) {
            unit = "piece";
        }
        if (unitDecimals == null) {
            unitDecimals = 0;
        }
        if (taxRate != null && taxRate.scale() < 2) {
            taxRate = taxRate.setScale(2, RoundingMode.UNNECESSARY);
        }
        if (reorderLevel == null) {
            reorderLevel = Quantity.ZERO;
        }
        if (reorderQuantity == null) {
            reorderQuantity = Quantity.ZERO;
        }
    }

    /** The SKU as it is compared: {@code Ab-1} and {@code ab-1} are one, however their accents were typed. */
    String skuKey() {
        return Normalizer.normalize(sku, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /** @throws dev.erp.chassis.web.Problem 422 when a quantity has more decimals than the unit */
    void requireDecimals() {
        requireDecimals("reorderLevel", reorderLevel);
        requireDecimals("reorderQuantity", reorderQuantity);
    }

    private void requireDecimals(String field, Quantity quantity) {
        if (quantity.value().scale() > unitDecimals) {
            throw TooManyDecimals.in(field, unit, unitDecimals);
        }
    }

    ProductDetails withPrice(Money other) {
        return new ProductDetails(
                sku, name, description, category, unit, unitDecimals, other, taxRate, reorderLevel, reorderQuantity);
    }
}
