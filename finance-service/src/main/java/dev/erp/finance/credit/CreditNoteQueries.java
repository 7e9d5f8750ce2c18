package dev.erp.finance.credit;

import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.document.CalculationView;
import dev.erp.finance.invoice.InvoiceColumns.OwnedLine;
import dev.erp.finance.invoice.InvoiceLine;
import dev.erp.finance.invoice.InvoiceRow;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads credit notes. */
@Component
public class CreditNoteQueries {

    private final DatabaseClient database;

    CreditNoteQueries(DatabaseClient database) {
        this.database = database;
    }

    /** What a list is narrowed to; null means not. */
    record Filter(String status, UUID invoiceId, UUID orderId, UUID customerId, UUID returnId, String text) {}

    Mono<Page<CreditNoteView>> list(Filter filter, PageRequest page) {
        return ListQuery.select("""
            SELECT *, CASE WHEN voided_at IS NOT NULL THEN 'void' WHEN sent_at IS NULL THEN 'draft' ELSE 'sent' END
                      AS status, coalesce(order_number, '') AS order_number_or_none
              FROM credit_note
            """)
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("orderNumber", "order_number_or_none", String.class)
                .sortable("customerName", "customer_name", String.class)
                .where("status = :status", "status", filter.status)
                .where("invoice_id = :invoiceId", "invoiceId", filter.invoiceId)
                .where("order_id = :orderId", "orderId", filter.orderId)
                .where("customer_id = :customerId", "customerId", filter.customerId)
                .where("return_id = :returnId", "returnId", filter.returnId)
                .search(
                        "(number ILIKE :q OR order_number ILIKE :q OR return_number ILIKE :q OR customer_name ILIKE"
                                + " :q)",
                        filter.text)
                .page(database, page, row -> CreditNoteView.of(CreditNoteRow.note(row, List.of()), false));
    }

    /** Fails with a {@link Problem} 404 when there is none. */
    Mono<CreditNote> get(UUID id) {
        return one("SELECT * FROM credit_note WHERE id = :id", id);
    }

    /** Fails with a {@link Problem} 404 when there is none. */
    Mono<CalculationView> calculation(UUID id) {
        return get(id).map(note -> new CalculationView(
                note.terms().rounding(),
                CalculationView.lines(
                        note.lines().stream().map(InvoiceLine::stated).toList(), note.currency()),
                note.terms().net(),
                note.terms().tax(),
                note.terms().gross(),
                null,
                null,
                null));
    }

    /** The invoice that a credit note is of; it never changes. Fails with a {@link Problem} 404 when there is none. */
    Mono<UUID> invoiceOf(UUID id) {
        return database.sql("SELECT invoice_id FROM credit_note WHERE id = :id")
                .bind("id", id)
                .map(row -> row.get("invoice_id", UUID.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("credit note", id)));
    }

    /** Locks one credit note until the commit; its invoice is locked by then. */
    Mono<CreditNote> lock(UUID id) {
        return one("SELECT * FROM credit_note WHERE id = :id FOR UPDATE", id);
    }

    /** All credit notes of these invoices with their lines, oldest first; two statements. */
    public Mono<List<CreditNote>> ofInvoices(List<UUID> invoiceIds) {
        return database.sql("SELECT * FROM credit_note WHERE invoice_id = ANY (:ids::uuid[]) ORDER BY created_at, id")
                .bind("ids", invoiceIds.toArray(UUID[]::new))
                .map(row -> CreditNoteRow.note(row, List.of()))
                .all()
                .collectList()
                .flatMap(this::withLines);
    }

    private Mono<CreditNote> one(String sql, UUID id) {
        return database.sql(sql)
                .bind("id", id)
                .map(row -> CreditNoteRow.note(row, List.of()))
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("credit note", id)))
                .flatMap(note -> withLines(List.of(note)).map(List::getFirst));
    }

    private Mono<List<CreditNote>> withLines(List<CreditNote> notes) {
        if (notes.isEmpty()) {
            return Mono.just(notes);
        }
        return database.sql("""
            SELECT * FROM credit_note_line WHERE credit_note_id = ANY (:ids::uuid[]) ORDER BY credit_note_id, line
            """)
                .bind("ids", notes.stream().map(CreditNote::id).toArray(UUID[]::new))
                .map(row -> new OwnedLine(row.get("credit_note_id", UUID.class), InvoiceRow.line(row)))
                .all()
                .collectList()
                .map(lines -> join(notes, lines));
    }

    private static List<CreditNote> join(List<CreditNote> notes, List<OwnedLine> lines) {
        Map<UUID, List<InvoiceLine>> byNote = new LinkedHashMap<>();
        lines.forEach(owned -> byNote.computeIfAbsent(owned.documentId(), id -> new ArrayList<>())
                .add(owned.line()));
        return notes.stream()
                .map(note -> CreditNoteRow.with(note, byNote.getOrDefault(note.id(), List.of())))
                .toList();
    }
}
