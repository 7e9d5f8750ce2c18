package dev.erp.finance.bill;

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

/** Reads bills for the API. */
@Component
public class BillQueries {

    private final DatabaseClient database;
    private final Bills bills;
    private final BusinessCalendar calendar;

    BillQueries(DatabaseClient database, Bills bills, BusinessCalendar calendar) {
        this.database = database;
        this.bills = bills;
        this.calendar = calendar;
    }

    /** What a list is narrowed to; null means not. */
    record Filter(DocumentStatus status, UUID supplierId, UUID purchaseOrderId, UUID receiptId, String text) {}

    Mono<Page<BillView>> list(Filter filter, PageRequest page) {
        LocalDate today = calendar.today();
        return ListQuery.select("""
            SELECT bill.*, coalesce(due_on, DATE '9999-12-31') AS due_or_never,
                   coalesce(purchase_order_number, '') AS order_number_or_none, :today::date AS today
              FROM bill
            """)
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("dueOn", "due_or_never", LocalDate.class)
                .sortable("purchaseOrderNumber", "order_number_or_none", String.class)
                .sortable("supplierName", "supplier_name", String.class)
                .where("today = :today", "today", today)
                .where(
                        "document_status(gross, paid, 0, sent_at, due_on, voided_at, today) = :status",
                        "status",
                        filter.status == null ? null : filter.status.code())
                .where("supplier_id = :supplierId", "supplierId", filter.supplierId)
                .where("purchase_order_id = :purchaseOrderId", "purchaseOrderId", filter.purchaseOrderId)
                .where("receipt_id = :receiptId", "receiptId", filter.receiptId)
                .search(
                        "(number ILIKE :q OR supplier_bill_number ILIKE :q OR purchase_order_number ILIKE :q OR"
                                + " receipt_number ILIKE :q OR supplier_name ILIKE :q)",
                        filter.text)
                .page(database, page, row -> BillView.of(BillRow.bill(row), null, today));
    }

    /** Fails with a {@link Problem} 404 when there is none. */
    public Mono<Void> requireExists(UUID id) {
        return database.sql("SELECT id FROM bill WHERE id = :id")
                .bind("id", id)
                .map(row -> row.get("id", UUID.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("bill", id)))
                .then();
    }

    /** Fails with a {@link Problem} 404 when there is none. */
    Mono<CalculationView> calculation(UUID id) {
        return one(id).flatMap(bill -> bills.lines(List.of(bill))
                .map(lines -> new CalculationView(
                        bill.terms().rounding(),
                        CalculationView.lines(
                                lines.getOrDefault(id, List.of()).stream()
                                        .map(BillLine::stated)
                                        .toList(),
                                bill.currency()),
                        bill.terms().net(),
                        bill.terms().tax(),
                        bill.terms().gross(),
                        bill.paid(),
                        null,
                        bill.outstanding())));
    }

    private Mono<Bill> one(UUID id) {
        return database.sql("SELECT * FROM bill WHERE id = :id")
                .bind("id", id)
                .map(BillRow::bill)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("bill", id)));
    }

    /** Fails with a {@link Problem} 404 when there is none. */
    Mono<BillView> get(UUID id) {
        return one(id).flatMap(bill -> bills.lines(List.of(bill))
                .map(lines -> BillView.of(bill, lines.getOrDefault(bill.id(), List.of()), calendar.today())));
    }
}
