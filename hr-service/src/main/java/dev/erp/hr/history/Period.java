package dev.erp.hr.history;

import java.time.LocalDate;
import java.util.Objects;

/**
 * Whole days on end.
 *
 * @param from the first one
 * @param until the last one, or null when there is no last one yet
 */
public record Period(LocalDate from, LocalDate until) {

    /** @throws IllegalArgumentException when it would end before it begins */
    public Period {
        Objects.requireNonNull(from, "from");
        if (until != null && until.isBefore(from)) {
            throw new IllegalArgumentException("a period cannot end before it begins");
        }
    }

    public boolean covers(LocalDate day) {
        return !day.isBefore(from) && (until == null || !day.isAfter(until));
    }

    boolean overlaps(Period other) {
        return (until == null || !other.from.isAfter(until)) && (other.until == null || !from.isAfter(other.until));
    }

    boolean isOpen() {
        return until == null;
    }

    Period endingOn(LocalDate last) {
        return new Period(from, last);
    }

    /** As PostgreSQL counts: the first day that is not part of it, or null. */
    public LocalDate end() {
        return until == null ? null : until.plusDays(1);
    }

    /** {@code 2026-01-01 to 2026-06-30} or {@code 2026-01-01 on}. */
    @Override
    public String toString() {
        return until == null ? from + " on" : from + " to " + until;
    }
}
