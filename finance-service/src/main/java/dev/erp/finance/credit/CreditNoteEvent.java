package dev.erp.finance.credit;

import dev.erp.finance.invoice.InvoiceLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** What happens to credit notes, as others hear it on {@value #TOPIC}. */
public sealed interface CreditNoteEvent {

    String TOPIC = "erp.finance.credit-note";

    /**
     * @param returnId of the return that it is for; null for the other kinds
     * @param repeated true when nothing happened but that somebody asked again; else null
     */
    record Drafted(
            UUID creditNoteId,
            CreditNote.Kind kind,
            UUID invoiceId,
            UUID orderId,
            String orderNumber,
            UUID returnId,
            UUID customerId,
            String reason,
            Currency currency,
            String rounding,
            List<InvoiceLine> lines,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal gross,
            Instant draftedAt,
            Boolean repeated)
            implements CreditNoteEvent {}

    record Sent(
            UUID creditNoteId,
            UUID invoiceId,
            UUID orderId,
            UUID customerId,
            String number,
            Currency currency,
            BigDecimal gross,
            Instant sentAt)
            implements CreditNoteEvent {}

    record Voided(UUID creditNoteId, UUID invoiceId, UUID orderId, UUID customerId, String reason)
            implements CreditNoteEvent {}

    static CreditNoteEvent drafted(CreditNote note, boolean repeated) {
        CreditNote.Terms terms = note.terms();
        return new Drafted(
                note.id(),
                terms.kind(),
                terms.invoiceId(),
                terms.orderId(),
                terms.orderNumber(),
                terms.of().returnId(),
                terms.customer().customerId(),
                terms.reason(),
                note.currency(),
                terms.rounding(),
                note.lines(),
                terms.net().amount(),
                terms.tax().amount(),
                terms.gross().amount(),
                terms.createdAt(),
                repeated ? true : null);
    }

    static CreditNoteEvent sent(CreditNote note) {
        CreditNote.Terms terms = note.terms();
        return new Sent(
                note.id(),
                terms.invoiceId(),
                terms.orderId(),
                terms.customer().customerId(),
                note.number(),
                note.currency(),
                terms.gross().amount(),
                note.sent().at());
    }

    static CreditNoteEvent voided(CreditNote note) {
        CreditNote.Terms terms = note.terms();
        return new Voided(
                note.id(),
                terms.invoiceId(),
                terms.orderId(),
                terms.customer().customerId(),
                note.voided().reason());
    }

    default String type() {
        return switch (this) {
            case Drafted _ -> "finance.credit-note.drafted.v1";
            case Sent _ -> "finance.credit-note.sent.v1";
            case Voided _ -> "finance.credit-note.voided.v1";
        };
    }
}
