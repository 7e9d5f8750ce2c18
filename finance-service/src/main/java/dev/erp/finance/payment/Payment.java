package dev.erp.finance.payment;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.Problem;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.UUID;

/**
 * Money that came in for an invoice. Never changed once written.
 *
 * @param amount more than zero
 * @param reference of the bank or the payer, or null
 */
record Payment(
        UUID id,
        UUID invoiceId,
        PaymentMethod method,
        Money amount,
        String reference,
        LocalDate receivedOn,
        Actor recordedBy,
        Instant recordedAt) {

    static final String TOPIC = "erp.finance.payment";
    static final String RECORDED = "finance.payment.recorded.v1";
    /** Older money is a matter for the accountant, and most likely a typing error in the year. */
    static final int MAX_AGE_YEARS = 10;

    /** The data of {@value #RECORDED}. */
    record Recorded(
            UUID paymentId,
            UUID invoiceId,
            UUID orderId,
            PaymentMethod method,
            BigDecimal amount,
            Currency currency,
            String reference,
            LocalDate receivedOn) {}

    /** @throws Problem 400 naming what is out of range */
    static void check(Money amount, LocalDate receivedOn, LocalDate today) {
        if (!amount.isPositive()) {
            throw Problem.invalid("amount.amount", "not_positive", "must be more than 0");
        }
        if (receivedOn.isAfter(today)) {
            throw Problem.invalid("receivedOn", "in_the_future", "must be " + today + " (today) or before");
        }
        LocalDate earliest = today.minusYears(MAX_AGE_YEARS);
        if (receivedOn.isBefore(earliest)) {
            throw Problem.invalid("receivedOn", "too_old", "must be " + earliest + " or later");
        }
    }

    Recorded event(UUID orderId) {
        return new Recorded(id, invoiceId, orderId, method, amount.amount(), amount.currency(), reference, receivedOn);
    }
}
