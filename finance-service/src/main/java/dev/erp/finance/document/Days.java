package dev.erp.finance.document;

import dev.erp.chassis.web.Problem;
import java.time.LocalDate;

/** Days that are asked for. */
public final class Days {

    private static final LocalDate FIRST = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private Days() {}

    /**
     * Java's years go further than PostgreSQL's.
     *
     * @param day or null
     * @throws Problem 400 naming the field
     */
    public static LocalDate requireStorable(String field, LocalDate day) {
        if (day != null && (day.isBefore(FIRST) || day.isAfter(LAST))) {
            throw Problem.invalid(field, "out_of_range", "must be " + FIRST + " to " + LAST);
        }
        return day;
    }
}
