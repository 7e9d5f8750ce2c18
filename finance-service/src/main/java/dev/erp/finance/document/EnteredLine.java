package dev.erp.finance.document;

import dev.erp.chassis.money.DocumentTotals;
import dev.erp.chassis.money.DocumentTotals.Rounding;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.PlainText;
import dev.erp.chassis.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/**
 * A line that somebody enters by hand.
 *
 * @param name what it is for; 1 to 200 characters
 * @param productId missing when it is no product
 * @param sku missing when it has none; 1 to 64 characters
 * @param quantity more than 0
 * @param unitPrice of one piece without tax, 0 or more, with as many decimals as the currency of the document has
 * @param discountPercent on this line, 0.00 to 100.00; none if missing
 * @param taxRate percent, 0.00 to 100.00
 */
@Schema(name = "EnteredLine")
public record EnteredLine(
        @Schema(example = "Consulting, one day")
        @NotBlank(message = "must be given")
        @Size(max = 200, message = "must be at most 200 characters")
        @PlainText
        String name,

        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
        UUID productId,

        @Schema(example = "CONS-1") @Size(min = 1, max = 64, message = "must be 1 to 64 characters") @PlainText
        String sku,

        @Schema(example = "2") @NotNull(message = "must be given")
        Quantity quantity,

        @Schema(example = "480.00", description = "Decimal in a string") @NotNull(message = "must be given")
        BigDecimal unitPrice,

        @Schema(example = "0.00", description = "Decimal in a string")
        BigDecimal discountPercent,

        @Schema(example = "19.00", description = "Decimal in a string") @NotNull(message = "must be given")
        BigDecimal taxRate) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal MAX_PRICE = new BigDecimal("999999999.9999");
    private static final int RATE_DECIMALS = 2;

    /** Most that a document may be worth, so that sums of many fit the columns of the books. */
    private static final BigDecimal MAX_TOTAL = new BigDecimal("999999999999");

    /**
     * What these lines cost.
     *
     * @throws Problem 400 naming what is out of range
     */
    public static DocumentTotals totals(Currency currency, Rounding rounding, List<EnteredLine> lines) {
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            lines.get(i).check("lines[" + i + "].", currency, errors);
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        DocumentTotals totals = DocumentTotals.of(
                currency,
                rounding,
                lines.stream()
                        .map(l -> new DocumentTotals.Item(l.quantity, l.unitPrice, l.discount(), l.taxRate))
                        .toList(),
                BigDecimal.ZERO);
        if (totals.gross().compareTo(MAX_TOTAL) > 0) {
            throw Problem.invalid("lines", "too_much", "must cost at most " + MAX_TOTAL + " in all");
        }
        return totals;
    }

    /** The policy that a request asks for. */
    public static Rounding rounding(String code) {
        return code == null ? Rounding.HALF_UP_PER_LINE : Rounding.ofCode(code);
    }

    public BigDecimal discount() {
        return discountPercent == null ? BigDecimal.ZERO.setScale(RATE_DECIMALS) : discountPercent;
    }

    private void check(String at, Currency currency, List<FieldError> errors) {
        int digits = currency.getDefaultFractionDigits();
        if (!quantity.isPositive()) {
            errors.add(new FieldError(at + "quantity", "not_positive", "must be more than 0"));
        }
        if (unitPrice.signum() < 0
                || unitPrice.compareTo(MAX_PRICE) > 0
                || unitPrice.stripTrailingZeros().scale() > digits) {
            errors.add(new FieldError(
                    at + "unitPrice",
                    "out_of_range",
                    "must be 0 to " + MAX_PRICE.toBigInteger() + " with at most " + digits + " decimals in "
                            + currency));
        }
        percent(at + "discountPercent", discount(), errors);
        percent(at + "taxRate", taxRate, errors);
    }

    private static void percent(String field, BigDecimal percent, List<FieldError> errors) {
        if (percent.signum() < 0
                || percent.compareTo(HUNDRED) > 0
                || percent.stripTrailingZeros().scale() > RATE_DECIMALS) {
            errors.add(new FieldError(field, "out_of_range", "must be 0.00 to 100.00 with at most 2 decimals"));
        }
    }
}
