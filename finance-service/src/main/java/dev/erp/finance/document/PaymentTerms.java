package dev.erp.finance.document;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/**
 * When a document has to be paid.
 *
 * @param days from the day of sending, 0 to 365
 * @param endOfMonth the due date is the last day of the month in which these days end
 */
public record PaymentTerms(int days, boolean endOfMonth) {

    public static PaymentTerms net(int days) {
        return new PaymentTerms(days, false);
    }

    /** The last day to pay. */
    public LocalDate dueOn(LocalDate sentOn) {
        LocalDate end = sentOn.plusDays(days);
        return endOfMonth ? end.with(TemporalAdjusters.lastDayOfMonth()) : end;
    }

    /** For events: null when it is not so. */
    public Boolean endOfMonthOrNull() {
        return endOfMonth ? true : null;
    }
}
