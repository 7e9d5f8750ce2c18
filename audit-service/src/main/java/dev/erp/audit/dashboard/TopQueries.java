package dev.erp.audit.dashboard;

import static dev.erp.audit.dashboard.DashboardQueries.ACTIVE;

import dev.erp.audit.dashboard.DashboardQueries.Sums;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who and what brings the most money. All time is kept as a sum; months are added up. */
@Component
final class TopQueries {

    private final DatabaseClient database;

    TopQueries(DatabaseClient database) {
        this.database = database;
    }

    /** @param name of the product or customer, if an event has told */
    record TopRow(
            UUID id, @Nullable String number, @Nullable String name, Sums sums) {}

    /** @param measure {@code product} or {@code customer}; also the kind of the documents that have their names */
    Mono<List<TopRow>> top(String measure, String currency, Period months, int limit) {
        String sums = months.isAllTime() ? """
                  SELECT key, amount, quantity, documents
                    FROM dashboard_sum
                   WHERE generation = %1$s AND measure = :measure AND currency = :currency AND day = DATE '0001-01-01'
                     AND measure IN ('product', 'customer') AND documents > 0
                   ORDER BY amount DESC LIMIT %2$d
                  """ : """
                  SELECT key, sum(amount) AS amount, sum(quantity) AS quantity, sum(documents)::bigint AS documents
                    FROM dashboard_sum
                   WHERE generation = %1$s AND measure = :measure AND currency = :currency AND day >= :first AND day < :end
                     AND day > DATE '0001-01-01'
                   GROUP BY key
                  HAVING sum(documents) > 0
                   ORDER BY amount DESC LIMIT %2$d
                  """;
        var statement = database.sql(("""
                        SELECT key::uuid AS id, amount, quantity, documents, document.state::jsonb ->> 'name' AS name,
                               coalesce(document.state::jsonb ->> 'sku', document.state::jsonb ->> 'number') AS number
                          FROM (""" + sums + """
                          ) AS top
                          LEFT JOIN dashboard_document AS document
                            ON document.generation = %1$s AND kind = :measure AND document.id = key::uuid
                         ORDER BY amount DESC, id
                        """).formatted(ACTIVE, limit))
                .bind("measure", measure)
                .bind("currency", currency);
        if (!months.isAllTime()) {
            statement = statement.bind("first", months.first()).bind("end", months.end());
        }
        return statement
                .map(row -> new TopRow(
                        row.get("id", UUID.class),
                        row.get("number", String.class),
                        row.get("name", String.class),
                        Sums.of(row)))
                .all()
                .collectList();
    }
}
