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

/** Reads the stock ledger. */
@Component
class Movements {

    private static final String MOVEMENTS = """
            SELECT id, product_id, warehouse_id, kind, on_hand_change, reserved_change, unit_cost, value_change, document_type,
                   document_id, reason, actor, occurred_at
              FROM stock_movement
            """;

    private final DatabaseClient database;
    private final StockLists stocks;

    Movements(DatabaseClient database, StockLists stocks) {
        this.database = database;
        this.stocks = stocks;
    }

    /** The movements of a product, latest first. @throws Problem 404 */
    Mono<Page<MovementView>> list(UUID productId, PageRequest request) {
        return stocks.get(productId, null)
                .then(ListQuery.select(MOVEMENTS)
                        .sortable("occurredAt", "occurred_at", OffsetDateTime.class)
                        .where("product_id = :product", "product", productId)
                        .page(database, request, Movements::movement));
    }

    /** One movement. @throws Problem 404 */
    Mono<MovementView> get(UUID productId, UUID movementId) {
        return database.sql(MOVEMENTS + " WHERE id = :id AND product_id = :product")
                .bind("id", movementId)
                .bind("product", productId)
                .map(Movements::movement)
                .one()
                .switchIfEmpty(Mono.error(() -> Problem.notFound("stock movement", movementId)));
    }

    private static MovementView movement(Readable row) {
        return new MovementView(
                row.get("id", UUID.class),
                row.get("product_id", UUID.class),
                row.get("warehouse_id", UUID.class),
                row.get("kind", String.class),
                new Quantity(row.get("on_hand_change", BigDecimal.class)),
                new Quantity(row.get("reserved_change", BigDecimal.class)),
                row.get("unit_cost", BigDecimal.class),
                row.get("value_change", BigDecimal.class),
                row.get("document_type", String.class),
                row.get("document_id", UUID.class),
                row.get("reason", String.class),
                row.get("actor", String.class),
                row.get("occurred_at", OffsetDateTime.class).toInstant());
    }
}
