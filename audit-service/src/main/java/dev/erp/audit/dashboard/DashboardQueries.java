package dev.erp.audit.dashboard;

import dev.erp.audit.dashboard.DashboardViews.Amount;
import dev.erp.audit.dashboard.DashboardViews.Total;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads the sums that are kept. Nothing is summed up here but days, and nobody else is asked. */
@Component
final class DashboardQueries {

    /** How new the answer is. */
    record Freshness(@Nullable Instant asOf, long lagMs) {}

    /** One row of sums. */
    record Row(String measure, String currency, String key, LocalDate day, Sums sums) {}

    record Sums(BigDecimal amount, BigDecimal quantity, long documents) {

        static final Sums NONE = new Sums(BigDecimal.ZERO, BigDecimal.ZERO, 0);

        static Sums of(Readable row) {
            return new Sums(
                    row.get("amount", BigDecimal.class),
                    row.get("quantity", BigDecimal.class),
                    row.get("documents", Long.class));
        }

        Sums plus(Sums other) {
            return new Sums(amount.add(other.amount), quantity.add(other.quantity), documents + other.documents);
        }

        Total in(String currency) {
            return new Total(money(amount, currency), documents);
        }
    }

    static final String ACTIVE = "(SELECT generation FROM dashboard_generation WHERE state = 'active')";
    private static final String[] FLOWS = {"orders", "ordered", "invoice_sent", "cash_in", "cash_out"};
    private static final String[] LEVELS = {
        "invoices",
        "bills",
        "purchase_orders",
        "products",
        "customers",
        "suppliers",
        "employees",
        "users",
        "stock_value",
        "below_reorder_level"
    };
    private static final String[] OPEN = {"invoice_open", "bill_open"};

    private final DatabaseClient database;
    private final Clock clock;

    DashboardQueries(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Mono<Freshness> freshness() {
        return database.sql("""
                        SELECT (SELECT as_of FROM dashboard_generation WHERE state = 'active') AS as_of,
                               min((SELECT recorded_at
                                      FROM audit_event
                                     WHERE chain = head.chain AND position = coalesce(reached.position, 0) + 1)) AS waiting
                          FROM audit_chain AS head
                          LEFT JOIN dashboard_cursor AS reached ON reached.generation = %s AND reached.chain = head.chain
                         WHERE head.position > coalesce(reached.position, 0)
                        """.formatted(ACTIVE))
                .map(row -> {
                    Instant waiting = time(row, "waiting");
                    long lag = waiting == null
                            ? 0
                            : Math.max(
                                    0,
                                    Duration.between(waiting, clock.instant()).toMillis());
                    return new Freshness(time(row, "as_of"), lag);
                })
                .one();
    }

    /** What happened in a period, what there is now, and what is open by the day on which it is due. */
    Mono<List<Row>> summary(Period period) {
        String flows = period.isAllTime()
                ? "day = DATE '0001-01-01'"
                : "day >= :first AND day < :end AND day > DATE '0001-01-01'";
        var statement = database.sql("""
                        SELECT measure, currency, key, DATE '0001-01-01' AS day, sum(amount) AS amount, sum(quantity) AS quantity,
                               sum(documents)::bigint AS documents
                          FROM dashboard_sum
                         WHERE generation = %1$s AND measure = ANY (:flows) AND %2$s
                         GROUP BY measure, currency, key
                        UNION ALL
                        SELECT measure, currency, key, day, amount, quantity, documents
                          FROM dashboard_sum
                         WHERE generation = %1$s AND measure = ANY (:levels) AND day = DATE '0001-01-01'
                        UNION ALL
                        SELECT measure, currency, key, day, amount, quantity, documents
                          FROM dashboard_sum
                         WHERE generation = %1$s AND measure = ANY (:open) AND day > DATE '0001-01-01' AND documents <> 0
                        """.formatted(ACTIVE, flows))
                .bind("flows", FLOWS)
                .bind("levels", LEVELS)
                .bind("open", OPEN);
        if (!period.isAllTime()) {
            statement = statement.bind("first", period.first()).bind("end", period.end());
        }
        return statement.map(DashboardQueries::row).all().collectList();
    }

    /** @param unit {@code day} or {@code month} */
    Mono<List<Row>> revenue(Period period, String unit) {
        return database.sql("""
                        SELECT measure, currency, '' AS key, date_trunc(:unit, day)::date AS day, sum(amount) AS amount,
                               sum(quantity) AS quantity, sum(documents)::bigint AS documents
                          FROM dashboard_sum
                         WHERE generation = %s AND measure = ANY (:measures) AND day >= :first AND day < :end
                         GROUP BY measure, currency, date_trunc(:unit, day)
                         ORDER BY date_trunc(:unit, day), currency
                        """.formatted(ACTIVE))
                .bind("unit", unit)
                .bind("measures", new String[] {"ordered", "invoice_sent", "cash_in", "cash_out"})
                .bind("first", period.first())
                .bind("end", period.end())
                .map(DashboardQueries::row)
                .all()
                .collectList();
    }

    static Amount money(BigDecimal amount, String currency) {
        return new Amount(
                amount.setScale(minorUnits(currency), RoundingMode.HALF_UP).toPlainString(), currency);
    }

    private static int minorUnits(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            return 2;
        }
    }

    private static Row row(Readable row) {
        return new Row(
                row.get("measure", String.class),
                row.get("currency", String.class),
                row.get("key", String.class),
                row.get("day", LocalDate.class),
                Sums.of(row));
    }

    private static @Nullable Instant time(Readable row, String column) {
        OffsetDateTime time = row.get(column, OffsetDateTime.class);
        return time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC).toInstant();
    }
}
