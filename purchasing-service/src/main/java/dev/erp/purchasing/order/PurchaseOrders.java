package dev.erp.purchasing.order;

import dev.erp.chassis.event.EventJson;
import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.web.Outcomes;
import dev.erp.chassis.web.Problem;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The one writer of orders: locks any number of them, and writes what was decided, in the caller's transaction. */
@Component
class PurchaseOrders {

    /** A decision and where it comes from. */
    record Writing(Decision decision, Origin origin) {}

    private final DatabaseClient database;
    private final Outbox outbox;
    private final Outcomes outcomes;

    PurchaseOrders(DatabaseClient database, Outbox outbox, Outcomes outcomes) {
        this.database = database;
        this.outbox = outbox;
        this.outcomes = outcomes;
    }

    /** @throws Problem 404 */
    Mono<PurchaseOrder> lock(UUID id) {
        return lock(List.of(id)).map(found -> {
            if (found.isEmpty()) {
                throw Problem.notFound("purchase order", id);
            }
            return found.get(id);
        });
    }

    /** The orders that exist, locked in the order of their ids, so that no two sets wait for each other in a circle. */
    Mono<Map<UUID, PurchaseOrder>> lock(Collection<UUID> ids) {
        return read(ids, "ORDER BY id FOR UPDATE");
    }

    /** @throws Problem 404 */
    Mono<PurchaseOrder> find(UUID id) {
        return read(List.of(id), "").map(found -> {
            if (found.isEmpty()) {
                throw Problem.notFound("purchase order", id);
            }
            return found.get(id);
        });
    }

    private Mono<Map<UUID, PurchaseOrder>> read(Collection<UUID> ids, String locked) {
        UUID[] array = ids.toArray(UUID[]::new);
        return database.sql(PurchaseOrderRow.SELECT + "WHERE id = ANY (:ids::uuid[]) " + locked)
                .bind("ids", array)
                .map(row -> PurchaseOrderRow.order(row, List.of(), List.of()))
                .all()
                .collectList()
                // one after the other: what is read after the lock is what the lock protects
                .flatMap(heads -> parts(PurchaseOrderRow.SELECT_LINES, "line", array, PurchaseOrderRow::line)
                        .flatMap(lines -> parts(
                                        PurchaseOrderRow.SELECT_RECEIPTS,
                                        "received_at, id",
                                        array,
                                        PurchaseOrderRow::receipt)
                                .map(receipts -> {
                                    Map<UUID, PurchaseOrder> orders = new LinkedHashMap<>();
                                    heads.forEach(head -> orders.put(
                                            head.id(),
                                            head.with(
                                                    lines.getOrDefault(head.id(), List.of()),
                                                    receipts.getOrDefault(head.id(), List.of()))));
                                    return orders;
                                })));
    }

    private <T> Mono<Map<UUID, List<T>>> parts(String select, String sorted, UUID[] ids, Function<Readable, T> part) {
        return database.sql(select + "WHERE order_id = ANY (:ids::uuid[]) ORDER BY order_id, " + sorted)
                .bind("ids", ids)
                .map(row -> Map.entry(row.get("order_id", UUID.class), part.apply(row)))
                .all()
                .collect(LinkedHashMap::new, (orders, found) -> orders.computeIfAbsent(
                                found.getKey(), id -> new ArrayList<>())
                        .add(found.getValue()));
    }

    /** One statement for any number of decisions, in their order: the orders as the last one left them, steps, events. */
    Mono<Void> write(List<Writing> decided) {
        if (decided.isEmpty()) {
            return Mono.empty();
        }
        Map<UUID, PurchaseOrder> last = new LinkedHashMap<>();
        decided.forEach(d -> last.put(d.decision.order().id(), d.decision.order()));
        var write = database.sql("""
            WITH orders AS (
                INSERT INTO purchase_order AS known (
                       id, number, supplier_id, supplier_number, supplier_name, supplier_reference, note, currency,
                       exchange_rate, warehouse_id, payment_term_days, net, tax, gross, phase, status, authors,
                       approved_by, version, steps, created_at, updated_at)
                SELECT * FROM jsonb_to_recordset(:orders::jsonb) AS after (
                       id uuid, number text, supplier_id uuid, supplier_number text, supplier_name text,
                       supplier_reference text, note text, currency text, exchange_rate numeric, warehouse_id uuid,
                       payment_term_days int, net numeric, tax numeric, gross numeric, phase text, status text,
                       authors text[], approved_by text, version bigint, steps int, created_at timestamptz,
                       updated_at timestamptz)
                ON CONFLICT (id) DO UPDATE
                   SET supplier_id = excluded.supplier_id, supplier_number = excluded.supplier_number,
                       supplier_name = excluded.supplier_name, supplier_reference = excluded.supplier_reference,
                       note = excluded.note, currency = excluded.currency, exchange_rate = excluded.exchange_rate,
                       warehouse_id = excluded.warehouse_id, payment_term_days = excluded.payment_term_days,
                       net = excluded.net, tax = excluded.tax, gross = excluded.gross, phase = excluded.phase,
                       status = excluded.status, authors = excluded.authors, approved_by = excluded.approved_by,
                       version = excluded.version, steps = excluded.steps, updated_at = excluded.updated_at
            ), dropped AS (
                DELETE FROM purchase_order_line AS line
                 USING jsonb_to_recordset(:orders::jsonb) AS after (id uuid, lines int)
                 WHERE line.order_id = after.id AND line.line > after.lines
            ), lines AS (
                INSERT INTO purchase_order_line (
                       order_id, line, product_id, sku, name, unit, unit_decimals, supplier_sku, unit_price, tax_rate,
                       net, tax, gross, expected_on, ordered, cancelled, pending, received, rejected, reversing, billed)
                SELECT * FROM jsonb_to_recordset(:lines::jsonb) AS after (
                       order_id uuid, line int, product_id uuid, sku text, name text, unit text, unit_decimals int,
                       supplier_sku text, unit_price numeric, tax_rate numeric, net numeric, tax numeric, gross numeric,
                       expected_on date, ordered numeric, cancelled numeric, pending numeric, received numeric,
                       rejected numeric, reversing numeric, billed numeric)
                ON CONFLICT (order_id, line) DO UPDATE
                   SET product_id = excluded.product_id, sku = excluded.sku, name = excluded.name, unit = excluded.unit,
                       unit_decimals = excluded.unit_decimals, supplier_sku = excluded.supplier_sku,
                       unit_price = excluded.unit_price, tax_rate = excluded.tax_rate, net = excluded.net,
                       tax = excluded.tax, gross = excluded.gross, expected_on = excluded.expected_on,
                       ordered = excluded.ordered, cancelled = excluded.cancelled, pending = excluded.pending,
                       received = excluded.received, rejected = excluded.rejected, reversing = excluded.reversing,
                       billed = excluded.billed
            ), receipts AS (
                INSERT INTO purchase_receipt (
                       id, order_id, number, state, accepted, rejected, warehouse_id, delivery_note, note, covered,
                       bill_id, reason, attention_reason, attention_since, waiting_since, received_by, received_at)
                SELECT * FROM jsonb_to_recordset(:receipts::jsonb) AS after (
                       id uuid, order_id uuid, number text, state text, accepted numeric[], rejected numeric[],
                       warehouse_id uuid, delivery_note text, note text, covered boolean, bill_id uuid, reason text,
                       attention_reason text, attention_since timestamptz, waiting_since timestamptz, received_by text,
                       received_at timestamptz)
                ON CONFLICT (id) DO UPDATE
                   SET state = excluded.state, covered = excluded.covered, bill_id = excluded.bill_id,
                       reason = excluded.reason, attention_reason = excluded.attention_reason,
                       attention_since = excluded.attention_since, waiting_since = excluded.waiting_since
            ), steps AS (
                INSERT INTO purchase_order_step (
                       order_id, seq, step, state, at, detail, event_id, receipt_id, entry, quantities)
                SELECT * FROM jsonb_to_recordset(:steps::jsonb) AS done (
                       order_id uuid, seq int, step text, state text, at timestamptz, detail text, event_id uuid,
                       receipt_id uuid, entry text, quantities numeric[])
            )
            """ + Outbox.INSERT)
                .bind("orders", json(last.values(), WrittenRows::order))
                .bind(
                        "lines",
                        EventJson.write(last.values().stream()
                                .flatMap(WrittenRows::lines)
                                .toList()))
                .bind(
                        "receipts",
                        EventJson.write(last.values().stream()
                                .flatMap(WrittenRows::receipts)
                                .toList()))
                .bind(
                        "steps",
                        EventJson.write(decided.stream()
                                .flatMap(d -> WrittenRows.steps(d.decision))
                                .toList()));
        return outbox.bind(write, events(decided)).then().then(afterCommit(decided));
    }

    private static <T> String json(Collection<T> rows, Function<T, ?> row) {
        return EventJson.write(rows.stream().map(row).toList());
    }

    private static List<NewEvent> events(List<Writing> decided) {
        return decided.stream()
                .flatMap(d -> d.decision.told().stream()
                        .map(told -> NewEvent.of(
                                PurchaseOrderEvent.TOPIC,
                                told.event().type(),
                                d.decision.order().id(),
                                told.version(),
                                told.at(),
                                d.origin,
                                told.event())))
                .toList();
    }

    /** Wakes the relay, and those who wait for an outcome; not before others can see what was decided. */
    private Mono<Void> afterCommit(List<Writing> decided) {
        return Transactions.afterCommit(() -> {
            outbox.wake();
            decided.forEach(d -> outcomes.decided(d.decision.order().id()));
        });
    }
}
