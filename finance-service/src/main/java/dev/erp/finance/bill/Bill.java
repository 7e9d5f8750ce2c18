package dev.erp.finance.bill;

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
import java.util.UUID;

/**
 * What a supplier is owed for one receipt of goods, and its rules. A command on it gives a {@link Change}: the new state and the
 * events; nothing is written here.
 *
 * @param paid from zero to gross
 * @param sent null while a draft; a bill is sent to be paid
 * @param voided null unless voided; only drafts are
 * @param version 1 when drafted, one more with each event
 */
public record Bill(UUID id, Terms terms, Money paid, Sending sent, Voiding voided, long version) {

    /**
     * What was ordered and received, or entered by hand; it never changes, but for payment terms and rate when it is sent.
     *
     * @param edition from 1; one more each time that the bill of a receipt is drafted again
     * @param supplierNumber the supplier's own number of the bill, or null
     * @param exchangeRate units of the base currency for one of the bill's; null when it is in the base currency
     */
    public record Terms(
            Receipt receipt,
            Supplier supplier,
            BigDecimal exchangeRate,
            Money net,
            Money tax,
            Money gross,
            PaymentTerms payment,
            int edition,
            String supplierNumber,
            String rounding,
            UUID correlationId,
            Instant createdAt) {

        /** The same for a bill that was voided. */
        Terms again(int newEdition, String newSupplierNumber, Instant now) {
            return with(exchangeRate, payment, newEdition, newSupplierNumber, now);
        }

        private Terms sentWith(String newSupplierNumber, PaymentTerms newPayment, BigDecimal rate) {
            return with(rate, newPayment, edition, newSupplierNumber, createdAt);
        }

        private Terms with(
                BigDecimal rate, PaymentTerms newPayment, int newEdition, String newSupplierNumber, Instant at) {
            return new Terms(
                    receipt,
                    supplier,
                    rate,
                    net,
                    tax,
                    gross,
                    newPayment,
                    newEdition,
                    newSupplierNumber,
                    rounding,
                    correlationId,
                    at);
        }
    }

    /** Where it comes from: a receipt, a purchase order that a person named, or neither; what it does not come from is null. */
    public record Receipt(
            UUID purchaseOrderId,
            String purchaseOrderNumber,
            UUID receiptId,
            String receiptNumber,
            Instant receivedAt) {}

    /**
     * @param supplierNumber the supplier's own number of the bill, or null
     * @param dueOn the last day to pay
     */
    public record Sending(String number, String supplierNumber, Instant at, LocalDate dueOn) {}

    public record Voiding(Instant at, String reason) {}

    /**
     * A decision.
     *
     * @param events in order; each raised the version by one
     */
    public record Change(Bill after, List<BillEvent> events) {

        long versionBefore() {
            return after.version - events.size();
        }
    }

    /** A bill to be, with its lines. */
    record Draft(Bill bill, List<BillLine> lines, Origin origin) {

        BillEvent event() {
            return BillEvent.drafted(bill, lines, false);
        }
    }

    /** A change, and who made it. */
    public record Decided(Change change, Origin origin) {}

    static Bill draft(UUID id, Terms terms) {
        return new Bill(id, terms, Money.zero(terms.gross.currency()), null, null, 1);
    }

    public Currency currency() {
        return terms.gross.currency();
    }

    /** The business process: that of the purchase order. */
    public UUID correlationId() {
        return terms.correlationId;
    }

    /** The number in its series, or null while a draft. */
    public String number() {
        return sent == null ? null : sent.number;
    }

    boolean isDraft() {
        return sent == null && voided == null;
    }

    /** What is still to be paid; zero when void. */
    public Money outstanding() {
        return voided == null ? terms.gross.minus(paid) : Money.zero(currency());
    }

    DocumentStatus status(LocalDate today) {
        return DocumentStatus.of(
                terms.gross.amount(),
                paid.amount(),
                BigDecimal.ZERO,
                sent == null ? null : sent.at,
                sent == null ? null : sent.dueOn,
                voided == null ? null : voided.at,
                today);
    }

    /** @throws Problem 409 {@code bill_void} or {@code bill_already_sent} */
    void requireDraft() {
        requireNotVoid();
        if (sent != null) {
            throw Problem.conflict(
                    "bill_already_sent", "The bill was sent before, as " + sent.number + " at " + sent.at + ".");
        }
    }

    /**
     * Lets it be paid; what costs nothing is paid at once.
     *
     * @param supplierNumber the supplier's own number, or null
     * @param number the next one of its series
     * @param on the day in the time zone of the business; the payment term starts with it
     */
    Change send(String supplierNumber, String number, Instant at, LocalDate on, PaymentTerms payment, BigDecimal rate) {
        requireDraft();
        Sending sending = new Sending(number, supplierNumber, at, payment.dueOn(on));
        Terms agreed = terms.sentWith(supplierNumber, payment, rate);
        Bill after = new Bill(id, agreed, paid, sending, null, version + 1);
        BillEvent event = BillEvent.sent(after);
        if (terms.gross.isZero()) {
            Bill paidUp = new Bill(id, agreed, paid, sending, null, version + 2);
            return new Change(paidUp, List.of(event, BillEvent.settled(paidUp)));
        }
        return new Change(after, List.of(event));
    }

    /** @throws Problem 409 {@code bill_void} or {@code bill_already_sent} */
    Change voidFor(String reason, Instant at) {
        requireDraft();
        Bill after = new Bill(id, terms, paid, null, new Voiding(at, reason), version + 1);
        return new Change(after, List.of(BillEvent.voided(after, false)));
    }

    /**
     * Money went out for it.
     *
     * @param amount more than zero
     * @throws Problem 409 for a draft or a void bill, 422 for another currency or more than is outstanding
     */
    public Change pay(Money amount) {
        requireNotVoid();
        if (sent == null) {
            throw Problem.conflict("bill_not_sent", "The bill is a draft: send it before it is paid.");
        }
        if (!amount.currency().equals(currency())) {
            String message = "must be " + currency() + ", the currency of the bill";
            throw refused("currency_mismatch", "amount.currency", message);
        }
        if (amount.compareTo(outstanding()) > 0) {
            String message = "must be at most " + outstanding() + ", which is what is outstanding";
            throw refused("exceeds_outstanding", "amount.amount", message).with("outstanding", outstanding());
        }
        Bill after = new Bill(id, terms, paid.plus(amount), sent, null, version + 1);
        return new Change(after, List.of(BillEvent.settled(after)));
    }

    /** A payment of it was reversed. */
    public Change takeBack(Money amount) {
        Bill after = new Bill(id, terms, paid.minus(amount), sent, null, version + 1);
        return new Change(after, List.of(BillEvent.paymentReversed(after, amount)));
    }

    /** Its due date is over, and something is outstanding. */
    public Change overdue() {
        Bill after = new Bill(id, terms, paid, sent, voided, version + 1);
        return new Change(after, List.of(BillEvent.overdue(after)));
    }

    /** Says once more how it stands, because somebody missed it. */
    Change announce(List<BillLine> lines) {
        Bill after = new Bill(id, terms, paid, sent, voided, version + 1);
        BillEvent event = voided == null ? BillEvent.drafted(after, lines, true) : BillEvent.voided(after, true);
        return new Change(after, List.of(event));
    }

    private void requireNotVoid() {
        if (voided != null) {
            throw Problem.conflict("bill_void", "The bill was voided at " + voided.at + ": " + voided.reason + ".");
        }
    }

    private static Problem refused(String code, String field, String message) {
        return Problem.unprocessable(code, new FieldError(field, code, message));
    }
}
