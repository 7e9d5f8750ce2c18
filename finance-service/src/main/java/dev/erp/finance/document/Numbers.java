package dev.erp.finance.document;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Numbers without gaps, in one series per kind of document and year. A series is one row, locked from the taking to the commit:
 * what is rolled back gives its numbers back. Take them last, for a whole set at once, so that nobody waits for long.
 */
@Component
public final class Numbers {

    /** What is numbered, by the letters that its numbers begin with. */
    public enum Series {
        INV,
        CRN,
        BILL
    }

    private final DatabaseClient database;

    Numbers(DatabaseClient database) {
        this.database = database;
    }

    /**
     * The next numbers, such as {@code INV-2026-000004}, in the caller's transaction.
     *
     * @param day in the time zone of the business; its year counts
     * @param count 1 or more
     */
    public Mono<List<String>> take(Series of, LocalDate day, int count) {
        String series = of + "-" + day.getYear();
        return database.sql("""
                        INSERT INTO number_series (series, last) VALUES (:series, :count)
                        ON CONFLICT (series) DO UPDATE SET last = number_series.last + excluded.last
                        RETURNING last
                        """)
                .bind("series", series)
                .bind("count", (long) count)
                .map(row -> row.get("last", Long.class))
                .one()
                .map(last -> LongStream.rangeClosed(last - count + 1, last)
                        .mapToObj(number -> String.format(Locale.ROOT, "%s-%06d", series, number))
                        .toList());
    }
}
