package dev.erp.finance.credit;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.invoice.Customer;
import dev.erp.finance.invoice.Invoice;
import dev.erp.finance.invoice.InvoiceLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A credit note and its rules: it takes back a part of an invoice. As a draft it takes up its part, so that nothing is credited
 * twice; what the customer owes falls when it is sent.
 *
 * @param lines with the numbers of the invoice's lines; empty in lists
 * @param sent null while a draft
 * @param voided null unless voided; only drafts are
 * @param version 1 when drafted, one more with each event
 */
public record CreditNote(UUID id, Terms terms, List<InvoiceLine> lines, Sending sent, Voiding voided, long version) {

    /** Why there is one. */
    public enum Kind {
        /** Goods came back. */
        RETURN,
        /** The order became smaller after its invoice was sent. */
        REDUCTION,
        /** The order was cancelled after its invoice was sent. */
        CANCELLATION,
        /** Somebody gave something back. */
        MANUAL;

        /** As on the wire. */
        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of which return; both null for the other kinds. */
    public record GoodsReturn(UUID returnId, String returnNumber) {

        public static final GoodsReturn NONE = new GoodsReturn(null, null);
    }

    /** What it says; it never changes. */
    public record Terms(
            Kind kind,
            UUID invoiceId,
            UUID orderId,
            String orderNumber,
            GoodsReturn of,
            Customer customer,
            String rounding,
            String reason,
            Money net,
            Money tax,
            Money gross,
            UUID correlationId,
            Instant createdAt) {}

    /** @param exchangeRate that of the invoice: units of the base currency for one of its; null in the base currency, or not known */
    public record Sending(String number, Instant at, BigDecimal exchangeRate) {}

    public record Voiding(Instant at, String reason) {}

    /**
     * A decision.
     *
     * @param event raised the version by one
     */
    public record Change(CreditNote after, CreditNoteEvent event) {}

    /** A new draft or a change, and who made it. */
    public record Decided(Change change, Origin origin) {}

    /** A draft over these lines. */
    public static Change draft(
            UUID id, Kind kind, Invoice of, GoodsReturn goods, String reason, List<InvoiceLine> lines, Instant now) {
        Currency currency = of.currency();
        Money net = sum(lines.stream().map(InvoiceLine::net).toList(), currency);
        Money tax = sum(lines.stream().map(InvoiceLine::tax).toList(), currency);
        Terms terms = new Terms(
                kind,
                of.id(),
                of.orderId(),
                of.terms().orderNumber(),
                goods,
                of.terms().customer(),
                of.terms().rounding(),
                reason,
                net,
                tax,
                net.plus(tax),
                of.correlationId(),
                now);
        CreditNote draft = new CreditNote(id, terms, lines, null, null, 1);
        return new Change(draft, CreditNoteEvent.drafted(draft, false));
    }

    public Currency currency() {
        return terms.gross.currency();
    }

    /** The number in its series, or null while a draft. */
    public String number() {
        return sent == null ? null : sent.number;
    }

    public boolean counts() {
        return voided == null;
    }

    /** {@code draft}, {@code sent} or {@code void}. */
    public String status() {
        if (voided != null) {
            return "void";
        }
        return sent == null ? "draft" : "sent";
    }

    /** @throws Problem 409 {@code credit_note_already_sent} or {@code credit_note_void} */
    void requireDraft() {
        if (voided != null) {
            throw Problem.conflict(
                    "credit_note_void", "The credit note was voided at " + voided.at + ": " + voided.reason + ".");
        }
        if (sent != null) {
            throw Problem.conflict(
                    "credit_note_already_sent",
                    "The credit note was sent before, as " + sent.number + " at " + sent.at + ".");
        }
    }

    /**
     * @param number the next one of its series
     * @param exchangeRate that of the invoice, or null
     */
    Change send(String number, Instant at, BigDecimal exchangeRate) {
        requireDraft();
        CreditNote after = new CreditNote(id, terms, lines, new Sending(number, at, exchangeRate), null, version + 1);
        return new Change(after, CreditNoteEvent.sent(after));
    }

    Change voidFor(String reason, Instant at) {
        requireDraft();
        CreditNote after = new CreditNote(id, terms, lines, null, new Voiding(at, reason), version + 1);
        return new Change(after, CreditNoteEvent.voided(after));
    }

    /** Says once more that it was drafted, because somebody missed it. */
    public Change announce() {
        CreditNote after = new CreditNote(id, terms, lines, sent, voided, version + 1);
        return new Change(after, CreditNoteEvent.drafted(after, true));
    }

    private static Money sum(List<BigDecimal> amounts, Currency currency) {
        return new Money(amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add), currency);
    }
}
