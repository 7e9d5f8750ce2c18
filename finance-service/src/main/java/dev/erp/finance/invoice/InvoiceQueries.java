package dev.erp.finance.invoice;

import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.document.CalculationView;
import dev.erp.finance.document.DocumentStatus;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads invoices for the API. */
@Component
public class InvoiceQueries {

    private final DatabaseClient database;
    private final BusinessCalendar calendar;

    InvoiceQueries(DatabaseClient database, BusinessCalendar calendar) {
        this.database = database;
        this.calendar = calendar;
    }

    /** What a list is narrowed to; null means not. */
    record Filter(DocumentStatus status, UUID customerId, UUID orderId, String text) {}

    Mono<Page<InvoiceView>> list(Filter filter, PageRequest page) {
        LocalDate today = calendar.today();
        return ListQuery.select("""
            SELECT invoice.*, coalesce(due_on, DATE '9999-12-31') AS due_or_never,
                   coalesce(order_number, '') AS order_number_or_none, :today::date AS today
              FROM invoice
            """)
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("dueOn", "due_or_never", LocalDate.class)
                .sortable("orderNumber", "order_number_or_none", String.class)
                .sortable("customerName", "customer_name", String.class)
                .where("today = :today", "today", today)
                .where(
                        "document_status(gross, paid, credited, sent_at, due_on, voided_at, today) = :status",
                        "status",
                        filter.status == null ? null : filter.status.code())
                .where("customer_id = :customerId", "customerId", filter.customerId)
                .where("order_id = :orderId", "orderId", filter.orderId)
                .search("(number ILIKE :q OR order_number ILIKE :q OR customer_name ILIKE :q)", filter.text)
                .page(database, page, row -> InvoiceView.of(InvoiceRow.invoice(row), null, today));
    }

    /** Fails with a {@link Problem} 404 when there is none. */
    Mono<CalculationView> calculation(UUID id) {
        return one(id).flatMap(invoice -> lines(invoice)
                .map(lines -> new CalculationView(
                        invoice.terms().rounding(),
                        CalculationView.lines(
                                lines.stream().map(InvoiceLine::stated).toList(), invoice.currency()),
                        invoice.terms().net(),
                        invoice.terms().tax(),
                        invoice.terms().gross(),
                        invoice.paid(),
                        invoice.credited(),
                        invoice.outstanding())));
    }

    private Mono<Invoice> one(UUID id) {
        return database.sql("SELECT * FROM invoice WHERE id = :id")
                .bind("id", id)
                .map(InvoiceRow::invoice)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("invoice", id)));
    }

    /** Fails with a {@link Problem} 404 when there is none. */
    Mono<InvoiceView> get(UUID id) {
        return one(id).flatMap(
                        invoice -> lines(invoice).map(lines -> InvoiceView.of(invoice, lines, calendar.today())));
    }

    /** Fails with a {@link Problem} 404 when there is none. */
    public Mono<Void> requireExists(UUID id) {
        return database.sql("SELECT id FROM invoice WHERE id = :id")
                .bind("id", id)
                .map(row -> row.get("id", UUID.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("invoice", id)))
                .then();
    }

    Mono<List<InvoiceLine>> lines(Invoice invoice) {
        return database.sql("SELECT * FROM invoice_line WHERE invoice_id = :id ORDER BY line")
                .bind("id", invoice.id())
                .map(row -> InvoiceRow.line(row).in(invoice.currency()))
                .all()
                .collectList();
    }
}
