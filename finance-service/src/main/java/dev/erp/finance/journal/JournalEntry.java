package dev.erp.finance.journal;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.money.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What a document or a payment does to the books. Each posting moves one amount from one account to another, so that debit and credit
 * cannot differ: there is only one amount. Nothing of it changes once it is written; a wrong one is reversed by a further entry.
 *
 * @param bookedOn the day that it counts from, in the time zone of the business
 * @param documentNumber for people
 * @param postings without those of nothing; an entry without any is not written
 * @param reversesDocument the document whose entry this one takes back, or null
 * @param exchangeRate units of the base currency for one of the postings'; null in the base currency, or not known. An entry that takes
 *     another one back has that one's, when it is written
 */
public record JournalEntry(
        UUID id,
        Kind kind,
        UUID documentId,
        String documentNumber,
        LocalDate bookedOn,
        List<Posting> postings,
        UUID reversesDocument,
        BigDecimal exchangeRate,
        Actor by,
        Instant at) {

    /** What happened. */
    public enum Kind {
        INVOICE_SENT,
        CREDIT_NOTE_SENT,
        BILL_SENT,
        PAYMENT_RECEIVED,
        PAYMENT_MADE,
        PAYMENT_REVERSED,
        /** A customer paid beyond what was outstanding. */
        CREDIT_RECEIVED,
        /** An invoice was paid from a customer's credit. */
        CREDIT_APPLIED,
        CREDIT_REFUNDED;

        /** As on the wire. */
        @com.fasterxml.jackson.annotation.JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What is booked, and by whom.
     *
     * @param exchangeRate units of the base currency for one of the document's, or null
     */
    public record Document(UUID id, String number, LocalDate on, BigDecimal exchangeRate, Actor by, Instant at) {}

    /**
     * An amount that goes from one account to another.
     *
     * @param debit the account that receives it
     * @param credit the account that gives it
     * @param amount more than zero
     */
    public record Posting(Account debit, Account credit, Money amount) {

        private Posting swapped() {
            return new Posting(credit, debit, amount);
        }
    }

    public static JournalEntry invoiceSent(UUID entryId, Document of, Money net, Money tax) {
        return entry(
                entryId,
                Kind.INVOICE_SENT,
                of,
                new Posting(Account.RECEIVABLES, Account.SALES, net),
                new Posting(Account.RECEIVABLES, Account.OUTPUT_TAX, tax));
    }

    public static JournalEntry creditNoteSent(UUID entryId, Document of, Money net, Money tax) {
        return entry(
                entryId,
                Kind.CREDIT_NOTE_SENT,
                of,
                new Posting(Account.SALES, Account.RECEIVABLES, net),
                new Posting(Account.OUTPUT_TAX, Account.RECEIVABLES, tax));
    }

    public static JournalEntry billSent(UUID entryId, Document of, Money net, Money tax) {
        return entry(
                entryId,
                Kind.BILL_SENT,
                of,
                new Posting(Account.GOODS, Account.PAYABLES, net),
                new Posting(Account.INPUT_TAX, Account.PAYABLES, tax));
    }

    /** @param into where the money is */
    public static JournalEntry paymentReceived(UUID entryId, Document of, Account into, Money amount) {
        return entry(entryId, Kind.PAYMENT_RECEIVED, of, new Posting(into, Account.RECEIVABLES, amount));
    }

    /** @param from where the money was */
    public static JournalEntry paymentMade(UUID entryId, Document of, Account from, Money amount) {
        return entry(entryId, Kind.PAYMENT_MADE, of, new Posting(Account.PAYABLES, from, amount));
    }

    /** @param into where the money is */
    public static JournalEntry creditReceived(UUID entryId, Document of, Account into, Money amount) {
        return entry(entryId, Kind.CREDIT_RECEIVED, of, new Posting(into, Account.CUSTOMER_CREDITS, amount));
    }

    public static JournalEntry creditApplied(UUID entryId, Document of, Money amount) {
        return entry(
                entryId, Kind.CREDIT_APPLIED, of, new Posting(Account.CUSTOMER_CREDITS, Account.RECEIVABLES, amount));
    }

    /** @param from where the money was */
    public static JournalEntry creditRefunded(UUID entryId, Document of, Account from, Money amount) {
        return entry(entryId, Kind.CREDIT_REFUNDED, of, new Posting(Account.CUSTOMER_CREDITS, from, amount));
    }

    /** The entry of a payment, taken back on another day. */
    public static JournalEntry reversed(UUID entryId, Document reversal, JournalEntry payment) {
        return new JournalEntry(
                entryId,
                Kind.PAYMENT_REVERSED,
                reversal.id,
                reversal.number,
                reversal.on,
                payment.postings.stream().map(Posting::swapped).toList(),
                payment.documentId,
                null,
                reversal.by,
                reversal.at);
    }

    private static JournalEntry entry(UUID id, Kind kind, Document of, Posting... postings) {
        List<Posting> some =
                Arrays.stream(postings).filter(p -> p.amount.isPositive()).toList();
        return new JournalEntry(id, kind, of.id, of.number, of.on, some, null, of.exchangeRate, of.by, of.at);
    }
}
