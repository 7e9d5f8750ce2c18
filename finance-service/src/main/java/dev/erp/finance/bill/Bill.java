package dev.erp.finance.bill;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.money.Money;
import dev.erp.finance.document.DocumentStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/**
 * What a supplier is owed for one receipt of goods, and its rules. A command on it gives a {@link Change}: the new state and the
 * event; nothing is written here.
 *
 * @param paid from zero to gross
 * @param sent null while a draft
 * @param voided null unless voided; only drafts are
 * @param version 1 when drafted, one more with each event
 */
record Bill(UUID id, Terms terms, Money paid, Sending sent, Voiding voided, long version) {

    /**
     * What was ordered and received; it never changes.
     *
     * @param exchangeRate units of the base currency for one of the bill's; null when it is in the base currency
     */
    record Terms(
            Receipt receipt,
            Supplier supplier,
            BigDecimal exchangeRate,
            Money net,
            Money tax,
            Money gross,
            int paymentTermDays,
            UUID correlationId,
            Instant createdAt) {}

    /** Where it comes from. */
    record Receipt(
            UUID purchaseOrderId,
            String purchaseOrderNumber,
            UUID receiptId,
            String receiptNumber,
            Instant receivedAt) {}

    /** @param dueOn the last day to pay */
    record Sending(String number, Instant at, LocalDate dueOn) {}

    record Voiding(Instant at, String reason) {}

    /**
     * A decision.
     *
     * @param event raised the version by one
     */
    record Change(Bill after, BillEvent event) {}

    /** A bill to be, with its lines. */
    record Draft(Bill bill, List<BillLine> lines, Origin origin) {

        BillEvent event() {
            return BillEvent.drafted(bill, lines, false);
        }
    }

    /** A change, and who made it. */
    record Decided(Change change, Origin origin) {}

    static Bill draft(UUID id, Terms terms) {
        return new Bill(id, terms, Money.zero(terms.gross.currency()), null, null, 1);
    }

    Currency currency() {
        return terms.gross.currency();
    }

    boolean isDraft() {
        return sent == null && voided == null;
    }

    /** What is still to be paid; zero when void. */
    Money outstanding() {
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

    /** Only for a draft. */
    Change voidFor(String reason, Instant at) {
        if (!isDraft()) {
            throw new IllegalStateException("only a draft is voided");
        }
        Bill after = new Bill(id, terms, paid, null, new Voiding(at, reason), version + 1);
        return new Change(after, BillEvent.voided(after, false));
    }

    /** Says once more how it stands, because somebody missed it. */
    Change announce(List<BillLine> lines) {
        Bill after = new Bill(id, terms, paid, sent, voided, version + 1);
        return new Change(
                after, voided == null ? BillEvent.drafted(after, lines, true) : BillEvent.voided(after, true));
    }
}
