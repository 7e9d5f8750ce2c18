package dev.erp.finance.payment;

import com.fasterxml.jackson.annotation.JsonValue;
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
import java.util.Locale;
import java.util.UUID;

/**
 * Money that came in for an invoice or as a customer's credit, or went out for a bill or as a refund; an invoice that was paid from a
 * credit; or the reversal of such a payment. Never changed once written.
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
    static final String CREDIT_RECEIVED = "finance.payment.credit-received.v1";
    static final String CREDIT_REFUNDED = "finance.payment.credit-refunded.v1";
    static final String REVERSED = "finance.payment.reversed.v1";
    /** Older money is a matter for the accountant, and most likely a typing error in the year. */
    static final int MAX_AGE_YEARS = 10;

    /** What happens to the money. */
    enum Kind {
        RECEIVED,
        MADE,
        CREDIT_RECEIVED,
        CREDIT_APPLIED,
        CREDIT_REFUNDED;

        /** As on the wire. */
        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is paid; what it is not is null.
     *
     * @param customerId whose credit it is, or is taken from
     * @param refund the credit goes back to the customer
     */
    record Target(UUID invoiceId, UUID billId, UUID customerId, boolean refund) {

        static Target invoice(UUID id) {
            return new Target(id, null, null, false);
        }

        static Target bill(UUID id) {
            return new Target(null, id, null, false);
        }

        static Target credit(UUID customerId) {
            return new Target(null, null, customerId, false);
        }

        static Target fromCredit(UUID invoiceId, UUID customerId) {
            return new Target(invoiceId, null, customerId, false);
        }

        static Target refund(UUID customerId) {
            return new Target(null, null, customerId, true);
        }

        Kind kind() {
            if (billId != null) {
                return Kind.MADE;
            }
            if (invoiceId != null) {
                return customerId == null ? Kind.RECEIVED : Kind.CREDIT_APPLIED;
            }
            return refund ? Kind.CREDIT_REFUNDED : Kind.CREDIT_RECEIVED;
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

    /** The data of {@value #CREDIT_RECEIVED} and {@value #CREDIT_REFUNDED}. */
    record Credit(
            UUID paymentId,
            UUID customerId,
            PaymentMethod method,
            BigDecimal amount,
            Currency currency,
            String reference,
            LocalDate bookedOn,
            UUID transferId) {}

    /** The data of {@value #REVERSED}; the subject is the payment that is taken back. */
    record Reversed(
            UUID paymentId,
            UUID reversalId,
            UUID invoiceId,
            UUID billId,
            UUID customerId,
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

    /** A part of it that came with one transfer. */
    Payment part(UUID partId, Target target, Money partAmount, UUID transfer) {
        return new Payment(
                partId,
                target,
                method,
                partAmount,
                reference,
                receivedOn,
                recordedBy,
                recordedAt,
                transfer,
                null,
                null);
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

    Credit credit() {
        return new Credit(
                id, of.customerId, method, amount.amount(), amount.currency(), reference, receivedOn, transferId);
    }

    /** What it adds to the customer's credit; negative when it takes of it. */
    Money creditChange() {
        boolean takes = of.kind() != Kind.CREDIT_RECEIVED;
        return takes == (reverses == null) ? Money.zero(amount.currency()).minus(amount) : amount;
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

    /**
     * @param documentNumber of what is paid
     * @param rate of what is paid, so that in the base currency too nothing of it is left; or null
     */
    JournalEntry booking(String documentNumber, BigDecimal rate) {
        Account money = method == PaymentMethod.CASH ? Account.CASH : Account.BANK;
        var document = new JournalEntry.Document(id, documentNumber, receivedOn, rate, recordedBy, recordedAt);
        return switch (of.kind()) {
            case RECEIVED -> JournalEntry.paymentReceived(Ids.next(), document, money, amount);
            case MADE -> JournalEntry.paymentMade(Ids.next(), document, money, amount);
            case CREDIT_RECEIVED -> JournalEntry.creditReceived(Ids.next(), document, money, amount);
            case CREDIT_APPLIED -> JournalEntry.creditApplied(Ids.next(), document, amount);
            case CREDIT_REFUNDED -> JournalEntry.creditRefunded(Ids.next(), document, money, amount);
        };
    }

    /** @param booking of the payment that this entry takes back */
    JournalEntry reversalOf(JournalEntry booking) {
        var document =
                new JournalEntry.Document(id, booking.documentNumber(), receivedOn, null, recordedBy, recordedAt);
        return JournalEntry.reversed(Ids.next(), document, booking);
    }

    /** Of a reversal: what is told about the payment that it takes back. */
    Reversed reversed() {
        return new Reversed(
                reverses,
                id,
                of.invoiceId,
                of.billId,
                of.customerId,
                amount.amount(),
                amount.currency(),
                reason,
                receivedOn);
    }
}
