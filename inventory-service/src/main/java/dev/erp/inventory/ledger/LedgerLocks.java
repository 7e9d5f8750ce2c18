package dev.erp.inventory.ledger;

import dev.erp.inventory.ledger.OrderDocuments.OrderDocument;
import dev.erp.inventory.ledger.StockRoom.Warehouse;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Locks and reads what a room needs, always in the same order: stock by product and warehouse, then the reservations of others by
 * order. Whoever holds the stock of all products of an order may change its reservation: nobody else can. One who holds only some
 * of it, because the order waits there or gives way there, locks the reservation as well.
 */
final class LedgerLocks {

    private static final String RESERVATIONS = """
            SELECT order_id, order_number, warehouse_id, state, reason, shortages::text AS shortages, reserve_until, decided_at,
                   version,
                   (SELECT json_agg(json_build_object(
                               'productId', line.product_id, 'sku', sku, 'quantity', line.quantity,
                               'waiting', coalesce(back_order.quantity, 0), 'issued', issued, 'returned', returned,
                               'cost', cost::text, 'position', coalesce(position, 0)) ORDER BY line.product_id)
                      FROM reservation_line AS line
                           JOIN product ON product.id = line.product_id
                           LEFT JOIN back_order
                                  ON back_order.order_id = line.order_id AND back_order.product_id = line.product_id
                     WHERE line.order_id = reservation.order_id)::text AS lines
              FROM reservation
             WHERE order_id = ANY (:orders::uuid[])
            """;

    private final DatabaseClient database;

    LedgerLocks(DatabaseClient database) {
        this.database = database;
    }

    /** @param defaultWarehouse null when no stock was found that could tell */
    record Stock(List<StockItem> items, UUID defaultWarehouse) {}

    private record Row(StockItem item, UUID defaultWarehouse) {}

    Flux<Warehouse> warehouses(Collection<UUID> ids) {
        return database.sql("SELECT id, code, status = 'active' AS active FROM warehouse WHERE id = ANY (:ids::uuid[])")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(row -> new Warehouse(
                        row.get("id", UUID.class), row.get("code", String.class), row.get("active", Boolean.class)))
                .all();
    }

    /**
     * Gives every product that is asked for at a warehouse a place there; by id, so that two who do so wait in one direction. That
     * it is below its reorder level there has not been told yet.
     */
    Mono<Void> makePlaces(List<Scope.Wanted> wanted) {
        List<Scope.Wanted> named =
                wanted.stream().filter(one -> one.warehouseId() != null).toList();
        return database.sql("""
                        INSERT INTO stock (id, product_id, warehouse_id)
                        SELECT CASE WHEN wanted.warehouse_id = '019ab1c0-0000-7000-8000-000000000001'
                                    THEN product.id ELSE gen_random_uuid() END,
                               product.id, wanted.warehouse_id
                          FROM unnest(:products::uuid[], :warehouses::uuid[]) AS wanted (product_id, warehouse_id)
                               JOIN product ON product.id = wanted.product_id
                               JOIN warehouse ON warehouse.id = wanted.warehouse_id
                         WHERE NOT EXISTS (SELECT FROM stock
                                            WHERE stock.product_id = wanted.product_id
                                              AND stock.warehouse_id = wanted.warehouse_id)
                         ORDER BY product.id, wanted.warehouse_id
                        ON CONFLICT (product_id, warehouse_id) DO NOTHING
                        """)
                .bind("products", named.stream().map(Scope.Wanted::productId).toArray(UUID[]::new))
                .bind(
                        "warehouses",
                        named.stream().map(Scope.Wanted::warehouseId).toArray(UUID[]::new))
                .fetch()
                .rowsUpdated()
                .then();
    }

    /** Locks in the order of ids, so that sets that share products wait for each other and never in a circle. */
    Mono<Stock> lockStock(Scope scope) {
        List<Scope.Wanted> wanted = scope.wanted();
        return database.sql("""
                        WITH usual AS (SELECT id FROM warehouse WHERE is_default), wanted AS (
                            SELECT product_id, coalesce(warehouse_id, (SELECT id FROM usual)) AS warehouse_id
                              FROM unnest(:products::uuid[], :warehouses::uuid[]) AS asked (product_id, warehouse_id)
                            UNION
                            SELECT product_id, warehouse_id
                              FROM reservation JOIN reservation_line USING (order_id)
                             WHERE order_id = ANY (:orders::uuid[])
                        )
                        SELECT stock.id, stock.product_id, stock.warehouse_id, code, warehouse.status = 'active' AS active, sku,
                               product.status = 'discontinued' AS discontinued, unit, unit_decimals, reorder_level,
                               reorder_quantity, on_hand, reserved, waiting, value, low, event_version,
                               (SELECT id FROM usual) AS usual
                          FROM wanted
                               JOIN stock ON stock.product_id = wanted.product_id
                                         AND stock.warehouse_id = wanted.warehouse_id
                               JOIN product ON product.id = stock.product_id
                               JOIN warehouse ON warehouse.id = stock.warehouse_id
                         ORDER BY stock.product_id, stock.warehouse_id
                           FOR NO KEY UPDATE OF stock
                        """)
                .bind("products", wanted.stream().map(Scope.Wanted::productId).toArray(UUID[]::new))
                .bind(
                        "warehouses",
                        wanted.stream().map(Scope.Wanted::warehouseId).toArray(UUID[]::new))
                .bind("orders", scope.ownOrders())
                .map(row -> new Row(LedgerRows.item(row), row.get("usual", UUID.class)))
                .all()
                .collectList()
                .map(rows -> new Stock(
                        rows.stream().map(Row::item).toList(),
                        rows.isEmpty() ? null : rows.getFirst().defaultWarehouse()));
    }

    /** Of orders whose stock is locked already. */
    Mono<List<Reservation>> reservations(UUID... orders) {
        return database.sql(RESERVATIONS)
                .bind("orders", orders)
                .map(LedgerRows::reservation)
                .all()
                .collectList();
    }

    /** Locks the reservations that may be served or give way, and reads them after that: what was waited for may have changed them. */
    Mono<List<Reservation>> lockOthers(Map<Place, BigDecimal> rises, UUID... givingWay) {
        List<Map.Entry<Place, BigDecimal>> places = List.copyOf(rises.entrySet());
        return database.sql("""
                        SELECT order_id
                          FROM reservation
                         WHERE order_id = ANY (:givingWay::uuid[])
                            OR order_id IN (
                                SELECT order_id
                                  FROM (SELECT order_id, rise,
                                               sum(quantity) OVER (PARTITION BY product_id, warehouse_id
                                                                       ORDER BY position, order_id) - quantity AS before
                                          FROM unnest(:products::uuid[], :warehouses::uuid[], :rises::numeric[])
                                                   AS risen (product_id, warehouse_id, rise)
                                               JOIN back_order USING (product_id, warehouse_id)) AS queue
                                 WHERE before < rise)
                         ORDER BY order_id
                           FOR NO KEY UPDATE
                        """)
                .bind("givingWay", givingWay)
                .bind(
                        "products",
                        places.stream().map(place -> place.getKey().productId()).toArray(UUID[]::new))
                .bind(
                        "warehouses",
                        places.stream()
                                .map(place -> place.getKey().warehouseId())
                                .toArray(UUID[]::new))
                .bind("rises", places.stream().map(Map.Entry::getValue).toArray(BigDecimal[]::new))
                .map(row -> row.get("order_id", UUID.class))
                .all()
                .collectList()
                .flatMap(orders -> reservations(orders.toArray(UUID[]::new)));
    }

    /** Those of these shipments and returns that were booked before, and all of these orders; the oldest first. */
    Mono<List<OrderDocument>> booked(Scope scope) {
        return database.sql("""
                        SELECT id, order_id, kind
                          FROM order_document
                         WHERE id = ANY (:documents::uuid[]) OR order_id = ANY (:orders::uuid[])
                         ORDER BY booked_at
                        """)
                .bind("documents", scope.documents())
                .bind("orders", scope.askedAgain())
                .map(row -> new OrderDocument(
                        row.get("id", UUID.class), row.get("order_id", UUID.class), row.get("kind", String.class)))
                .all()
                .collectList();
    }
}
