package dev.erp.finance.invoice;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.document.DocumentStatus;
import dev.erp.finance.document.PaymentTerms;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * An invoice and its rules. A command on it gives a {@link Change}: the new state and the events; nothing is written here.
 *
 * @param paid from zero to gross
 * @param credited sum of its credit notes that were sent, from zero to gross
 * @param sent null while a draft
 * @param voided null unless voided; only drafts are
 * @param version 1 when drafted, one more with each event
 */
public record Invoice(UUID id, Terms terms, Money paid, Money credited, Sending sent, Voiding voided, long version) {

    /**
     * What was agreed; it never changes, but for payment terms and rate when it is sent.
     *
     * @param orderId null for a free invoice, like {@code orderNumber}
     * @param edition from 1; one more for each further invoice of the same order
     * @param exchangeRate units of the base currency for one of the invoice's; null in the base currency, or not known
     */
    public record Terms(
            UUID orderId,
            String orderNumber,
            int edition,
            Customer customer,
            String rounding,
            Money net,
            Money tax,
            Money gross,
            PaymentTerms payment,
            BigDecimal exchangeRate,
            Source source,
            UUID correlationId,
            Instant createdAt) {

        /** The same agreement for what remains of the order. */
        public Terms again(Money newNet, Money newTax, Money newGross, Instant now) {
            return with(edition + 1, source, newNet, newTax, newGross, now);
        }

        /** A further invoice of the same order, over a part of it. */
        public Terms byHand(int newEdition, Money newNet, Money newTax, Instant now) {
            return with(newEdition, Source.BY_HAND, newNet, newTax, newNet.plus(newTax), now);
        }

        private Terms with(int newEdition, Source from, Money newNet, Money newTax, Money newGross, Instant now) {
            return new Terms(
                    orderId,
                    orderNumber,
                    newEdition,
                    customer,
                    rounding,
                    newNet,
                    newTax,
                    newGross,
                    payment,
                    exchangeRate,
                    from,
                    correlationId,
                    now);
        }

        private Terms sentWith(PaymentTerms newPayment, BigDecimal newRate) {
            return new Terms(
                    orderId,
                    orderNumber,
                    edition,
                    customer,
                    rounding,
                    net,
                    tax,
                    gross,
                    newPayment,
                    newRate,
                    source,
                    correlationId,
                    createdAt);
        }
    }

    /** Where an invoice comes from. */
    public enum Source {
        /** The order, when it was confirmed or reduced. */
        ORDER,
        /** A person, from what is ordered or shipped. */
        BY_HAND,
        /** A person, without an order. */
        FREE;

        /** As on the wire. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Source ofCode(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** @param dueOn the last day to pay */
    public record Sending(String number, Instant at, LocalDate dueOn) {}

    public record Voiding(Instant at, String reason) {}

    /**
     * A decision.
     *
     * @param events in order; each raised the version by one
     */
    public record Change(Invoice after, List<InvoiceEvent> events) {

        long versionBefore() {
            return after.version - events.size();
        }
    }

    /** A change, and who made it. */
    public record Decided(Change change, Origin origin) {}

    /** A new draft, nothing paid. */
    public static Invoice draft(UUID id, Terms terms) {
        Money nothing = Money.zero(terms.gross.currency());
        return new Invoice(id, terms, nothing, nothing, null, null, 1);
    }

    public UUID orderId() {
        return terms.orderId;
    }

    /** Whether there is no order behind it. */
    public boolean isFree() {
        return terms.source == Source.FREE;
    }

    /** The business process: that of the order. */
    public UUID correlationId() {
        return terms.correlationId;
    }

    public Currency currency() {
        return terms.gross.currency();
    }

    /** The number in its series, or null while a draft. */
    public String number() {
        return sent == null ? null : sent.number;
    }

    /** What the customer has yet to pay: gross - paid - credited, never less than zero; zero when void. */
    public Money outstanding() {
        Money left = terms.gross.minus(paid).minus(credited);
        return voided != null || left.isNegative() ? Money.zero(currency()) : left;
    }

    /** What the customer paid beyond what the credit notes have left of the invoice; zero or more. */
    public Money overpaid() {
        Money beyond = paid.plus(credited).minus(terms.gross);
        return beyond.isNegative() ? Money.zero(currency()) : beyond;
    }

    public DocumentStatus status(LocalDate today) {
        return DocumentStatus.of(
                terms.gross.amount(),
                paid.amount(),
                credited.amount(),
                sent == null ? null : sent.at,
                sent == null ? null : sent.dueOn,
                voided == null ? null : voided.at,
                today);
    }

    /** @throws Problem 409 {@code invoice_already_sent} or {@code invoice_void} */
    void requireSendable() {
        requireNotVoid();
        if (sent != null) {
            throw Problem.conflict(
                    "invoice_already_sent", "The invoice was sent before, as " + sent.number + " at " + sent.at + ".");
        }
    }

    /**
     * Sends it; what costs nothing is paid at once.
     *
     * @param number the next one of its series
     * @param on the day in the time zone of the business; the payment term starts with it
     */
    Change send(String number, Instant at, LocalDate on) {
        return send(number, at, on, terms.payment, terms.exchangeRate);
    }

    /**
     * The same with other payment terms.
     *
     * @param rate null in the base currency, or not known
     */
    Change send(String number, Instant at, LocalDate on, PaymentTerms payment, BigDecimal rate) {
        requireSendable();
        Sending sending = new Sending(number, at, payment.dueOn(on));
        Terms agreed = terms.sentWith(payment, rate);
        Invoice after = new Invoice(id, agreed, paid, credited, sending, null, version + 1);
        InvoiceEvent event = InvoiceEvent.sent(after);
        if (terms.gross.isZero()) {
            Invoice paidUp = after.next();
            return new Change(paidUp, List.of(event, InvoiceEvent.settled(paidUp)));
        }
        return new Change(after, List.of(event));
    }

    /** @throws Problem 409 {@code invoice_void}, or {@code credit_note_needed} once it was sent */
    public Change voidFor(String reason, Instant at) {
        return voidFor(reason, at, null);
    }

    /** @param replacedBy the draft that takes its place, or null */
    public Change voidFor(String reason, Instant at, UUID replacedBy) {
        requireNotVoid();
        if (sent != null) {
            throw Problem.conflict(
                    "credit_note_needed",
                    "The invoice was sent as " + sent.number
                            + ", so it cannot be voided any more: it has to be corrected by a credit note.");
        }
        Invoice after = new Invoice(id, terms, paid, credited, null, new Voiding(at, reason), version + 1);
        return new Change(after, List.of(InvoiceEvent.voided(after, replacedBy, null)));
    }

    /**
     * Money came in.
     *
     * @param amount more than zero
     * @throws Problem 409 for a draft or a void invoice, 422 for another currency or more than is outstanding
     */
    public Change receive(Money amount) {
        requireNotVoid();
        if (sent == null) {
            throw Problem.conflict("invoice_not_sent", "The invoice is a draft: send it before payments are recorded.");
        }
        if (!amount.currency().equals(currency())) {
            String message = "must be " + currency() + ", the currency of the invoice";
            throw refused("currency_mismatch", "amount.currency", message);
        }
        if (amount.compareTo(outstanding()) > 0) {
            String message = "must be at most " + outstanding() + ", which is what is outstanding";
            throw refused("exceeds_outstanding", "amount.amount", message).with("outstanding", outstanding());
        }
        Invoice after = new Invoice(id, terms, paid.plus(amount), credited, sent, null, version + 1);
        return new Change(after, List.of(InvoiceEvent.settled(after)));
    }

    /** A payment of it was reversed. */
    public Change takeBack(Money amount) {
        Invoice after = new Invoice(id, terms, paid.minus(amount), credited, sent, null, version + 1);
        return new Change(after, List.of(InvoiceEvent.paymentReversed(after, amount)));
    }

    /**
     * A credit note of it was sent. What becomes paid by that says so too.
     *
     * @param amount gross of the credit note; with those before at most the gross of the invoice
     * @throws Problem 409 {@code invoice_not_sent} or {@code invoice_void}
     */
    public Change credit(UUID creditNoteId, String creditNoteNumber, Money amount) {
        requireNotVoid();
        if (sent == null) {
            throw Problem.conflict(
                    "invoice_not_sent", "The invoice is a draft: send it before its credit notes are sent.");
        }
        Invoice after = new Invoice(id, terms, paid, credited.plus(amount), sent, null, version + 1);
        InvoiceEvent event = InvoiceEvent.credited(after, creditNoteId, creditNoteNumber, amount);
        boolean settlesTheRest =
                outstanding().isPositive() && after.outstanding().isZero() && paid.isPositive();
        if (settlesTheRest) {
            Invoice paidUp = after.next();
            return new Change(paidUp, List.of(event, InvoiceEvent.settled(paidUp)));
        }
        return new Change(after, List.of(event));
    }

    /** Its due date is over, and something is outstanding. */
    public Change overdue() {
        Invoice after = next();
        return new Change(after, List.of(InvoiceEvent.overdue(after)));
    }

    /**
     * Says once more how it stands, because somebody missed it: the event that made it a draft or void, with the next version and
     * what is outstanding now.
     */
    public Change announce(List<InvoiceLine> lines) {
        Invoice after = next();
        InvoiceEvent event = voided == null
                ? InvoiceEvent.drafted(after, lines, null, true)
                : InvoiceEvent.voided(after, null, true);
        return new Change(after, List.of(event));
    }

    private Invoice next() {
        return new Invoice(id, terms, paid, credited, sent, voided, version + 1);
    }

    private void requireNotVoid() {
        if (voided != null) {
            throw Problem.conflict(
                    "invoice_void", "The invoice was voided at " + voided.at + ": " + voided.reason + ".");
        }
    }

    private static Problem refused(String code, String field, String message) {
        return Problem.unprocessable(code, new FieldError(field, code, message));
    }
}
