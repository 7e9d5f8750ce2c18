package dev.erp.hr;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;

/** A value to be bound that may be null: the driver needs to know of which type it is then. */
public final class Column {

    private Column() {}

    public static <T> Parameter of(Class<T> type, T valueOrNull) {
        return valueOrNull == null ? Parameters.in(type) : Parameters.in(valueOrNull);
    }
}
