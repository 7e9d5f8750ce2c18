package dev.erp.sales.order;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Columns;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.sales.catalogue.CatalogueProduct;
import dev.erp.sales.customer.Address;
import dev.erp.sales.customer.Buyer;
import dev.erp.sales.order.SalesOrder.Line;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Writes a new order with all that belongs to it, in one statement that is its own transaction: one round trip, one fsync. */
@Component
class NewSalesOrders {

    /** What the order was priced with. */
    record Basis(Buyer buyer, Map<UUID, CatalogueProduct> products) {}

    enum Result {
        WRITTEN,
        /** Nothing was written: the Idempotency-Key was used before. */
        REPLAYED,
        /** Nothing was written: another order has the customer's reference. */
        REFERENCE_TAKEN,
        /** Nothing was written: customer or products are not any more what the order was priced with. */
        OUTDATED
    }

    private static final String INSERT = insert("true", "");

    /** For an order with a reference. Of two at once, the second violates the key of the table: then it is asked again. */
    private static final String INSERT_WITH_REFERENCE = insert("""
            NOT EXISTS (SELECT FROM customer_reference
                         WHERE customer_id = :customerId AND reference = :customerReference)\
            """, """
            , reference AS (
                INSERT INTO customer_reference (customer_id, reference, order_id)
                SELECT :customerId, :customerReference, id FROM placed
            )\
            """);

    private static String insert(String referenceIsFree, String takeReference) {
        return """
            WITH basis AS (
                SELECT EXISTS (SELECT FROM customer WHERE id = :customerId AND version = :customerVersion)
                       AND NOT EXISTS (
                           SELECT FROM unnest(:lineProducts::uuid[], :lineVersions::bigint[]) AS used (id, version)
                             LEFT JOIN catalogue_product AS product ON product.product_id = used.id
                            WHERE product.version IS DISTINCT FROM used.version) AS holds,
                       %s AS free
            ), once AS (
                %s
            ), placed AS (
                INSERT INTO sales_order (
                       id, number, customer_id, customer_number, customer_name, customer_reference, note, currency,
                       discount_percent, discount, net, tax, gross, payment_term_days, warehouse_id, on_shortage,
                       reserve_until, valid_until, shipping_address, status, ordered, owed, version, steps, placed_by, placed_at,
                       updated_at)
                SELECT :id, :number, :customerId, :customerNumber, :customerName, :customerReference, :note, :currency,
                       :discountPercent, :discount, :net, :tax, :gross, :paymentTermDays, :warehouseId, :onShortage,
                       :reserveUntil, :validUntil, :shippingAddress, :status, :ordered::numeric[], :owed, 1, 1, :placedBy, :placedAt,
                       :placedAt
                  FROM basis
                 WHERE basis.holds AND basis.free AND %s
                RETURNING id
            ), lines AS (
                %s
            ), step AS (
                INSERT INTO sales_order_step (order_id, seq, step, state, at, detail, kind, quantities)
                SELECT id, 1, :step, :status, :placedAt, :stepDetail, :stepKind, :ordered::numeric[]
                  FROM placed
            ), event AS (
                %s WHERE EXISTS (SELECT FROM placed)
            )%s
            SELECT basis.holds AS holds, basis.free AS free, EXISTS (SELECT FROM placed) AS written FROM basis
            """.formatted(
                        referenceIsFree,
                        Commands.onceIf("(SELECT holds AND free FROM basis)"),
                        Commands.UNLESS_REPLAYED,
                        NewLines.INSERT.formatted("placed.id", "placed,"),
                        Outbox.INSERT,
                        takeReference);
    }

    private final DatabaseClient database;
    private final Commands commands;
    private final Outbox outbox;

    NewSalesOrders(DatabaseClient database, Commands commands, Outbox outbox) {
        this.database = database;
        this.commands = commands;
        this.outbox = outbox;
    }

    /**
     * Writes the order, its lines, its first step, its event and the answer under the request's key: all or nothing.
     *
     * @param answer serialised already
     */
    Mono<Result> insert(SalesOrder order, List<Line> lines, Basis basis, Caller caller, Answer answer) {
        String sql = order.customerReference() == null ? INSERT : INSERT_WITH_REFERENCE;
        GenericExecuteSpec insert = bindOrder(database.sql(sql), order)
                .bind("customerVersion", basis.buyer.version())
                .bind(
                        "lineVersions",
                        Columns.of(lines, l -> basis.products.get(l.productId()).version(), Long[]::new));
        insert = bindState(insert, order);
        insert = NewLines.bind(insert, lines);
        insert = commands.bind(insert, caller.idempotencyKey(), answer);
        return outbox.bind(insert, List.of(event(order, lines, caller)))
                .map(row -> result(
                        row.get("holds", Boolean.class),
                        row.get("free", Boolean.class),
                        row.get("written", Boolean.class)))
                .one();
    }

    private static Result result(boolean holds, boolean free, boolean written) {
        if (written) {
            return Result.WRITTEN;
        }
        if (holds && !free) {
            return Result.REFERENCE_TAKEN;
        }
        return holds ? Result.REPLAYED : Result.OUTDATED;
    }

    private static NewEvent event(SalesOrder order, List<Line> lines, Caller caller) {
        SalesOrderEvent event = Quoting.announcement(order, lines, order.placedAt());
        return NewEvent.of(
                SalesOrderEvent.TOPIC,
                event.type(),
                order.id(),
                order.version(),
                order.placedAt(),
                caller.inProcess(order.id()),
                event);
    }

    /** What differs between an order and a quotation. */
    private static GenericExecuteSpec bindState(GenericExecuteSpec insert, SalesOrder order) {
        boolean isQuotation = order.status() == SalesOrder.Status.QUOTATION;
        return insert.bind("status", order.status().code())
                .bind("ordered", OrNull.text(order.quantities().ordered().literal()))
                .bind("owed", OrNull.amount(order.owed()))
                .bind("step", isQuotation ? "quoted" : "placed")
                .bind("stepKind", OrNull.text(isQuotation ? null : "ordered"))
                .bind(
                        "stepDetail",
                        isQuotation
                                ? "offered until " + order.validUntil()
                                : "the order was accepted and waits for its stock")
                .bind("validUntil", OrNull.date(order.validUntil()));
    }

    private static GenericExecuteSpec bindOrder(GenericExecuteSpec insert, SalesOrder order) {
        return insert.bind("id", order.id())
                .bind("number", order.number())
                .bind("customerId", order.customer().customerId())
                .bind("customerNumber", order.customer().number())
                .bind("customerName", order.customer().name())
                .bind("customerReference", OrNull.text(order.customerReference()))
                .bind("note", OrNull.text(order.note()))
                .bind("currency", order.currency().getCurrencyCode())
                .bind("discountPercent", order.discountPercent())
                .bind("discount", order.totals().discount())
                .bind("net", order.totals().net())
                .bind("tax", order.totals().tax())
                .bind("gross", order.totals().gross())
                .bind("paymentTermDays", order.paymentTermDays())
                .bind("warehouseId", OrNull.id(order.terms().warehouseId()))
                .bind("onShortage", OrNull.text(order.terms().onShortageCode()))
                .bind("reserveUntil", OrNull.time(order.terms().reserveUntil()))
                .bind("shippingAddress", OrNull.text(Address.json(order.shippingAddress())))
                .bind("placedBy", order.placedBy())
                .bind("placedAt", order.placedAt().atOffset(ZoneOffset.UTC));
    }
}
