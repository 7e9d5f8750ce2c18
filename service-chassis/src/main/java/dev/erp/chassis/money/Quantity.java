package dev.erp.chassis.money;

import java.math.BigDecimal;

/**
 * How much of something, in its unit of measure: at most three decimals, at most nine digits before the point. A JSON number on
 * the wire, without trailing zeros.
 */
public record Quantity(BigDecimal value) implements Comparable<Quantity> {

    public static final int MAX_DECIMALS = 3;
    public static final int MAX_INTEGER_DIGITS = 9;
    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

    /** @throws IllegalArgumentException when out of range */
    public Quantity {
        value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        if (value.scale() > MAX_DECIMALS) {
            throw new IllegalArgumentException("must have at most " + MAX_DECIMALS + " decimals");
        }
        if (value.precision() - value.scale() > MAX_INTEGER_DIGITS) {
            throw new IllegalArgumentException(
                    "must have at most " + MAX_INTEGER_DIGITS + " digits before the decimal point");
        }
        if (value.scale() < 0) {
            value = value.setScale(0);
        }
    }

    public static Quantity of(long value) {
        return new Quantity(BigDecimal.valueOf(value));
    }

    public Quantity plus(Quantity other) {
        return new Quantity(value.add(other.value));
    }

    public Quantity minus(Quantity other) {
        return new Quantity(value.subtract(other.value));
    }

    public boolean isPositive() {
        return value.signum() > 0;
    }

    public boolean isNegative() {
        return value.signum() < 0;
    }

    public boolean isWhole() {
        return value.scale() <= 0;
    }

    @Override
    public int compareTo(Quantity other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }
}
