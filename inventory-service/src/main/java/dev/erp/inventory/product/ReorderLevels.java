package dev.erp.inventory.product;

import dev.erp.chassis.event.Origin;
import dev.erp.inventory.ledger.Ledger;
import dev.erp.inventory.ledger.Scope;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells the stock of a product that its reorder level is another one. */
@Component
class ReorderLevels {

    private final DatabaseClient database;
    private final Ledger ledger;

    ReorderLevels(DatabaseClient database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /** With another level, what is available may be below it, or below it no more. */
    Mono<Void> changed(UUID id, Origin origin) {
        return database.sql("SELECT warehouse_id FROM stock WHERE product_id = :id")
                .bind("id", id)
                .map(row -> row.get("warehouse_id", UUID.class))
                .all()
                .collectList()
                .flatMap(warehouses -> {
                    Scope scope = new Scope();
                    warehouses.forEach(warehouse -> scope.stock(id, warehouse));
                    return ledger.change(scope, room -> {
                        room.reorderLevelChanged(origin);
                        return room;
                    });
                })
                .then();
    }
}
