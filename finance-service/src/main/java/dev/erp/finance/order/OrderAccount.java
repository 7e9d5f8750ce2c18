package dev.erp.finance.order;

import dev.erp.finance.credit.CreditNote;
import dev.erp.finance.credit.CreditNote.Kind;
import dev.erp.finance.invoice.Invoice;
import dev.erp.finance.invoice.InvoiceLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The invoice of an order in its latest edition, with what was credited of it, while a set is decided. */
final class OrderAccount {

    private Invoice invoice;
    private List<InvoiceLine> lines;
    private final List<CreditNote> notes = new ArrayList<>();

    OrderAccount(Invoice invoice, List<InvoiceLine> lines) {
        this.invoice = invoice;
        this.lines = lines;
    }

    Invoice invoice() {
        return invoice;
    }

    List<InvoiceLine> lines() {
        return lines;
    }

    boolean isVoid() {
        return invoice.voided() != null;
    }

    /** Whether it may still be voided: nobody has it, and nothing refers to it. */
    boolean isFree() {
        return invoice.sent() == null && notes.stream().noneMatch(CreditNote::counts);
    }

    /** The lines of all credit notes that are not void. */
    List<InvoiceLine> credited() {
        return linesOf(note -> true);
    }

    List<InvoiceLine> creditedByReductions() {
        return linesOf(note -> note.terms().kind() == Kind.REDUCTION);
    }

    void becomes(Invoice newInvoice, List<InvoiceLine> newLines) {
        invoice = newInvoice;
        lines = newLines;
    }

    void add(CreditNote note) {
        notes.add(note);
    }

    private List<InvoiceLine> linesOf(Predicate<CreditNote> which) {
        return notes.stream()
                .filter(CreditNote::counts)
                .filter(which)
                .flatMap(note -> note.lines().stream())
                .toList();
    }
}
