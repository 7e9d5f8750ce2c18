package dev.erp.audit.dashboard;

import dev.erp.chassis.web.Problem;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Days (UTC) from {@code from} on, up to but not including {@code to}; both null for all time. */
record Period(@Nullable LocalDate from, @Nullable LocalDate to) {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 9999;

    /** @throws Problem 400 for what are no dates, or are in the wrong order */
    static Period of(@Nullable String from, @Nullable String to) {
        Period period = new Period(date("from", from), date("to", to));
        if (period.from != null && period.to != null && !period.from.isBefore(period.to)) {
            throw Problem.invalid("to", "out_of_range", "must be after from");
        }
        return period;
    }

    /** @throws Problem 400 also for a day that does not begin a month */
    static Period ofMonths(@Nullable String from, @Nullable String to) {
        Period months = of(from, to);
        firstOfMonth("from", months.from);
        firstOfMonth("to", months.to);
        return months;
    }

    boolean isAllTime() {
        return from == null && to == null;
    }

    /** The first day that PostgreSQL and the table have, but not that of the sums over all days. */
    LocalDate first() {
        return from == null ? Measures.ALL_DAYS.plusDays(1) : from;
    }

    LocalDate end() {
        return to == null ? LocalDate.of(LAST_YEAR, 12, 31) : to;
    }

    private static void firstOfMonth(String field, LocalDate date) {
        if (date != null && date.getDayOfMonth() != 1) {
            throw Problem.invalid(field, "out_of_range", "must be the first day of a month");
        }
    }

    private static LocalDate date(String field, String text) {
        if (text == null) {
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR) {
                return date;
            }
        } catch (DateTimeException e) {
            throw malformedDate(field);
        }
        throw malformedDate(field);
    }

    private static Problem malformedDate(String field) {
        return Problem.invalid(field, "malformed", "must be a date from 1900-01-01 to 9999-12-31, such as 2026-11-22");
    }
}
