package dev.erp.finance.task;

import static dev.erp.chassis.persistence.Columns.of;
import static dev.erp.chassis.persistence.Columns.utc;

import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What somebody has to do by hand, because a machine must not decide it. */
@Component
public final class Tasks {

    private final DatabaseClient database;

    Tasks(DatabaseClient database) {
        this.database = database;
    }

    /** Opens each that is not open or done yet, in the caller's transaction. */
    public Mono<Void> open(List<NewTask> tasks) {
        if (tasks.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("""
                        INSERT INTO task (id, kind, subject_id, invoice_id, bill_id, order_id, purchase_order_id, reason, opened_at)
                        SELECT * FROM unnest(:ids::uuid[], :kinds::text[], :subjects::uuid[], :invoices::uuid[], :bills::uuid[],
                                             :orders::uuid[], :purchaseOrders::uuid[], :reasons::text[], :times::timestamptz[])
                        ON CONFLICT (kind, subject_id) DO NOTHING
                        """)
                .bind("ids", of(tasks, t -> Ids.next(), UUID[]::new))
                .bind("kinds", of(tasks, t -> t.kind().name().toLowerCase(Locale.ROOT), String[]::new))
                .bind("subjects", of(tasks, NewTask::subject, UUID[]::new))
                .bind("invoices", of(tasks, NewTask::invoiceId, UUID[]::new))
                .bind("bills", of(tasks, NewTask::billId, UUID[]::new))
                .bind("orders", of(tasks, NewTask::orderId, UUID[]::new))
                .bind("purchaseOrders", of(tasks, NewTask::purchaseOrderId, UUID[]::new))
                .bind("reasons", of(tasks, NewTask::reason, String[]::new))
                .bind("times", of(tasks, t -> utc(t.since()), OffsetDateTime[]::new))
                .then();
    }

    /** Closes what is open about this subject: it was done. */
    public Mono<Void> close(UUID subject, Instant at) {
        return database.sql("UPDATE task SET closed_at = :at WHERE subject_id = :subject AND closed_at IS NULL")
                .bind("subject", subject)
                .bind("at", utc(at))
                .then();
    }

    /** The open ones, oldest first unless asked otherwise. */
    Mono<Page<TaskView>> open(PageRequest page) {
        PageRequest oldestFirst = page.sort() == null ? new PageRequest(page.limit(), page.cursor(), "openedAt") : page;
        return ListQuery.select("""
                        SELECT task.*, invoice.number AS invoice_number, invoice.order_number,
                               bill.purchase_order_number
                          FROM task
                          LEFT JOIN invoice ON invoice.id = task.invoice_id
                          LEFT JOIN bill ON bill.id = task.bill_id
                         WHERE task.closed_at IS NULL
                        """)
                .sortable("openedAt", "opened_at", OffsetDateTime.class)
                .page(database, oldestFirst, Tasks::view);
    }

    private static TaskView view(Readable row) {
        return new TaskView(
                row.get("id", UUID.class),
                row.get("kind", String.class),
                row.get("invoice_id", UUID.class),
                row.get("invoice_number", String.class),
                row.get("order_id", UUID.class),
                row.get("order_number", String.class),
                row.get("bill_id", UUID.class),
                row.get("purchase_order_id", UUID.class),
                row.get("purchase_order_number", String.class),
                row.get("reason", String.class),
                row.get("opened_at", OffsetDateTime.class).toInstant());
    }
}
