package dev.erp.purchasing.order;

import dev.erp.chassis.money.Money;
import dev.erp.chassis.persistence.Columns;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Currency;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads orders and receipts for clients. */
@Component
class PurchaseOrderQueries {

    /** What a list is narrowed to; null for what was not asked. */
    record Filter(
            PurchaseOrderStatus status,
            UUID supplierId,
            Boolean attention,
            String text,
            Instant createdFrom,
            Instant createdTo) {}

    private final DatabaseClient database;
    private final PurchaseOrders orders;

    PurchaseOrderQueries(DatabaseClient database, PurchaseOrders orders) {
        this.database = database;
        this.orders = orders;
    }

    /** @throws Problem 404 */
    Mono<PurchaseOrderView> view(UUID id) {
        return orders.find(id).map(PurchaseOrderView::of);
    }

    /** @throws Problem 404 */
    Mono<ReceiptView> receipt(UUID id, UUID receiptId) {
        return orders.find(id).map(order -> ReceiptView.of(order, order.receipt(receiptId)));
    }

    /** @throws Problem 404 */
    Mono<PurchaseOrderProcess> process(UUID id) {
        return orders.find(id)
                .zipWhen(order -> database.sql("""
                    SELECT at, step, state, detail, receipt_id, entry, quantities
                      FROM purchase_order_step
                     WHERE order_id = :id
                     ORDER BY seq
                    """)
                        .bind("id", id)
                        .map(PurchaseOrderQueries::step)
                        .all()
                        .collectList())
                .map(read -> PurchaseOrderProcess.of(read.getT1(), read.getT2()));
    }

    private static PurchaseOrderProcess.Step step(Readable row) {
        String entry = row.get("entry", String.class);
        return new PurchaseOrderProcess.Step(
                PurchaseOrderRow.instant(row, "at"),
                row.get("step", String.class),
                PurchaseOrderStatus.of(row.get("state", String.class)),
                row.get("detail", String.class),
                row.get("receipt_id", UUID.class),
                entry == null ? null : Entry.of(entry),
                entry == null ? null : PurchaseOrderProcess.entries(PurchaseOrderRow.quantities(row, "quantities")));
    }

    /** @throws Problem 404 when there is no such order */
    Mono<Page<ReceiptView>> receipts(UUID id, PageRequest page) {
        return orders.find(id).flatMap(order -> {
            Map<UUID, Receipt> known =
                    order.receipts().stream().collect(Collectors.toMap(Receipt::id, Function.identity()));
            return ListQuery.select("SELECT id, order_id, received_at, number FROM purchase_receipt")
                    .sortable("receivedAt", "received_at", OffsetDateTime.class)
                    .sortable("number", "number", String.class)
                    .where("order_id = :orderId", "orderId", id)
                    .where("id = ANY (:ids::uuid[])", "ids", known.keySet().toArray(UUID[]::new))
                    .page(database, page, row -> ReceiptView.of(order, known.get(row.get("id", UUID.class))));
        });
    }

    Mono<Page<PurchaseOrderView.Summary>> list(Filter filter, PageRequest page) {
        return ListQuery.select("""
            SELECT id, number, supplier_id, supplier_number, supplier_name, supplier_reference, currency, net, tax, gross,
                   status, created_at, searched,
                   (SELECT min(attention_since) FROM purchase_receipt
                     WHERE order_id = purchase_order.id AND attention_since IS NOT NULL) AS attention_since
              FROM purchase_order
            """)
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("number", "number", String.class)
                .where("status = :status", "status", filter.status == null ? null : filter.status.code())
                .where("supplier_id = :supplierId", "supplierId", filter.supplierId)
                .where(attention(filter.attention), "attention", filter.attention)
                .where("created_at >= :createdFrom", "createdFrom", Columns.utc(filter.createdFrom))
                .where("created_at < :createdTo", "createdTo", Columns.utc(filter.createdTo))
                .search("searched ILIKE :q", filter.text)
                .page(database, page, PurchaseOrderQueries::summary);
    }

    /** In words that the partial index understands. */
    private static String attention(Boolean needed) {
        String asking =
                "EXISTS (SELECT FROM purchase_receipt WHERE order_id = list.id AND attention_since IS NOT NULL)";
        return Boolean.TRUE.equals(needed) ? asking + " AND :attention" : "NOT " + asking + " AND NOT :attention";
    }

    private static PurchaseOrderView.Summary summary(Readable row) {
        Currency currency = Currency.getInstance(row.get("currency", String.class));
        Function<String, Money> money = column -> new Money(row.get(column, BigDecimal.class), currency);
        return new PurchaseOrderView.Summary(
                row.get("id", UUID.class),
                row.get("number", String.class),
                PurchaseOrderStatus.of(row.get("status", String.class)),
                PurchaseOrderRow.supplier(row),
                row.get("supplier_reference", String.class),
                money.apply("net"),
                money.apply("tax"),
                money.apply("gross"),
                PurchaseOrderRow.instant(row, "attention_since"),
                PurchaseOrderRow.instant(row, "created_at"));
    }
}
