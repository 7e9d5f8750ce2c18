package dev.erp.finance.document;

import dev.erp.chassis.money.DocumentTotals;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where each minor unit of a document comes from.
 *
 * @param rounding policy of the document: {@code half_up_per_line} or {@code half_up_in_total}
 * @param net sum of the net of the lines
 * @param tax sum of the tax of the lines
 * @param gross net + tax
 * @param paid sum of the payments; missing for a credit note
 * @param credited sum of the credit notes that were sent; missing for what has none
 * @param outstanding gross - paid - credited, at least 0; missing for a credit note
 */
@Schema(name = "Calculation")
public record CalculationView(
        @Schema(example = "half_up_per_line") String rounding,
        List<Line> lines,
        @Schema(example = "EUR 226.80") Money net,
        @Schema(example = "EUR 15.88") Money tax,
        @Schema(example = "EUR 242.68") Money gross,
        @Schema(example = "EUR 100.00") @Nullable Money paid,
        @Schema(example = "EUR 0.00") @Nullable Money credited,
        @Schema(example = "EUR 142.68") @Nullable Money outstanding) {

    /**
     * How a line came about.
     *
     * @param listPrice quantity × unit price, not rounded
     * @param lineDiscount what the discount of the line takes off, not rounded
     * @param exactNet list price - line discount, not rounded
     * @param spread net - exact net: what rounding and the line's share of a discount on the whole document, or of a remainder, make of it
     * @param exactTax net × tax rate, not rounded
     * @param taxSpread tax - exact tax: what rounding, or the line's share of a remainder, makes of it
     * @param steps the same in words
     */
    @Schema(name = "CalculatedLine")
    public record Line(
            @Schema(example = "1") int line,
            @Schema(example = "12") Quantity quantity,

            @Schema(example = "18.90", description = "Decimal in a string")
            BigDecimal unitPrice,

            @Schema(example = "0.00", description = "Decimal in a string")
            BigDecimal discountPercent,

            @Schema(example = "226.80", description = "Decimal in a string")
            BigDecimal listPrice,

            @Schema(example = "0.00", description = "Decimal in a string")
            BigDecimal lineDiscount,

            @Schema(example = "226.80", description = "Decimal in a string")
            BigDecimal exactNet,

            @Schema(example = "0.00", description = "Decimal in a string")
            BigDecimal spread,

            @Schema(example = "EUR 226.80") Money net,

            @Schema(example = "7.00", description = "Decimal in a string")
            BigDecimal taxRate,

            @Schema(example = "15.876", description = "Decimal in a string")
            BigDecimal exactTax,

            @Schema(example = "0.004", description = "Decimal in a string")
            BigDecimal taxSpread,

            @Schema(example = "EUR 15.88") Money tax,
            @Schema(example = "EUR 242.68") Money gross,
            @Schema(example = "[\"12 x 18.90 = 226.80\"]") List<String> steps) {}

    /** A line as it stands on a document. */
    public record Stated(
            int line,
            Quantity quantity,
            BigDecimal unitPrice,
            BigDecimal discountPercent,
            BigDecimal net,
            BigDecimal taxRate,
            BigDecimal tax) {}

    public static List<Line> lines(List<Stated> stated, Currency currency) {
        return stated.stream().map(line -> line(line, currency)).toList();
    }

    private static Line line(Stated of, Currency currency) {
        var item = new DocumentTotals.Item(of.quantity, of.unitPrice, of.discountPercent, of.taxRate);
        BigDecimal list = plain(item.listPrice());
        BigDecimal exact = plain(item.exactNet());
        BigDecimal exactTax = plain(of.net.multiply(of.taxRate).movePointLeft(2));
        BigDecimal spread = plain(of.net.subtract(exact));
        BigDecimal taxSpread = plain(of.tax.subtract(exactTax));
        BigDecimal discount = plain(list.subtract(exact));
        List<String> steps = new ArrayList<>();
        steps.add("%s x %s = %s".formatted(of.quantity, text(of.unitPrice), text(list)));
        if (discount.signum() != 0) {
            steps.add("less %s %% = %s".formatted(text(of.discountPercent), text(exact)));
        }
        if (spread.signum() != 0) {
            int digits = currency.getDefaultFractionDigits();
            boolean rounded = exact.setScale(digits, RoundingMode.HALF_UP).compareTo(of.net) == 0;
            String why = rounded ? "rounded half up" : "with its share of the discount or remainder of the document";
            steps.add("%s: %s = %s".formatted(why, signed(spread), text(of.net)));
        }
        steps.add("tax %s %% of %s = %s".formatted(text(of.taxRate), text(of.net), text(exactTax)));
        if (taxSpread.signum() != 0) {
            steps.add("rounded: %s = %s".formatted(signed(taxSpread), text(of.tax)));
        }
        return new Line(
                of.line,
                of.quantity,
                of.unitPrice,
                of.discountPercent,
                list,
                discount,
                exact,
                spread,
                new Money(of.net, currency),
                of.taxRate,
                exactTax,
                taxSpread,
                new Money(of.tax, currency),
                new Money(of.net.add(of.tax), currency),
                steps);
    }

    private static BigDecimal plain(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 2 ? stripped.setScale(2) : stripped;
    }

    private static String text(BigDecimal amount) {
        return amount.toPlainString();
    }

    private static String signed(BigDecimal amount) {
        return (amount.signum() < 0 ? "- " : "+ ") + text(amount.abs());
    }
}
