package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A quantity for each line of an order, by line number. {@link #NONE}, which is NULL in the database, is zero for every line of any
 * order.
 */
record PerLine(List<Quantity> values) {

    static final PerLine NONE = new PerLine(List.of());

    PerLine {
        values = List.copyOf(values);
    }

    /** @param column a {@code numeric[]}, or null */
    static PerLine of(BigDecimal[] column) {
        return column == null
                ? NONE
                : new PerLine(Arrays.stream(column).map(Quantity::new).toList());
    }

    static PerLine zeros(int lines) {
        return new PerLine(java.util.Collections.nCopies(lines, Quantity.ZERO));
    }

    boolean isNone() {
        return values.isEmpty();
    }

    /** @param line from 1 */
    Quantity at(int line) {
        return values.isEmpty() ? Quantity.ZERO : values.get(line - 1);
    }

    PerLine plus(PerLine other) {
        return with(other, Quantity::plus);
    }

    PerLine minus(PerLine other) {
        return with(other, Quantity::minus);
    }

    PerLine negated() {
        return zeros(values.size()).minus(this);
    }

    /** Line by line, what is more than zero of it. */
    PerLine positive() {
        return with(NONE, (value, zero) -> value.isPositive() ? value : zero);
    }

    PerLine min(PerLine other) {
        return with(other, (one, two) -> one.compareTo(two) <= 0 ? one : two);
    }

    private PerLine with(PerLine other, BinaryOperator<Quantity> operation) {
        int lines = Math.max(values.size(), other.values.size());
        return new PerLine(IntStream.rangeClosed(1, lines)
                .mapToObj(line -> operation.apply(at(line), other.at(line)))
                .toList());
    }

    boolean isZero() {
        return values.stream().allMatch(Quantity.ZERO::equals);
    }

    /** At least as much on every line. */
    boolean covers(PerLine other) {
        return IntStream.rangeClosed(1, Math.max(values.size(), other.values.size()))
                .allMatch(line -> at(line).compareTo(other.at(line)) >= 0);
    }

    /** NONE if it is zero. */
    PerLine compact() {
        return isZero() ? NONE : this;
    }

    /** As a {@code numeric[]} of PostgreSQL is written, so that many orders' fit into one array of texts; null for NONE. */
    String literal() {
        return isNone() ? null : values.stream().map(Quantity::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
