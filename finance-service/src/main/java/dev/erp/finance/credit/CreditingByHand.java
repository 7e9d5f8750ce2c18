package dev.erp.finance.credit;

import dev.erp.chassis.event.Origin;
import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.credit.CreditLines.Claim;
import dev.erp.finance.credit.CreditNote.Decided;
import dev.erp.finance.credit.CreditNote.GoodsReturn;
import dev.erp.finance.credit.CreditNote.Kind;
import dev.erp.finance.invoice.Invoice;
import dev.erp.finance.invoice.InvoiceLine;
import dev.erp.finance.invoice.Invoices;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Drafts a credit note because somebody gives something back, in the caller's transaction. */
@Component
class CreditingByHand {

    /** So many pieces of a line of the invoice. */
    record Piece(int line, BigDecimal quantity) {}

    private final Invoices invoices;
    private final CreditNotes notes;
    private final CreditNoteQueries queries;
    private final BusinessCalendar calendar;

    CreditingByHand(Invoices invoices, CreditNotes notes, CreditNoteQueries queries, BusinessCalendar calendar) {
        this.invoices = invoices;
        this.notes = notes;
        this.queries = queries;
        this.calendar = calendar;
    }

    /**
     * Fails with a {@link Problem} 404 for an unknown invoice, 409 for one that was not sent or of which nothing is left, 422 for more
     * than is left of a line.
     *
     * @param pieces of each line at most once; null for all that is left of the invoice
     */
    Mono<CreditNote> draft(UUID invoiceId, String reason, List<Piece> pieces, Function<UUID, Origin> inProcess) {
        return invoices.lock(invoiceId).flatMap(invoice -> {
            requireSent(invoice);
            return Mono.zip(invoices.lines(List.of(invoice)), queries.ofInvoices(List.of(invoiceId)))
                    .flatMap(read -> {
                        List<InvoiceLine> lines = lines(read.getT1().get(invoiceId), credited(read.getT2()), pieces);
                        Instant now = calendar.now();
                        CreditNote.Change change = CreditNote.draft(
                                Ids.next(), Kind.MANUAL, invoice, GoodsReturn.NONE, reason, lines, now);
                        Origin origin = inProcess.apply(invoice.correlationId());
                        return notes.draft(List.of(new Decided(change, origin)), now)
                                .thenReturn(change.after());
                    });
        });
    }

    private static void requireSent(Invoice invoice) {
        if (invoice.voided() != null) {
            throw Problem.conflict(
                    "invoice_void",
                    "The invoice was voided at " + invoice.voided().at() + ": "
                            + invoice.voided().reason() + ".");
        }
        if (invoice.sent() == null) {
            throw Problem.conflict("invoice_not_sent", "The invoice is a draft: it can be voided instead.");
        }
    }

    private static List<InvoiceLine> credited(List<CreditNote> notes) {
        return notes.stream()
                .filter(CreditNote::counts)
                .flatMap(note -> note.lines().stream())
                .toList();
    }

    private static List<InvoiceLine> lines(List<InvoiceLine> invoiced, List<InvoiceLine> credited, List<Piece> pieces) {
        if (pieces == null) {
            List<InvoiceLine> rest = CreditLines.rest(invoiced, credited);
            if (rest.isEmpty()) {
                throw Problem.conflict("nothing_left_to_credit", "All of the invoice is credited.");
            }
            return rest;
        }
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            try {
                claims.add(CreditLines.share(invoiced, credited, piece.line, piece.quantity));
            } catch (IllegalArgumentException e) {
                throw Problem.unprocessable(
                        "exceeds_invoice",
                        new FieldError("lines[" + i + "]", "exceeds_invoice", "cannot be credited: " + e.getMessage()));
            }
        }
        return CreditLines.returned(invoiced, credited, claims);
    }
}
