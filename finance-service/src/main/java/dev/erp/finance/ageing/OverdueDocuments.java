package dev.erp.finance.ageing;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.Origin;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.bill.Bill;
import dev.erp.finance.bill.BillRow;
import dev.erp.finance.bill.Bills;
import dev.erp.finance.invoice.Invoice;
import dev.erp.finance.invoice.InvoiceRow;
import dev.erp.finance.invoice.Invoices;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tells of documents whose due date is over and on which something is outstanding, each once, in the caller's transaction. Others may
 * do the same at the same time: none waits for rows that another one holds.
 */
@Component
class OverdueDocuments {

    private static final Actor SERVICE = Actor.service("finance-service");

    private final DatabaseClient database;
    private final Invoices invoices;
    private final Bills bills;
    private final BusinessCalendar calendar;

    OverdueDocuments(DatabaseClient database, Invoices invoices, Bills bills, BusinessCalendar calendar) {
        this.database = database;
        this.invoices = invoices;
        this.bills = bills;
        this.calendar = calendar;
    }

    /**
     * Looks at so many invoices that nobody has looked at since their due date.
     *
     * @return how many there were
     */
    Mono<Integer> invoices(int most) {
        Instant now = calendar.now();
        return database.sql("""
                        SELECT * FROM invoice WHERE due_on < :today AND due_looked_at IS NULL
                         ORDER BY due_on, id LIMIT :most FOR UPDATE SKIP LOCKED
                        """)
                .bind("today", calendar.dayOf(now))
                .bind("most", most)
                .map(row -> InvoiceRow.invoice(row))
                .all()
                .collectList()
                .flatMap(found -> invoices.save(
                                found.stream()
                                        .filter(invoice -> invoice.outstanding().isPositive())
                                        .map(invoice ->
                                                new Invoice.Decided(invoice.overdue(), origin(invoice.correlationId())))
                                        .toList(),
                                now)
                        .then(Mono.defer(() -> database.sql(
                                        "UPDATE invoice SET due_looked_at = :now WHERE id = ANY (:ids::uuid[])")
                                .bind("now", now.atOffset(ZoneOffset.UTC))
                                .bind("ids", found.stream().map(Invoice::id).toArray(UUID[]::new))
                                .then()))
                        .thenReturn(found.size()));
    }

    /**
     * The same for bills.
     *
     * @return how many there were
     */
    Mono<Integer> bills(int most) {
        Instant now = calendar.now();
        return database.sql("""
                        SELECT * FROM bill WHERE due_on < :today AND due_looked_at IS NULL
                         ORDER BY due_on, id LIMIT :most FOR UPDATE SKIP LOCKED
                        """)
                .bind("today", calendar.dayOf(now))
                .bind("most", most)
                .map(row -> BillRow.bill(row))
                .all()
                .collectList()
                .flatMap(found -> bills.save(
                                found.stream()
                                        .filter(bill -> bill.outstanding().isPositive())
                                        .map(bill -> new Bill.Decided(bill.overdue(), origin(bill.correlationId())))
                                        .toList(),
                                now)
                        .then(Mono.defer(() -> database.sql(
                                        "UPDATE bill SET due_looked_at = :now WHERE id = ANY (:ids::uuid[])")
                                .bind("now", now.atOffset(ZoneOffset.UTC))
                                .bind("ids", found.stream().map(Bill::id).toArray(UUID[]::new))
                                .then()))
                        .thenReturn(found.size()));
    }

    private static Origin origin(UUID process) {
        return new Origin(SERVICE, process, null, null);
    }
}
