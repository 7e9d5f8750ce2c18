package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.persistence.Columns;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.order.BillingReply.CreditNoteDrafted;
import dev.erp.sales.order.SalesReturn.Line;
import dev.erp.sales.order.StockReply.GoodsRestocked;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The tables of returns. Whoever writes holds the lock of the order. */
@Component
class SalesReturns {

    private static final String SELECT = """
        SELECT id, number, order_id, state, reason, invoice_id, credit_note_id, entered_by, entered_at
          FROM sales_return
        """;

    private final DatabaseClient database;

    SalesReturns(DatabaseClient database) {
        this.database = database;
    }

    /** A number such as RET-2026-000002: unique, with gaps. */
    Mono<String> nextNumber(Year year) {
        return database.sql("SELECT nextval('sales_return_number') AS number")
                .map(row -> "RET-%s-%06d".formatted(year, row.get("number", Long.class)))
                .one();
    }

    Mono<Void> insert(SalesReturn goods) {
        List<Line> lines = goods.lines();
        return database.sql("""
            WITH entered AS (
                INSERT INTO sales_return (id, number, order_id, state, reason, invoice_id, entered_by, entered_at)
                VALUES (:id, :number, :orderId, :state, :reason, :invoiceId, :enteredBy, :enteredAt)
            )
            INSERT INTO sales_return_line (return_id, line, product_id, sku, quantity, disposition, net, tax_rate, tax,
                                           gross)
            SELECT :id, * FROM unnest(:lines::int[], :products::uuid[], :skus::text[], :quantities::numeric[],
                                      :dispositions::text[], :nets::numeric[], :taxRates::numeric[],
                                      :taxes::numeric[], :grosses::numeric[])
            """)
                .bind("id", goods.id())
                .bind("number", goods.number())
                .bind("orderId", goods.orderId())
                .bind("state", goods.state().code())
                .bind("reason", goods.reason())
                .bind("invoiceId", OrNull.id(goods.invoiceId()))
                .bind("enteredBy", goods.enteredBy())
                .bind("enteredAt", goods.enteredAt().atOffset(ZoneOffset.UTC))
                .bind("lines", Columns.of(lines, Line::line, Integer[]::new))
                .bind("products", Columns.of(lines, Line::productId, UUID[]::new))
                .bind("skus", Columns.of(lines, Line::sku, String[]::new))
                .bind("quantities", Columns.of(lines, l -> l.quantity().value(), BigDecimal[]::new))
                .bind("dispositions", Columns.of(lines, l -> l.disposition().code(), String[]::new))
                .bind("nets", Columns.of(lines, Line::net, BigDecimal[]::new))
                .bind("taxRates", Columns.of(lines, Line::taxRate, BigDecimal[]::new))
                .bind("taxes", Columns.of(lines, Line::tax, BigDecimal[]::new))
                .bind("grosses", Columns.of(lines, Line::gross, BigDecimal[]::new))
                .then();
    }

    Mono<Void> restocked(Collection<GoodsRestocked> replies) {
        if (replies.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("UPDATE sales_return SET state = 'restocked' WHERE id = ANY (:ids::uuid[])")
                .bind("ids", Columns.of(replies, GoodsRestocked::returnId, UUID[]::new))
                .then();
    }

    Mono<Void> credited(Collection<CreditNoteDrafted> replies) {
        if (replies.isEmpty()) {
            return Mono.empty();
        }
        return database.sql("""
            UPDATE sales_return
               SET credit_note_id = credit.id
              FROM unnest(:returns::uuid[], :credits::uuid[]) AS credit (return_id, id)
             WHERE sales_return.id = credit.return_id
            """)
                .bind("returns", Columns.of(replies, CreditNoteDrafted::returnId, UUID[]::new))
                .bind("credits", Columns.of(replies, CreditNoteDrafted::creditNoteId, UUID[]::new))
                .then();
    }

    /** All lines that came back for an order so far. */
    Mono<List<Line>> linesOf(UUID orderId) {
        return database.sql("""
            SELECT line.* FROM sales_return_line AS line
              JOIN sales_return AS entered ON entered.id = line.return_id
             WHERE entered.order_id = :orderId
            """)
                .bind("orderId", orderId)
                .map(SalesReturns::line)
                .all()
                .collectList();
    }

    /** @throws Problem 404 */
    Mono<SalesReturn> find(UUID orderId, UUID id) {
        return database.sql(SELECT + "WHERE id = :id AND order_id = :orderId")
                .bind("id", id)
                .bind("orderId", orderId)
                .map(SalesReturns::read)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("return", id)))
                .flatMap(goods -> withLines(List.of(goods)).map(List::getFirst));
    }

    Mono<Page<SalesReturn>> list(UUID orderId, PageRequest page) {
        return ListQuery.select(SELECT)
                .sortable("enteredAt", "entered_at", OffsetDateTime.class)
                .where("order_id = :orderId", "orderId", orderId)
                .page(database, page, SalesReturns::read)
                .flatMap(found -> withLines(found.items()).map(items -> new Page<>(items, found.nextCursor())));
    }

    private Mono<List<SalesReturn>> withLines(List<SalesReturn> returns) {
        return database.sql("SELECT * FROM sales_return_line WHERE return_id = ANY (:ids::uuid[]) ORDER BY line")
                .bind("ids", Columns.of(returns, SalesReturn::id, UUID[]::new))
                .map(row -> Map.entry(row.get("return_id", UUID.class), line(row)))
                .all()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())))
                .map(lines -> returns.stream()
                        .map(goods -> goods.with(lines.getOrDefault(goods.id(), List.of())))
                        .toList());
    }

    private static SalesReturn read(Readable row) {
        return new SalesReturn(
                row.get("id", UUID.class),
                row.get("number", String.class),
                row.get("order_id", UUID.class),
                SalesReturn.State.of(row.get("state", String.class)),
                row.get("reason", String.class),
                row.get("invoice_id", UUID.class),
                row.get("credit_note_id", UUID.class),
                List.of(),
                row.get("entered_by", String.class),
                SalesOrderRow.instant(row, "entered_at"));
    }

    private static Line line(Readable row) {
        return new Line(
                row.get("line", Integer.class),
                row.get("product_id", UUID.class),
                row.get("sku", String.class),
                new Quantity(row.get("quantity", BigDecimal.class)),
                SalesReturn.Disposition.of(row.get("disposition", String.class)),
                row.get("net", BigDecimal.class),
                row.get("tax_rate", BigDecimal.class),
                row.get("tax", BigDecimal.class),
                row.get("gross", BigDecimal.class));
    }
}
