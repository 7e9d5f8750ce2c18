package dev.erp.inventory.ledger;

import dev.erp.chassis.outbox.Outbox;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;

/** Everything that a room has changed, written in one statement: it has a part for each table that something was done to. */
final class LedgerWrite {

    private final Changes changes;
    private final StatementParts parts = new StatementParts();

    LedgerWrite(Changes changes) {
        this.changes = changes;
        stock();
        new ReservationRows(changes, parts).add();
        movements();
        documents();
    }

    Mono<Void> run(DatabaseClient database, Outbox outbox) {
        if (changes.isEmpty()) {
            return Mono.empty();
        }
        GenericExecuteSpec statement = parts.bind(
                database.sql(parts.with() + Outbox.INSERT), changes.now().atOffset(ZoneOffset.UTC));
        return outbox.bind(statement, changes.events()).fetch().rowsUpdated().then();
    }

    private void stock() {
        List<Shelf> shelves = changes.shelves();
        if (shelves.isEmpty()) {
            return;
        }
        parts.add("stocked", """
                UPDATE stock
                   SET on_hand = change.on_hand, reserved = change.reserved, waiting = change.waiting, value = change.value,
                       low = change.low, version = stock.version + 1, event_version = stock.event_version + change.events,
                       told_low = CASE WHEN change.events = 0 THEN told_low
                                       WHEN change.low THEN change.on_hand - change.reserved END
                  FROM unnest(:stockProducts::uuid[], :stockWarehouses::uuid[], :onHand::numeric[], :reserved::numeric[],
                              :waiting::numeric[], :values::numeric[], :low::boolean[], :stockEvents::integer[])
                       AS change (product_id, warehouse_id, on_hand, reserved, waiting, value, low, events)
                 WHERE stock.product_id = change.product_id AND stock.warehouse_id = change.warehouse_id
                """);
        parts.put("stockProducts", shelves, shelf -> shelf.item().place().productId(), UUID[]::new);
        parts.put("stockWarehouses", shelves, shelf -> shelf.item().place().warehouseId(), UUID[]::new);
        parts.put("onHand", shelves, shelf -> shelf.level().onHand().value(), BigDecimal[]::new);
        parts.put("reserved", shelves, shelf -> shelf.level().reserved().value(), BigDecimal[]::new);
        parts.put("waiting", shelves, shelf -> shelf.waiting().value(), BigDecimal[]::new);
        parts.put("values", shelves, Shelf::value, BigDecimal[]::new);
        parts.put("low", shelves, Shelf::isToldLow, Boolean[]::new);
        parts.put(
                "stockEvents", shelves, shelf -> changes.told().get(shelf.item().place()), Integer[]::new);
    }

    private void movements() {
        List<Movement> moved = changes.movements();
        if (moved.isEmpty()) {
            return;
        }
        parts.add("moved", """
                INSERT INTO stock_movement (id, product_id, warehouse_id, kind, on_hand_change, reserved_change, unit_cost,
                                            value_change, document_type, document_id, reason, actor, occurred_at)
                SELECT made.*, :now
                  FROM unnest(:movements::uuid[], :movedProducts::uuid[], :movedWarehouses::uuid[], :kinds::text[],
                              :onHandChanges::numeric[], :reservedChanges::numeric[], :unitCosts::numeric[],
                              :valueChanges::numeric[], :documentTypes::text[], :documentIds::uuid[], :said::text[],
                              :actors::text[]) AS made
                """);
        parts.put("movements", moved, Movement::id, UUID[]::new);
        parts.put("movedProducts", moved, movement -> movement.place().productId(), UUID[]::new);
        parts.put("movedWarehouses", moved, movement -> movement.place().warehouseId(), UUID[]::new);
        parts.put("kinds", moved, movement -> movement.kind().code(), String[]::new);
        parts.put("onHandChanges", moved, movement -> movement.onHandChange().value(), BigDecimal[]::new);
        parts.put(
                "reservedChanges", moved, movement -> movement.reservedChange().value(), BigDecimal[]::new);
        parts.put("unitCosts", moved, Movement::unitCost, BigDecimal[]::new);
        parts.put("valueChanges", moved, Movement::valueChange, BigDecimal[]::new);
        parts.put(
                "documentTypes",
                moved,
                one -> one.document() == null ? null : one.document().type(),
                String[]::new);
        parts.put(
                "documentIds",
                moved,
                one -> one.document() == null ? null : one.document().id(),
                UUID[]::new);
        parts.put("said", moved, Movement::reason, String[]::new);
        parts.put("actors", moved, Movement::actor, String[]::new);
    }

    private void documents() {
        List<OrderDocuments.OrderDocument> booked = List.copyOf(changes.documents());
        if (booked.isEmpty()) {
            return;
        }
        parts.add("booked", """
                INSERT INTO order_document (id, order_id, kind, booked_at)
                SELECT made.*, :now
                  FROM unnest(:documents::uuid[], :documentOrders::uuid[], :documentKinds::text[]) AS made
                """);
        parts.put("documents", booked, OrderDocuments.OrderDocument::id, UUID[]::new);
        parts.put("documentOrders", booked, OrderDocuments.OrderDocument::orderId, UUID[]::new);
        parts.put("documentKinds", booked, OrderDocuments.OrderDocument::kind, String[]::new);
    }
}
