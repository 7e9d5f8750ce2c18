package dev.erp.sales.order;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.web.Outcomes;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.order.SalesOrder.Change;
import dev.erp.sales.order.SalesOrder.Line;
import dev.erp.sales.order.SalesOrder.Step;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The one writer of orders that exist: locks any number of them, and writes what was decided, in the caller's transaction. */
@Component
class SalesOrders {

    /** A decision and where it comes from. */
    record Writing(Change change, Origin origin) {}

    private final DatabaseClient database;
    private final Outbox outbox;
    private final Outcomes outcomes;
    private final MeterRegistry meters;
    private final CustomerReferences references;

    SalesOrders(
            DatabaseClient database,
            Outbox outbox,
            Outcomes outcomes,
            MeterRegistry meters,
            CustomerReferences references) {
        this.database = database;
        this.outbox = outbox;
        this.outcomes = outcomes;
        this.meters = meters;
        this.references = references;
    }

    /** @throws Problem 404 */
    Mono<SalesOrder> lock(UUID id) {
        return lock(List.of(id)).map(found -> {
            if (!found.containsKey(id)) {
                throw Problem.notFound("sales order", id);
            }
            return found.get(id);
        });
    }

    /** The orders that exist, locked in the order of their ids, so that no two sets wait for each other in a circle. */
    Mono<Map<UUID, SalesOrder>> lock(Collection<UUID> ids) {
        return database.sql(SalesOrderRow.SELECT + "WHERE id = ANY (:ids::uuid[]) ORDER BY id FOR UPDATE")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(SalesOrderRow::order)
                .all()
                .collectMap(SalesOrder::id);
    }

    /** The lines by order. They need no lock of their own: only those of quotations change, under the lock of the quotation. */
    Mono<Map<UUID, List<Line>>> lines(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql(SalesOrderRow.SELECT_LINES + "WHERE order_id = ANY (:ids::uuid[]) ORDER BY order_id, line")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(row -> Map.entry(row.get("order_id", UUID.class), SalesOrderRow.line(row)))
                .all()
                .collect(LinkedHashMap::new, (orders, line) -> orders.computeIfAbsent(
                                line.getKey(), id -> new java.util.ArrayList<>())
                        .add(line.getValue()));
    }

    /** One statement for any number of decisions, in their order: the orders as the last one left them, steps, events. */
    Mono<Void> write(List<Writing> decided) {
        if (decided.isEmpty()) {
            return Mono.empty();
        }
        Map<UUID, SalesOrder> last = new LinkedHashMap<>();
        decided.forEach(d -> last.put(d.change.order().id(), d.change.order()));
        GenericExecuteSpec write =
                SalesOrderWrite.bind(database.sql(SalesOrderWrite.SQL), last.values(), steps(decided));
        return outbox.bind(write, events(decided))
                .then()
                .then(references.released(last.values()))
                .then(afterCommit(decided));
    }

    private static List<Step> steps(List<Writing> decided) {
        return decided.stream().map(writing -> writing.change.step()).toList();
    }

    private static List<NewEvent> events(List<Writing> decided) {
        return decided.stream()
                .filter(d -> d.change.event() != null)
                .map(d -> event(d.change, d.origin))
                .toList();
    }

    static NewEvent event(Change change, Origin origin) {
        SalesOrder order = change.order();
        SalesOrderEvent event = change.event();
        return NewEvent.of(
                SalesOrderEvent.TOPIC,
                event.type(),
                order.id(),
                order.version(),
                change.step().at(),
                origin,
                event);
    }

    /** Wakes the relay, those who wait for an outcome, and the clock of the saga; not before others can see what was decided. */
    private Mono<Void> afterCommit(List<Writing> decided) {
        return Transactions.afterCommit(() -> {
            outbox.wake();
            decided.forEach(d -> committed(d.change));
        });
    }

    private void committed(Change change) {
        SalesOrder order = change.order();
        outcomes.decided(order.id());
        if (change.event() instanceof SalesOrderEvent.Invoiced || change.event() instanceof SalesOrderEvent.Rejected) {
            meters.timer(
                            "erp.saga.duration",
                            "saga",
                            "sales-order",
                            "outcome",
                            change.event().name())
                    .record(Duration.between(order.placedAt(), order.updatedAt()));
        }
    }
}
