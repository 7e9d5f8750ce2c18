package dev.erp.inventory.ledger;

import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** A statement that has a part for each table that something is to be done to, and each column of its rows as one array. */
final class StatementParts {

    private static final String NOW = ":now";

    private final Map<String, String> parts = new LinkedHashMap<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** @param sql may use {@code :now} */
    void add(String name, String sql) {
        parts.put(name, sql);
    }

    <R, T> void put(String parameter, List<R> rows, Function<? super R, T> value, IntFunction<T[]> array) {
        parameters.put(parameter, rows.stream().map(value).toArray(array));
    }

    /** The parts as a WITH; nothing when there are none. */
    String with() {
        return parts.isEmpty()
                ? ""
                : parts.entrySet().stream()
                        .map(part -> part.getKey() + " AS (\n" + part.getValue() + ")")
                        .collect(Collectors.joining(", ", "WITH ", "\n"));
    }

    GenericExecuteSpec bind(GenericExecuteSpec statement, OffsetDateTime now) {
        GenericExecuteSpec bound = statement;
        for (var parameter : parameters.entrySet()) {
            bound = bound.bind(parameter.getKey(), parameter.getValue());
        }
        return parts.values().stream().anyMatch(sql -> sql.contains(NOW)) ? bound.bind("now", now) : bound;
    }
}
