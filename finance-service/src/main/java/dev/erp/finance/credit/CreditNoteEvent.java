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
            BigDecimal exchangeRate,
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
                note.sent().exchangeRate(),
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

    UUID orderId();

    /** Version 1 promises an order; what happens to credit notes of free invoices is of version 2, which does not. */
    default String type() {
        String what =
                switch (this) {
                    case Drafted _ -> "drafted";
                    case Sent _ -> "sent";
                    case Voided _ -> "voided";
                };
        return "finance.credit-note." + what + (orderId() == null ? ".v2" : ".v1");
    }
}
