package dev.erp.inventory.stock;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.ListQuery;
import dev.erp.chassis.web.Page;
import dev.erp.chassis.web.PageRequest;
import dev.erp.chassis.web.Problem;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads stock and movements. */
@Component
class StockLists {

    private static final String STOCK = """
            SELECT product.id, sku, sku_key, name, on_hand, reserved, on_hand - reserved AS available, reorder_level,
                   on_hand - reserved < reorder_level AS below_reorder_level, stock.version, created_at
              FROM stock JOIN product ON product.id = stock.product_id
            """;

    private static final String MOVEMENTS = """
            SELECT id, product_id, kind, on_hand_change, reserved_change, document_type, document_id, reason, actor, occurred_at
              FROM stock_movement
            """;

    private final DatabaseClient database;

    StockLists(DatabaseClient database) {
        this.database = database;
    }

    /** @throws Problem 404 */
    Mono<StockView> get(UUID productId) {
        return database.sql(STOCK + " WHERE product.id = :id")
                .bind("id", productId)
                .map(StockLists::stock)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("product", productId)));
    }

    /**
     * One page of stocks.
     *
     * @param text part of the SKU or the name, or null
     * @param belowReorderLevel only those that should be bought again (true) or need not (false); null for any
     */
    Mono<Page<StockView>> list(String text, Boolean belowReorderLevel, PageRequest request) {
        return ListQuery.select(STOCK)
                .sortable("createdAt", "created_at", OffsetDateTime.class)
                .sortable("sku", "sku_key", String.class)
                .sortable("name", "name", String.class)
                .where("below_reorder_level = :below", "below", belowReorderLevel)
                .search("(sku ILIKE :q OR name ILIKE :q)", text)
                .page(database, request, StockLists::stock);
    }

    /** The movements of a product, latest first. @throws Problem 404 */
    Mono<Page<MovementView>> movements(UUID productId, PageRequest request) {
        return get(productId)
                .then(ListQuery.select(MOVEMENTS)
                        .sortable("occurredAt", "occurred_at", OffsetDateTime.class)
                        .where("product_id = :product", "product", productId)
                        .page(database, request, StockLists::movement));
    }

    /** One movement. @throws Problem 404 */
    Mono<MovementView> movement(UUID productId, UUID movementId) {
        return database.sql(MOVEMENTS + " WHERE id = :id AND product_id = :product")
                .bind("id", movementId)
                .bind("product", productId)
                .map(StockLists::movement)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("stock movement", movementId)));
    }

    private static StockView stock(Readable row) {
        return new StockView(
                row.get("id", UUID.class),
                row.get("sku", String.class),
                row.get("name", String.class),
                quantity(row, "on_hand"),
                quantity(row, "reserved"),
                quantity(row, "available"),
                quantity(row, "reorder_level"),
                row.get("below_reorder_level", Boolean.class),
                row.get("version", Long.class));
    }

    private static MovementView movement(Readable row) {
        return new MovementView(
                row.get("id", UUID.class),
                row.get("product_id", UUID.class),
                row.get("kind", String.class),
                quantity(row, "on_hand_change"),
                quantity(row, "reserved_change"),
                row.get("document_type", String.class),
                row.get("document_id", UUID.class),
                row.get("reason", String.class),
                row.get("actor", String.class),
                row.get("occurred_at", OffsetDateTime.class).toInstant());
    }

    private static Quantity quantity(Readable row, String column) {
        return new Quantity(row.get(column, BigDecimal.class));
    }
}
