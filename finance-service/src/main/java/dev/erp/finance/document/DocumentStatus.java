package dev.erp.finance.document;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.erp.chassis.web.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where an invoice or a bill stands. Never stored: it follows from amounts, dates and today, so that it cannot drift from them. */
public enum DocumentStatus {
    DRAFT,
    SENT,
    PARTIALLY_PAID,
    PAID,
    /** Nothing is left to pay, because credit notes took back all of it. */
    CREDITED,
    /** Sent, something is outstanding, and the due date is over; the due date itself is still in time. */
    OVERDUE,
    VOID;

    /**
     * The one rule. The database has the same one for filters ({@code document_status}).
     *
     * @param paid from zero to gross
     * @param credited sum of the credit notes that were sent, from zero to gross
     * @param sentAt null while a draft; then {@code dueOn} is null too
     * @param today the day in the time zone of the business
     */
    public static DocumentStatus of(
            BigDecimal gross,
            BigDecimal paid,
            BigDecimal credited,
            Instant sentAt,
            LocalDate dueOn,
            Instant voidedAt,
            LocalDate today) {
        if (voidedAt != null) {
            return VOID;
        }
        if (sentAt == null) {
            return DRAFT;
        }
        if (credited.signum() > 0 && credited.compareTo(gross) >= 0) {
            return CREDITED;
        }
        if (paid.add(credited).compareTo(gross) >= 0) {
            return PAID;
        }
        if (today.isAfter(dueOn)) {
            return OVERDUE;
        }
        return paid.signum() > 0 ? PARTIALLY_PAID : SENT;
    }

    /** As on the wire: {@code partially_paid}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What the parameter {@code status} of a list says.
     *
     * @return null for null
     * @throws Problem 400 naming the statuses that there are
     */
    public static DocumentStatus ofParameter(String code) {
        if (code == null) {
            return null;
        }
        List<String> codes = Arrays.stream(values()).map(DocumentStatus::code).toList();
        int index = codes.indexOf(code);
        if (index < 0) {
            throw Problem.invalid("status", "unknown", "must be one of " + codes);
        }
        return values()[index];
    }
}
