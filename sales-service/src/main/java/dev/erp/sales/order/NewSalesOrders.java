package dev.erp.sales.order;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.web.Answer;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Commands;
import dev.erp.sales.catalogue.CatalogueProduct;
import dev.erp.sales.customer.Buyer;
import dev.erp.sales.order.SalesOrder.Line;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
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
        /** Nothing was written: customer or products are not any more what the order was priced with. */
        OUTDATED
    }

    private static final String INSERT =
            """
            WITH basis AS (
                SELECT EXISTS (SELECT FROM customer WHERE id = :customerId AND version = :customerVersion)
                       AND NOT EXISTS (
                           SELECT FROM unnest(:lineProducts::uuid[], :lineVersions::bigint[]) AS used (id, version)
                             LEFT JOIN catalogue_product AS product ON product.product_id = used.id
                            WHERE product.version IS DISTINCT FROM used.version) AS holds
            ), once AS (
                %s
            ), placed AS (
                INSERT INTO sales_order (
                       id, number, customer_id, customer_number, customer_name, customer_reference, note, currency,
                       discount_percent, discount, net, tax, gross, payment_term_days, status,
                       version, steps, placed_by, placed_at, updated_at)
                SELECT :id, :number, :customerId, :customerNumber, :customerName, :customerReference, :note, :currency,
                       :discountPercent, :discount, :net, :tax, :gross, :paymentTermDays, 'pending',
                       1, 1, :placedBy, :placedAt, :placedAt
                  FROM basis
                 WHERE basis.holds AND %s
                RETURNING id
            ), lines AS (
                INSERT INTO sales_order_line (
                       order_id, line, product_id, sku, name, quantity, unit_price, discount_percent,
                       net, tax_rate, tax, gross)
                SELECT placed.id, line.number, line.product_id, line.sku, line.name, line.quantity, line.unit_price,
                       line.discount_percent, line.net, line.tax_rate, line.tax, line.gross
                  FROM placed,
                       unnest(:lineProducts::uuid[], :lineSkus::text[], :lineNames::text[], :lineQuantities::numeric[],
                              :linePrices::numeric[], :lineDiscounts::numeric[], :lineNets::numeric[],
                              :lineTaxRates::numeric[], :lineTaxes::numeric[], :lineGrosses::numeric[])
                       WITH ORDINALITY AS line (product_id, sku, name, quantity, unit_price, discount_percent,
                                                net, tax_rate, tax, gross, number)
            ), step AS (
                INSERT INTO sales_order_step (order_id, seq, step, state, at, detail)
                SELECT id, 1, 'placed', 'pending', :placedAt, 'the order was accepted and waits for its stock'
                  FROM placed
            ), event AS (
                %s WHERE EXISTS (SELECT FROM placed)
            )
            SELECT basis.holds AS holds, EXISTS (SELECT FROM placed) AS written FROM basis
            """.formatted(Commands.onceIf("(SELECT holds FROM basis)"), Commands.UNLESS_REPLAYED, Outbox.INSERT);

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
        GenericExecuteSpec insert = bindOrder(database.sql(INSERT), order)
                .bind("customerVersion", basis.buyer.version())
                .bind(
                        "lineVersions",
                        column(lines, l -> basis.products.get(l.productId()).version(), Long[]::new));
        insert = bindLines(insert, lines);
        insert = commands.bind(insert, caller.idempotencyKey(), answer);
        return outbox.bind(insert, List.of(placed(order, lines, caller)))
                .map(row -> result(row.get("holds", Boolean.class), row.get("written", Boolean.class)))
                .one();
    }

    private static Result result(boolean holds, boolean written) {
        if (written) {
            return Result.WRITTEN;
        }
        return holds ? Result.REPLAYED : Result.OUTDATED;
    }

    private static NewEvent placed(SalesOrder order, List<Line> lines, Caller caller) {
        var event = new SalesOrderEvent.Placed(order.document(lines));
        return NewEvent.of(
                SalesOrderEvent.TOPIC,
                event.type(),
                order.id(),
                order.version(),
                order.placedAt(),
                caller.inProcess(order.id()),
                event);
    }

    private static GenericExecuteSpec bindOrder(GenericExecuteSpec insert, SalesOrder order) {
        return insert.bind("id", order.id())
                .bind("number", order.number())
                .bind("customerId", order.customer().customerId())
                .bind("customerNumber", order.customer().number())
                .bind("customerName", order.customer().name())
                .bind("customerReference", Parameters.in(R2dbcType.VARCHAR, order.customerReference()))
                .bind("note", Parameters.in(R2dbcType.VARCHAR, order.note()))
                .bind("currency", order.currency().getCurrencyCode())
                .bind("discountPercent", order.discountPercent())
                .bind("discount", order.totals().discount())
                .bind("net", order.totals().net())
                .bind("tax", order.totals().tax())
                .bind("gross", order.totals().gross())
                .bind("paymentTermDays", order.paymentTermDays())
                .bind("placedBy", order.placedBy())
                .bind("placedAt", order.placedAt().atOffset(ZoneOffset.UTC));
    }

    private static GenericExecuteSpec bindLines(GenericExecuteSpec insert, List<Line> lines) {
        return insert.bind("lineProducts", column(lines, Line::productId, UUID[]::new))
                .bind("lineSkus", column(lines, Line::sku, String[]::new))
                .bind("lineNames", column(lines, Line::name, String[]::new))
                .bind("lineQuantities", column(lines, l -> l.quantity().value(), BigDecimal[]::new))
                .bind("linePrices", column(lines, Line::unitPrice, BigDecimal[]::new))
                .bind("lineDiscounts", column(lines, Line::discountPercent, BigDecimal[]::new))
                .bind("lineNets", column(lines, Line::net, BigDecimal[]::new))
                .bind("lineTaxRates", column(lines, Line::taxRate, BigDecimal[]::new))
                .bind("lineTaxes", column(lines, Line::tax, BigDecimal[]::new))
                .bind("lineGrosses", column(lines, Line::gross, BigDecimal[]::new));
    }

    private static <T> T[] column(List<Line> lines, Function<Line, T> value, IntFunction<T[]> array) {
        return lines.stream().map(value).toArray(array);
    }
}
