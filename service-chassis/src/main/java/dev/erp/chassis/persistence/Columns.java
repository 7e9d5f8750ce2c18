package dev.erp.chassis.persistence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Turns sets of rows into one array per column, so that a statement costs the same for one and for five hundred. */
public final class Columns {

    private Columns() {}

    /** One value of each row, in the order of the rows. */
    public static <S, T> T[] of(Collection<S> rows, Function<? super S, T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }

    /** As PostgreSQL takes it; null for null. */
    public static OffsetDateTime utc(Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
