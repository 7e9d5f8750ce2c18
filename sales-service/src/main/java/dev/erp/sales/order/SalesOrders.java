package dev.erp.sales.order;

import dev.erp.chassis.event.NewEvent;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.chassis.web.Caller;
import dev.erp.chassis.web.Outcomes;
import dev.erp.chassis.web.Problem;
import dev.erp.sales.order.SalesOrder.Change;
import dev.erp.sales.order.SalesOrder.Line;
import dev.erp.sales.order.SalesOrder.Status;
import dev.erp.sales.order.SalesOrder.Step;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
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
    private final Clock clock;

    SalesOrders(DatabaseClient database, Outbox outbox, Outcomes outcomes, MeterRegistry meters, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.outcomes = outcomes;
        this.meters = meters;
        this.clock = clock;
    }

    /** @throws Problem 404, or 409 when the order is closed */
    Mono<SalesOrder> cancel(UUID id, String reason, Caller caller) {
        return lock(List.of(id)).flatMap(found -> {
            SalesOrder order = found.get(id);
            if (order == null) {
                throw Problem.notFound("sales order", id);
            }
            Change change = order.cancel(reason, clock.instant());
            return write(List.of(new Writing(change, caller.inProcess(id)))).thenReturn(change.order());
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

    /** The lines by order. They never change, so they need no lock. */
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
        GenericExecuteSpec write = database.sql("""
            WITH moved AS (
                UPDATE sales_order
                   SET status = after.status, version = after.version, steps = after.steps,
                       invoice_id = after.invoice_id, updated_at = after.updated_at,
                       attention_reason = CASE WHEN after.attention THEN attention_reason END,
                       attention_since = CASE WHEN after.attention THEN attention_since END
                  FROM unnest(:ids::uuid[], :statuses::text[], :versions::bigint[], :steps::int[],
                              :invoices::uuid[], :updates::timestamptz[], :attentions::boolean[])
                       AS after (id, status, version, steps, invoice_id, updated_at, attention)
                 WHERE sales_order.id = after.id
            ), noted AS (
                INSERT INTO sales_order_step (order_id, seq, step, state, at, detail, event_id)
                SELECT * FROM unnest(:stepOrders::uuid[], :stepSeqs::int[], :stepNames::text[], :stepStates::text[],
                                     :stepTimes::timestamptz[], :stepDetails::text[], :stepEvents::uuid[])
            )
            """ + Outbox.INSERT);
        write = bindOrders(write, last.values());
        write = bindSteps(write, decided);
        return outbox.bind(write, events(decided)).then().then(afterCommit(decided));
    }

    private static GenericExecuteSpec bindOrders(GenericExecuteSpec write, Collection<SalesOrder> orders) {
        return write.bind("ids", column(orders, SalesOrder::id, UUID[]::new))
                .bind("statuses", column(orders, o -> o.status().code(), String[]::new))
                .bind("versions", column(orders, SalesOrder::version, Long[]::new))
                .bind("steps", column(orders, SalesOrder::steps, Integer[]::new))
                .bind("invoices", column(orders, SalesOrder::invoiceId, UUID[]::new))
                .bind("updates", column(orders, o -> o.updatedAt().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new))
                .bind("attentions", column(orders, o -> o.attention() != null, Boolean[]::new));
    }

    private static GenericExecuteSpec bindSteps(GenericExecuteSpec write, List<Writing> decided) {
        List<Step> steps = decided.stream().map(d -> d.change.step()).toList();
        return write.bind("stepOrders", column(decided, d -> d.change.order().id(), UUID[]::new))
                .bind("stepSeqs", column(steps, Step::seq, Integer[]::new))
                .bind("stepNames", column(steps, Step::step, String[]::new))
                .bind("stepStates", column(steps, s -> s.state().code(), String[]::new))
                .bind("stepTimes", column(steps, s -> s.at().atOffset(ZoneOffset.UTC), OffsetDateTime[]::new))
                .bind("stepDetails", column(steps, Step::detail, String[]::new))
                .bind("stepEvents", column(steps, Step::heard, UUID[]::new));
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
        if (change.event() == null) {
            return;
        }
        SalesOrder order = change.order();
        outcomes.decided(order.id());
        if (order.status() == Status.INVOICED || order.status() == Status.REJECTED) {
            meters.timer(
                            "erp.saga.duration",
                            "saga",
                            "sales-order",
                            "outcome",
                            order.status().code())
                    .record(Duration.between(order.placedAt(), order.updatedAt()));
        }
    }

    private static <S, T> T[] column(Collection<S> rows, Function<S, T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }
}
