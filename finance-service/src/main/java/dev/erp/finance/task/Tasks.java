package dev.erp.finance.task;

import dev.erp.chassis.persistence.Ids;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What somebody has to do by hand, because a machine must not decide it. */
@Component
public final class Tasks {

    /**
     * The order of an invoice that was sent is cancelled: the customer holds a document that has to be corrected.
     *
     * @param reason why the order was cancelled, up to 500 characters
     */
    public record CreditNeeded(UUID invoiceId, UUID orderId, String reason, Instant since) {}

    private final DatabaseClient database;

    Tasks(DatabaseClient database) {
        this.database = database;
    }

    /** Opens a task for each, once per invoice, in the caller's transaction. */
    public Mono<Void> open(List<CreditNeeded> credits) {
        if (credits.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("""
                        INSERT INTO task (id, kind, invoice_id, order_id, reason, opened_at)
                        SELECT id, 'credit_needed', invoice_id, order_id, reason, opened_at
                          FROM unnest(:ids::uuid[], :invoices::uuid[], :orders::uuid[], :reasons::text[],
                                      :times::timestamptz[]) AS credit (id, invoice_id, order_id, reason, opened_at)
                        ON CONFLICT (kind, invoice_id) DO NOTHING
                        """)
                .bind("ids", credits.stream().map(c -> Ids.next()).toArray(UUID[]::new))
                .bind("invoices", credits.stream().map(CreditNeeded::invoiceId).toArray(UUID[]::new))
                .bind("orders", credits.stream().map(CreditNeeded::orderId).toArray(UUID[]::new))
                .bind("reasons", credits.stream().map(CreditNeeded::reason).toArray(String[]::new))
                .bind(
                        "times",
                        credits.stream()
                                .map(c -> c.since().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new))
                .then();
    }

    /** The open ones, oldest first unless asked otherwise. */
    Mono<Page<TaskView>> open(PageRequest page) {
        PageRequest oldestFirst = page.sort() == null ? new PageRequest(page.limit(), page.cursor(), "openedAt") : page;
        return ListQuery.select("""
                        SELECT task.*, invoice.number AS invoice_number, invoice.order_number
                          FROM task JOIN invoice ON invoice.id = task.invoice_id
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
                row.get("reason", String.class),
                row.get("opened_at", OffsetDateTime.class).toInstant());
    }
}
