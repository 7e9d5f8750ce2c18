package dev.erp.inventory.receipt;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.EventJson;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.persistence.Columns;
import dev.erp.inventory.ledger.Ledger;
import dev.erp.inventory.ledger.ReceiptDecisions;
import dev.erp.inventory.ledger.Scope;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Books what purchasing has received: stock, cost, and the orders that waited for it, in one transaction and in a fixed number of
 * statements, however many receipts there are. The events of one purchase order come to one instance, in their order.
 */
@Component
class Receipts {

    private static final Actor SERVICE = Actor.service("inventory-service");

    private final DatabaseClient database;
    private final Ledger ledger;
    private final Incoming incoming;
    private final Clock clock;

    Receipts(DatabaseClient database, Ledger ledger, Incoming incoming, Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.incoming = incoming;
        this.clock = clock;
    }

    private record Arrival(PurchaseOrderEvent event, Origin origin) {}

    /** @throws dev.erp.chassis.event.InvalidEventException when one of the events cannot be a purchase order's */
    Mono<Void> handle(List<IncomingEvent> set) {
        return Mono.defer(() -> {
            List<Arrival> arrivals = set.stream()
                    .map(event -> new Arrival(PurchaseOrderEvent.of(event), event.causes(SERVICE)))
                    .toList();
            List<PurchaseOrderEvent> events =
                    arrivals.stream().map(Arrival::event).toList();
            UUID[] ids = receiptsOf(events);
            Mono<List<ReceiptSet.Arrived>> booked =
                    ids.length == 0 ? Mono.just(List.of()) : find(ids).flatMap(known -> book(arrivals, known));
            return booked.flatMap(arrived -> incoming.note(events, arrived));
        });
    }

    private Mono<List<ReceiptSet.Arrived>> book(List<Arrival> arrivals, List<Receipt> known) {
        return ledger.change(scope(arrivals, known), room -> {
                    ReceiptSet set = new ReceiptSet(room, known);
                    arrivals.forEach(arrival -> set.decide(arrival.event(), arrival.origin()));
                    return set;
                })
                .flatMap(set -> save(set.changed()).thenReturn(set.arrived()));
    }

    private static Scope scope(List<Arrival> arrivals, List<Receipt> known) {
        Map<UUID, Receipt> byId = new HashMap<>();
        known.forEach(receipt -> byId.put(receipt.id(), receipt));
        Scope scope = new Scope();
        for (Arrival arrival : arrivals) {
            switch (arrival.event()) {
                case PurchaseOrderEvent.Recorded recorded ->
                    recorded.lines().forEach(line -> scope.stock(line.productId(), recorded.warehouseId())
                            .rising(line.productId(), line.accepted()));
                case PurchaseOrderEvent.ReversalRequested reversal -> {
                    if (byId.containsKey(reversal.receiptId())) {
                        byId.get(reversal.receiptId())
                                .lines()
                                .forEach(line -> scope.stock(line.productId(), line.warehouseId()));
                    }
                }
                case PurchaseOrderEvent.Approved approved -> {
                    // needs no stock
                }
                case PurchaseOrderEvent.Cancelled cancelled -> {
                    // needs no stock
                }
            }
        }
        return scope;
    }

    private static UUID[] receiptsOf(List<PurchaseOrderEvent> events) {
        return events.stream()
                .map(event -> switch (event) {
                    case PurchaseOrderEvent.Recorded recorded -> recorded.receiptId();
                    case PurchaseOrderEvent.ReversalRequested reversal -> reversal.receiptId();
                    case PurchaseOrderEvent.Approved approved -> null;
                    case PurchaseOrderEvent.Cancelled cancelled -> null;
                })
                .filter(id -> id != null)
                .distinct()
                .toArray(UUID[]::new);
    }

    private Mono<List<Receipt>> find(UUID... ids) {
        return database.sql("""
                        SELECT id, purchase_order_id, state, reason, lines::text AS lines, filled_orders, version
                          FROM receipt
                         WHERE id = ANY (:ids::uuid[])
                        """).bind("ids", ids).map(Receipts::receipt).all().collectList();
    }

    private Mono<Void> save(List<Receipt> receipts) {
        return database.sql("""
                        INSERT INTO receipt (id, purchase_order_id, state, reason, lines, filled_orders, version, booked_at,
                                             updated_at)
                        SELECT id, purchase_order_id, state, reason, lines::jsonb,
                               ARRAY(SELECT jsonb_array_elements_text(filled::jsonb)::uuid), version, :now, :now
                          FROM unnest(:ids::uuid[], :orders::uuid[], :states::text[], :reasons::text[], :lines::text[],
                                      :filled::text[], :versions::bigint[])
                               AS made (id, purchase_order_id, state, reason, lines, filled, version)
                        ON CONFLICT (id) DO UPDATE
                           SET state = excluded.state, reason = excluded.reason, lines = excluded.lines,
                               filled_orders = excluded.filled_orders, version = excluded.version,
                               updated_at = excluded.updated_at
                        """)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .bind("ids", Columns.of(receipts, Receipt::id, UUID[]::new))
                .bind("orders", Columns.of(receipts, Receipt::purchaseOrderId, UUID[]::new))
                .bind("states", Columns.of(receipts, receipt -> receipt.state().code(), String[]::new))
                .bind("reasons", Columns.of(receipts, Receipt::reason, String[]::new))
                .bind("lines", Columns.of(receipts, receipt -> EventJson.write(receipt.lines()), String[]::new))
                .bind("filled", Columns.of(receipts, receipt -> EventJson.write(receipt.filledOrders()), String[]::new))
                .bind("versions", Columns.of(receipts, Receipt::version, Long[]::new))
                .fetch()
                .rowsUpdated()
                .then();
    }

    private static Receipt receipt(Readable row) {
        return new Receipt(
                row.get("id", UUID.class),
                row.get("purchase_order_id", UUID.class),
                Receipt.State.valueOf(row.get("state", String.class).toUpperCase(Locale.ROOT)),
                row.get("reason", String.class),
                List.of(EventJson.MAPPER.readValue(row.get("lines", String.class), ReceiptDecisions.Booked[].class)),
                List.of(row.get("filled_orders", UUID[].class)),
                row.get("version", Long.class));
    }
}
