package dev.erp.sales.order;

import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.order.SalesOrder.Status;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads orders for clients. */
@Component
class SalesOrderQueries {

    /** What a list is narrowed to; null for what was not asked. */
    record Filter(Status status, UUID customerId, Boolean attention, Instant placedFrom, Instant placedTo) {}

    private final DatabaseClient database;

    SalesOrderQueries(DatabaseClient database) {
        this.database = database;
    }

    /** @throws Problem 404 */
    Mono<SalesOrderView> view(UUID id) {
        return order(id)
                .zipWhen(order -> database.sql(SalesOrderRow.SELECT_LINES + "WHERE order_id = :id ORDER BY line")
                        .bind("id", id)
                        .map(SalesOrderRow::line)
                        .all()
                        .collectList())
                .map(read -> SalesOrderView.of(read.getT1(), read.getT2()));
    }

    /** @throws Problem 404 */
    Mono<SalesOrderProcess> process(UUID id) {
        return order(id)
                .zipWhen(order -> database.sql("""
                    SELECT at, step, state, detail FROM sales_order_step WHERE order_id = :id ORDER BY seq
                    """)
                        .bind("id", id)
                        .map(row -> new SalesOrderProcess.Step(
                                SalesOrderRow.instant(row, "at"),
                                row.get("step", String.class),
                                Status.of(row.get("state", String.class)),
                                row.get("detail", String.class)))
                        .all()
                        .collectList())
                .map(read -> SalesOrderProcess.of(read.getT1(), read.getT2()));
    }

    Mono<Page<SalesOrderView.Summary>> list(Filter filter, PageRequest page) {
        return ListQuery.select(SalesOrderRow.SELECT)
                .sortable("placedAt", "placed_at", OffsetDateTime.class)
                .sortable("number", "number", String.class)
                .where("status = :status", "status", filter.status == null ? null : filter.status.code())
                .where("customer_id = :customerId", "customerId", filter.customerId)
                .where(attention(filter.attention), "attention", filter.attention)
                .where("placed_at >= :placedFrom", "placedFrom", utc(filter.placedFrom))
                .where("placed_at < :placedTo", "placedTo", utc(filter.placedTo))
                .page(database, page, row -> SalesOrderView.Summary.of(SalesOrderRow.order(row)));
    }

    /** In words that the partial index understands. */
    private static String attention(Boolean needed) {
        return Boolean.TRUE.equals(needed)
                ? "attention_since IS NOT NULL AND :attention"
                : "attention_since IS NULL AND NOT :attention";
    }

    private Mono<SalesOrder> order(UUID id) {
        return database.sql(SalesOrderRow.SELECT + "WHERE id = :id")
                .bind("id", id)
                .map(SalesOrderRow::order)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("sales order", id)));
    }

    private static OffsetDateTime utc(Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
