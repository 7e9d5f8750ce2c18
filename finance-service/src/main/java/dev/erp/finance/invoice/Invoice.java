package dev.erp.finance.invoice;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/**
 * An invoice and its rules. A command on it gives a {@link Change}: the new state and the events; nothing is written here.
 *
 * @param paid from zero to gross
 * @param sent null while a draft
 * @param voided null unless voided; only drafts are
 * @param version 1 when drafted, one more with each event
 */
public record Invoice(UUID id, Terms terms, Money paid, Sending sent, Voiding voided, long version) {

    /** What the order agreed; it never changes. */
    record Terms(
            UUID orderId,
            String orderNumber,
            Customer customer,
            String rounding,
            Money net,
            Money tax,
            Money gross,
            int paymentTermDays,
            UUID correlationId,
            Instant createdAt) {}

    /** @param dueOn the last day to pay */
    record Sending(String number, Instant at, LocalDate dueOn) {}

    record Voiding(Instant at, String reason) {}

    /**
     * A decision.
     *
     * @param events in order; each raised the version by one
     */
    record Change(Invoice after, List<InvoiceEvent> events) {

        long versionBefore() {
            return after.version - events.size();
        }
    }

    public UUID orderId() {
        return terms.orderId;
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

    public Money outstanding() {
        return terms.gross.minus(paid);
    }

    InvoiceStatus status(LocalDate today) {
        return InvoiceStatus.of(
                terms.gross.amount(),
                paid.amount(),
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
        requireSendable();
        Sending sending = new Sending(number, at, on.plusDays(terms.paymentTermDays));
        InvoiceEvent event = new InvoiceEvent.Sent(
                id, orderId(), number, currency(), terms.gross.amount(), sending.at, sending.dueOn);
        if (terms.gross.isZero()) {
            Invoice after = new Invoice(id, terms, paid, sending, null, version + 2);
            return new Change(after, List.of(event, after.settled()));
        }
        return new Change(new Invoice(id, terms, paid, sending, null, version + 1), List.of(event));
    }

    /** @throws Problem 409 {@code invoice_void}, or {@code credit_note_needed} once it was sent */
    Change voidFor(String reason, Instant at) {
        requireNotVoid();
        if (sent != null) {
            throw Problem.conflict(
                    "credit_note_needed",
                    "The invoice was sent as " + sent.number
                            + ", so it cannot be voided any more: it has to be corrected by a credit note.");
        }
        Invoice after = new Invoice(id, terms, paid, null, new Voiding(at, reason), version + 1);
        return new Change(after, List.of(new InvoiceEvent.Voided(id, orderId(), reason)));
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
        Invoice after = new Invoice(id, terms, paid.plus(amount), sent, null, version + 1);
        return new Change(after, List.of(after.settled()));
    }

    private InvoiceEvent settled() {
        var gross = terms.gross.amount();
        var left = outstanding().amount();
        return left.signum() == 0
                ? new InvoiceEvent.Paid(id, orderId(), number(), currency(), gross, paid.amount(), left)
                : new InvoiceEvent.PartiallyPaid(id, orderId(), number(), currency(), gross, paid.amount(), left);
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
