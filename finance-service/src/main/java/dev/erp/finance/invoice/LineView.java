package dev.erp.finance.invoice;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line as the API shows it; rates and discounts in percent.
 *
 * @param productId missing on a free line, like {@code sku} when it has none
 */
@Schema(name = "InvoiceLine")
public record LineView(
        @Schema(example = "1") int line,

        @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02") @Nullable
        UUID productId,

        @Schema(example = "COF-ESP-1000") @Nullable String sku,
        @Schema(example = "Espresso beans, 1 kg") String name,
        @Schema(example = "12") Quantity quantity,
        @Schema(example = "EUR 18.90") Money unitPrice,
        @Schema(example = "0.00") BigDecimal discountPercent,
        @Schema(example = "EUR 226.80") Money net,
        @Schema(example = "7.00") BigDecimal taxRate,
        @Schema(example = "EUR 15.88") Money tax,
        @Schema(example = "EUR 242.68") Money gross) {

    public static LineView of(InvoiceLine line, Currency currency) {
        return new LineView(
                line.line(),
                line.productId(),
                line.sku(),
                line.name(),
                line.quantity(),
                new Money(line.unitPrice(), currency),
                line.discountPercent(),
                new Money(line.net(), currency),
                line.taxRate(),
                new Money(line.tax(), currency),
                new Money(line.gross(), currency));
    }
}
