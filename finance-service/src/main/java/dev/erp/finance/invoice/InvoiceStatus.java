package dev.erp.finance.invoice;

import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where an invoice stands. Never stored: it follows from amounts, dates and today, so that it cannot drift from them. */
public enum InvoiceStatus {
    DRAFT,
    SENT,
    PARTIALLY_PAID,
    PAID,
    /** Sent, not paid in full, and the due date is over; the due date itself is still in time. */
    OVERDUE,
    VOID;

    /**
     * The one rule. The database has the same one for filters ({@code invoice_status}).
     *
     * @param paid from zero to gross
     * @param sentAt null while a draft; then {@code dueOn} is null too
     * @param today the day in the time zone of the business
     */
    public static InvoiceStatus of(
            BigDecimal gross, BigDecimal paid, Instant sentAt, LocalDate dueOn, Instant voidedAt, LocalDate today) {
        if (voidedAt != null) {
            return VOID;
        }
        if (sentAt == null) {
            return DRAFT;
        }
        if (paid.compareTo(gross) >= 0) {
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

    static Optional<InvoiceStatus> ofCode(String code) {
        return Arrays.stream(values()).filter(s -> s.code().equals(code)).findFirst();
    }
}
