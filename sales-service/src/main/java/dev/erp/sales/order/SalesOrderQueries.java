package dev.erp.sales.order;

import dev.erp.chassis.persistence.Columns;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.order.SalesOrder.Status;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads orders for clients. */
@Component
class SalesOrderQueries {

    /** What a list is narrowed to; null for what was not asked. */
    record Filter(
            Status status, UUID customerId, Boolean attention, String text, Instant placedFrom, Instant placedTo) {}

    /** Those that every order goes through; see rarer_status in the table. */
    private static final Set<Status> COMMON = EnumSet.of(Status.PENDING, Status.CONFIRMED, Status.INVOICED);

    /**
     * The ids come first, as arrays, so that each part of the search has its index: a subquery within OR would be asked for every
     * order.
     */
    private static final String SEARCH = """
        (number = upper(btrim(:q, '%'))
         OR id = ANY (ARRAY (SELECT order_id FROM customer_reference WHERE reference ILIKE :q LIMIT 1000))
         OR customer_id = ANY (ARRAY (SELECT id FROM customer WHERE search_text ILIKE :q LIMIT 1000)))\
        """;

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
                    SELECT at, step, state, detail, kind, quantities, document_id
                      FROM sales_order_step WHERE order_id = :id ORDER BY seq
                    """)
                        .bind("id", id)
                        .map(row -> new SalesOrderProcess.Step(
                                SalesOrderRow.instant(row, "at"),
                                row.get("step", String.class),
                                Status.of(row.get("state", String.class)),
                                row.get("detail", String.class),
                                row.get("kind", String.class),
                                row.get("quantities") == null
                                        ? null
                                        : SalesOrderRow.perLine(row, "quantities")
                                                .values(),
                                row.get("document_id", UUID.class)))
                        .all()
                        .collectList())
                .map(read -> SalesOrderProcess.of(read.getT1(), read.getT2()));
    }

    /** Orders that wait for stock, or for an answer that is overdue; the longest first. */
    Mono<Page<SalesOrderView.Summary>> waiting(PageRequest page) {
        return ListQuery.select(SalesOrderRow.SELECT + "WHERE waiting_since IS NOT NULL")
                .sortable("waitingSince", "waiting_since", OffsetDateTime.class)
                .page(database, page, row -> SalesOrderView.Summary.of(SalesOrderRow.order(row)));
    }

    Mono<Page<SalesOrderView.Summary>> list(Filter filter, PageRequest page) {
        return ListQuery.select(SalesOrderRow.SELECT)
                .sortable("placedAt", "placed_at", OffsetDateTime.class)
                .sortable("number", "number", String.class)
                .where(
                        COMMON.contains(filter.status) ? "status = :status" : "rarer_status = :status",
                        "status",
                        filter.status == null ? null : filter.status.code())
                .where("customer_id = :customerId", "customerId", filter.customerId)
                .where(attention(filter.attention), "attention", filter.attention)
                .search(SEARCH, filter.text)
                .where("placed_at >= :placedFrom", "placedFrom", Columns.utc(filter.placedFrom))
                .where("placed_at < :placedTo", "placedTo", Columns.utc(filter.placedTo))
                .page(database, page, row -> SalesOrderView.Summary.of(SalesOrderRow.order(row)));
    }

    /** In words that the partial index understands. */
    private static String attention(Boolean needed) {
        return Boolean.TRUE.equals(needed)
                ? "attention_since IS NOT NULL AND :attention"
                : "attention_since IS NULL AND NOT :attention";
    }

    /** @throws Problem 404 */
    Mono<SalesOrder> order(UUID id) {
        return database.sql(SalesOrderRow.SELECT + "WHERE id = :id")
                .bind("id", id)
                .map(SalesOrderRow::order)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("sales order", id)));
    }
}
