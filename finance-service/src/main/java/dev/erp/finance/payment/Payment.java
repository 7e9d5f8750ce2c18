package dev.erp.finance.payment;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.journal.Account;
import dev.erp.finance.journal.JournalEntry;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.UUID;

/**
 * Money that came in for an invoice or went out for a bill, or the reversal of such a payment. Never changed once written.
 *
 * @param amount more than zero
 * @param reference of the bank or the payer, or null
 * @param transferId common to the payments that came with one transfer, or null
 * @param reverses the payment that this one takes back, or null
 * @param reason of a reversal, else null
 */
record Payment(
        UUID id,
        Target of,
        PaymentMethod method,
        Money amount,
        String reference,
        LocalDate receivedOn,
        Actor recordedBy,
        Instant recordedAt,
        UUID transferId,
        UUID reverses,
        String reason) {

    static final String TOPIC = "erp.finance.payment";
    static final String RECORDED = "finance.payment.recorded.v1";
    static final String MADE = "finance.payment.made.v1";
    static final String REVERSED = "finance.payment.reversed.v1";
    /** Older money is a matter for the accountant, and most likely a typing error in the year. */
    static final int MAX_AGE_YEARS = 10;

    /** What is paid: an invoice, or a bill. The other one is null. */
    record Target(UUID invoiceId, UUID billId) {

        static Target invoice(UUID id) {
            return new Target(id, null);
        }

        static Target bill(UUID id) {
            return new Target(null, id);
        }
    }

    /** The data of {@value #RECORDED}. */
    record Recorded(
            UUID paymentId,
            UUID invoiceId,
            UUID orderId,
            PaymentMethod method,
            BigDecimal amount,
            Currency currency,
            String reference,
            LocalDate receivedOn,
            UUID transferId) {}

    /** The data of {@value #MADE}. */
    record Made(
            UUID paymentId,
            UUID billId,
            UUID purchaseOrderId,
            UUID supplierId,
            PaymentMethod method,
            BigDecimal amount,
            Currency currency,
            String reference,
            LocalDate paidOn) {}

    /** The data of {@value #REVERSED}; the subject is the payment that is taken back. */
    record Reversed(
            UUID paymentId,
            UUID reversalId,
            UUID invoiceId,
            UUID billId,
            BigDecimal amount,
            Currency currency,
            String reason,
            LocalDate reversedOn) {}

    /** Version 1 of {@value #RECORDED} promises an order; version 2 does not. */
    static String recordedType(Recorded event) {
        return event.orderId == null ? RECORDED.replace(".v1", ".v2") : RECORDED;
    }

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

    /** The entry that takes it back, today. */
    Payment reversal(UUID reversalId, String why, LocalDate today, Actor by, Instant at) {
        return new Payment(reversalId, of, method, amount, reference, today, by, at, null, id, why);
    }

    Recorded recorded(UUID orderId) {
        return new Recorded(
                id,
                of.invoiceId,
                orderId,
                method,
                amount.amount(),
                amount.currency(),
                reference,
                receivedOn,
                transferId);
    }

    Made made(UUID purchaseOrderId, UUID supplierId) {
        return new Made(
                id,
                of.billId,
                purchaseOrderId,
                supplierId,
                method,
                amount.amount(),
                amount.currency(),
                reference,
                receivedOn);
    }

    /** @param documentNumber of what is paid */
    JournalEntry booking(String documentNumber) {
        Account money = method == PaymentMethod.CASH ? Account.CASH : Account.BANK;
        var document = new JournalEntry.Document(id, documentNumber, receivedOn, recordedBy, recordedAt);
        return of.billId == null
                ? JournalEntry.paymentReceived(Ids.next(), document, money, amount)
                : JournalEntry.paymentMade(Ids.next(), document, money, amount);
    }

    /** @param booking of the payment that this entry takes back */
    JournalEntry reversalOf(JournalEntry booking) {
        var document = new JournalEntry.Document(id, booking.documentNumber(), receivedOn, recordedBy, recordedAt);
        return JournalEntry.reversed(Ids.next(), document, booking);
    }

    /** Of a reversal: what is told about the payment that it takes back. */
    Reversed reversed() {
        return new Reversed(
                reverses, id, of.invoiceId, of.billId, amount.amount(), amount.currency(), reason, receivedOn);
    }
}
