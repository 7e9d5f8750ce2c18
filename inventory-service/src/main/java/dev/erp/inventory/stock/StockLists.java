package dev.erp.inventory.stock;

import dev.erp.chassis.event.EventJson;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads stock: of a product over all its warehouses, or in one of them. */
@Component
class StockLists {

    private static final String IN_WAREHOUSE =
            "AND (:warehouse::uuid IS NULL OR stock.warehouse_id = :warehouse::uuid)";

    /** Lateral, so that a page sums the stock of its own products alone, in the order of an index on products. */
    private static final String STOCK = """
            SELECT product.id, sku, sku_key, name, unit, reorder_level, created_at, there.*
              FROM product
                   CROSS JOIN LATERAL (
                       SELECT coalesce(sum(on_hand), 0) AS on_hand, coalesce(sum(reserved), 0) AS reserved,
                              coalesce(sum(waiting), 0) AS waiting, coalesce(sum(value), 0) AS value,
                              coalesce(bool_or(low), false) AS low, coalesce(sum(stock.version), 0)::bigint AS version,
                              json_agg(json_build_object(
                                  'warehouseId', warehouse_id, 'code', code, 'onHand', on_hand, 'reserved', reserved,
                                  'available', on_hand - reserved, 'waiting', waiting, 'belowReorderLevel', low,
                                  'unitCost', CASE WHEN on_hand > 0 THEN round(value / on_hand, 4)::text END,
                                  'value', value::text) ORDER BY code)::text AS warehouses
                         FROM stock JOIN warehouse ON warehouse.id = warehouse_id
                        WHERE product_id = product.id %s) AS there
            """;

    private static final String AS_OF = """
            SELECT product.id, sku, sku_key, name, unit, reorder_level, created_at, there.*
              FROM product
                   CROSS JOIN LATERAL (
                       SELECT coalesce(sum(on_hand), 0) AS on_hand, coalesce(sum(reserved), 0) AS reserved,
                              coalesce(sum(value), 0) AS value,
                              json_agg(json_build_object(
                                  'warehouseId', warehouse.id, 'code', code, 'onHand', on_hand, 'reserved', reserved,
                                  'available', on_hand - reserved,
                                  'unitCost', CASE WHEN on_hand > 0 THEN round(value / on_hand, 4)::text END,
                                  'value', value::text) ORDER BY code)::text AS warehouses
                         FROM (SELECT warehouse_id, sum(on_hand_change) AS on_hand, sum(reserved_change) AS reserved,
                                      sum(value_change) AS value
                                 FROM stock_movement
                                WHERE product_id = product.id AND occurred_at <= :asOf
                                  AND (:warehouse::uuid IS NULL OR warehouse_id = :warehouse::uuid)
                                GROUP BY warehouse_id) AS moved
                              JOIN warehouse ON warehouse.id = moved.warehouse_id) AS there
             WHERE product.id = :id
            """;

    private final DatabaseClient database;
    private final String currency;

    /** @param currency of all values */
    StockLists(DatabaseClient database, @Value("${erp.inventory.currency}") String currency) {
        this.database = database;
        this.currency = currency;
    }

    /**
     * @param warehouse or null for all
     * @throws Problem 404
     */
    Mono<StockView> get(UUID productId, UUID warehouse) {
        return bind(database.sql(STOCK.formatted(IN_WAREHOUSE) + " WHERE product.id = :id"), warehouse)
                .bind("id", productId)
                .map(this::now)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("product", productId)));
    }

    /**
     * As it was then: the sums of all movements until that time, the time itself included.
     *
     * @throws Problem 404
     */
    Mono<StockView> get(UUID productId, UUID warehouse, Instant asOf) {
        return bind(database.sql(AS_OF), warehouse)
                .bind("id", productId)
                .bind("asOf", asOf.atOffset(ZoneOffset.UTC))
                .map(row -> view(row, null, null, asOf, null))
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("product", productId)));
    }

    private static DatabaseClient.GenericExecuteSpec bind(DatabaseClient.GenericExecuteSpec statement, UUID warehouse) {
        return warehouse == null ? statement.bindNull("warehouse", UUID.class) : statement.bind("warehouse", warehouse);
    }

    /**
     * One page of stocks.
     *
     * @param text words of SKU, name and description in any order, or a part of one of them; null for all
     * @param warehouse only products that lie there or were asked for there; or null for all
     * @param belowReorderLevel only those that should be bought again (true) or need not (false); null for any
     */
    Mono<Page<StockView>> list(String text, UUID warehouse, Boolean belowReorderLevel, PageRequest request) {
        boolean searched = text != null && !text.isBlank();
        String here = warehouse == null ? "" : "AND stock.warehouse_id = :warehouse";
        StringBuilder select = new StringBuilder(STOCK.formatted(here)).append(" WHERE true");
        if (searched) {
            select.append("""
                     AND (search @@ websearch_to_tsquery('simple', :words)
                          OR sku ILIKE :q OR name ILIKE :q OR description ILIKE :q)
                    """);
        }
        String low = "EXISTS (SELECT FROM stock WHERE stock.product_id = product.id AND low " + here + ")";
        if (belowReorderLevel != null) {
            select.append(belowReorderLevel ? " AND " : " AND NOT ").append(low);
        }
        if (warehouse != null) {
            select.append(" AND EXISTS (SELECT FROM stock WHERE stock.product_id = product.id " + here + ")");
        }
        return ListQuery.select(select.toString())
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("sku", "sku_key", String.class)
                .sortable("name", "name", String.class)
                .search("true", text)
                .where("true", "words", searched ? text.strip() : null)
                .where("true", "warehouse", warehouse)
                .page(database, request, this::now);
    }

    /** What all goods are worth, by warehouse. */
    Mono<StockValueView> value() {
        return database.sql("""
                        SELECT warehouse.id, code, count(*) FILTER (WHERE on_hand > 0) AS products,
                               coalesce(sum(value), 0) AS value
                          FROM warehouse LEFT JOIN stock ON stock.warehouse_id = warehouse.id
                         GROUP BY warehouse.id, code
                         ORDER BY code
                        """)
                .map(row -> new StockValueView.InWarehouse(
                        row.get("id", UUID.class),
                        row.get("code", String.class),
                        row.get("products", Long.class),
                        row.get("value", BigDecimal.class).setScale(4)))
                .all()
                .collectList()
                .map(all -> new StockValueView(
                        all.stream()
                                .map(StockValueView.InWarehouse::value)
                                .reduce(BigDecimal.ZERO.setScale(4), BigDecimal::add),
                        currency,
                        all));
    }

    private StockView now(Readable row) {
        return view(row, quantity(row, "waiting"), row.get("low", Boolean.class), null, row.get("version", Long.class));
    }

    private StockView view(Readable row, Quantity waiting, Boolean low, Instant asOf, Long version) {
        Quantity onHand = quantity(row, "on_hand");
        Quantity reserved = quantity(row, "reserved");
        String warehouses = row.get("warehouses", String.class);
        return new StockView(
                row.get("id", UUID.class),
                row.get("sku", String.class),
                row.get("name", String.class),
                row.get("unit", String.class),
                onHand,
                reserved,
                onHand.minus(reserved),
                waiting,
                quantity(row, "reorder_level"),
                low,
                row.get("value", BigDecimal.class).setScale(4),
                currency,
                warehouses == null
                        ? List.of()
                        : List.of(EventJson.MAPPER.readValue(warehouses, StockView.InWarehouse[].class)),
                asOf,
                version);
    }

    private static Quantity quantity(Readable row, String column) {
        return new Quantity(row.get(column, BigDecimal.class));
    }
}
