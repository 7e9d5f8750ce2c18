package dev.erp.chassis.money;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount in a currency, always at that currency's minor units (ISO 4217: EUR 2, JPY 0, KWD 3). On the wire
 * {@code {"amount":"12.30","currency":"EUR"}}.
 *
 * @throws IllegalArgumentException when the amount has more decimals than the currency, or more than {@value
 *     #MAX_INTEGER_DIGITS} digits before the point
 */
@Schema(additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
public record Money(
        @Schema(
                example = "18.90",
                pattern = "^-?\\d{1,12}(\\.\\d{1,4})?$",
                description = "With as many decimals as the currency has")
        BigDecimal amount,

        @Schema(example = "EUR", description = "ISO 4217") Currency currency)
        implements Comparable<Money> {

    public static final int MAX_INTEGER_DIGITS = 12;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public Money {
        if (amount == null || currency == null) {
            throw new IllegalArgumentException("must have an amount and a currency");
        }
        if (currency.getDefaultFractionDigits() < 0) {
            throw new IllegalArgumentException(
                    "must be in a currency to trade in; " + currency + " has no minor units");
        }
        try {
            amount = amount.setScale(currency.getDefaultFractionDigits(), RoundingMode.UNNECESSARY);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "must have at most %d decimals in %s".formatted(currency.getDefaultFractionDigits(), currency), e);
        }
        if (amount.precision() - amount.scale() > MAX_INTEGER_DIGITS) {
            throw new IllegalArgumentException(
                    "must have at most " + MAX_INTEGER_DIGITS + " digits before the decimal point");
        }
    }

    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), Currency.getInstance(currency));
    }

    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    /** Rounds half up to the currency's minor units. */
    public static Money rounded(BigDecimal amount, Currency currency) {
        return new Money(amount.setScale(currency.getDefaultFractionDigits(), RoundingMode.HALF_UP), currency);
    }

    public Money plus(Money other) {
        return new Money(amount.add(same(other).amount), currency);
    }

    public Money minus(Money other) {
        return new Money(amount.subtract(same(other).amount), currency);
    }

    /** This many percent of the amount, rounded half up. */
    public Money percent(BigDecimal percent) {
        return rounded(amount.multiply(percent).divide(HUNDRED), currency);
    }

    @JsonIgnore
    public boolean isZero() {
        return amount.signum() == 0;
    }

    @JsonIgnore
    public boolean isPositive() {
        return amount.signum() > 0;
    }

    @JsonIgnore
    public boolean isNegative() {
        return amount.signum() < 0;
    }

    /** @throws IllegalArgumentException for another currency */
    @Override
    public int compareTo(Money other) {
        return amount.compareTo(same(other).amount);
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot mix " + currency + " and " + other.currency);
        }
        return other;
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency.getCurrencyCode();
    }
}
