package dev.erp.sales.order;

import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Columns;
import dev.erp.sales.order.Quantities.Entry;
import dev.erp.sales.order.SalesOrder.Step;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/** The one statement that writes any number of orders as they are now, with the steps that led there. */
final class SalesOrderWrite {

    /** With the events behind it, to be bound by the outbox. */
    static final String SQL = """
            WITH moved AS (
                UPDATE sales_order
                   SET status = after.status, version = after.version, steps = after.steps,
                       invoice_id = after.invoice_id, owed = after.owed, updated_at = after.updated_at,
                       ordered = after.ordered::numeric[], reserved = after.reserved::numeric[],
                       shipped = after.shipped::numeric[], invoiced = after.invoiced::numeric[],
                       returned = after.returned::numeric[], credited = after.credited::numeric[],
                       cancelled = after.cancelled::numeric[], was_confirmed = after.was_confirmed,
                       attention_about = after.attention_about,
                       attention_reason = after.attention_reason, attention_since = after.attention_since,
                       waiting_since = after.waiting_since
                  FROM unnest(:ids::uuid[], :statuses::text[], :versions::bigint[], :steps::int[],
                              :invoices::uuid[], :owed::numeric[], :updates::timestamptz[], :ordered::text[],
                              :reserved::text[], :shipped::text[], :invoiced::text[], :returned::text[],
                              :credited::text[], :cancelled::text[], :confirmed::boolean[], :attentions::text[],
                              :attentionReasons::text[], :attentionTimes::timestamptz[], :waiting::timestamptz[])
                       AS after (id, status, version, steps, invoice_id, owed, updated_at, ordered, reserved, shipped,
                                 invoiced, returned, credited, cancelled, was_confirmed, attention_about, attention_reason,
                                 attention_since, waiting_since)
                 WHERE sales_order.id = after.id
            ), noted AS (
                INSERT INTO sales_order_step (order_id, seq, step, state, at, detail, event_id, kind, quantities,
                                              document_id)
                SELECT order_id, seq, step, state, at, detail, event_id, kind, quantities::numeric[], document_id
                  FROM unnest(:stepOrders::uuid[], :stepSeqs::int[], :stepNames::text[], :stepStates::text[],
                              :stepTimes::timestamptz[], :stepDetails::text[], :stepEvents::uuid[],
                              :stepKinds::text[], :stepQuantities::text[], :stepDocuments::uuid[])
                       AS step (order_id, seq, step, state, at, detail, event_id, kind, quantities, document_id)
            )
            """ + Outbox.INSERT;

    private SalesOrderWrite() {}

    static GenericExecuteSpec bind(GenericExecuteSpec write, Collection<SalesOrder> orders, List<Step> steps) {
        return bindSteps(bindQuantities(bindOrders(write, orders), orders), steps);
    }

    private static GenericExecuteSpec bindOrders(GenericExecuteSpec write, Collection<SalesOrder> orders) {
        return write.bind("ids", Columns.of(orders, SalesOrder::id, UUID[]::new))
                .bind("statuses", Columns.of(orders, o -> o.status().code(), String[]::new))
                .bind("versions", Columns.of(orders, SalesOrder::version, Long[]::new))
                .bind("steps", Columns.of(orders, SalesOrder::steps, Integer[]::new))
                .bind("invoices", Columns.of(orders, SalesOrder::invoiceId, UUID[]::new))
                .bind("owed", Columns.of(orders, SalesOrder::owed, BigDecimal[]::new))
                .bind("updates", Columns.of(orders, o -> Columns.utc(o.updatedAt()), OffsetDateTime[]::new))
                .bind("confirmed", Columns.of(orders, SalesOrder::wasConfirmed, Boolean[]::new))
                .bind("attentions", attentions(orders, a -> a.about().code(), String[]::new))
                .bind("attentionReasons", attentions(orders, Attention::reason, String[]::new))
                .bind("attentionTimes", attentions(orders, a -> Columns.utc(a.since()), OffsetDateTime[]::new))
                .bind("waiting", Columns.of(orders, o -> Columns.utc(o.waitingSince()), OffsetDateTime[]::new));
    }

    private static <T> T[] attentions(
            Collection<SalesOrder> orders, Function<Attention, T> value, IntFunction<T[]> array) {
        return Columns.of(orders, o -> o.attention() == null ? null : value.apply(o.attention()), array);
    }

    private static GenericExecuteSpec bindQuantities(GenericExecuteSpec write, Collection<SalesOrder> orders) {
        List<Quantities> quantities =
                orders.stream().map(SalesOrder::quantities).toList();
        return write.bind("ordered", Columns.of(quantities, q -> q.ordered().literal(), String[]::new))
                .bind("reserved", Columns.of(quantities, q -> q.reserved().literal(), String[]::new))
                .bind("shipped", Columns.of(quantities, q -> q.shipped().literal(), String[]::new))
                .bind("invoiced", Columns.of(quantities, q -> q.invoiced().literal(), String[]::new))
                .bind("returned", Columns.of(quantities, q -> q.returned().literal(), String[]::new))
                .bind("credited", Columns.of(quantities, q -> q.credited().literal(), String[]::new))
                .bind("cancelled", Columns.of(quantities, q -> q.cancelled().literal(), String[]::new));
    }

    private static GenericExecuteSpec bindSteps(GenericExecuteSpec write, List<Step> steps) {
        return write.bind("stepOrders", Columns.of(steps, Step::orderId, UUID[]::new))
                .bind("stepSeqs", Columns.of(steps, Step::seq, Integer[]::new))
                .bind("stepNames", Columns.of(steps, Step::step, String[]::new))
                .bind("stepStates", Columns.of(steps, s -> s.state().code(), String[]::new))
                .bind("stepTimes", Columns.of(steps, s -> Columns.utc(s.at()), OffsetDateTime[]::new))
                .bind("stepDetails", Columns.of(steps, Step::detail, String[]::new))
                .bind("stepEvents", Columns.of(steps, Step::heard, UUID[]::new))
                .bind("stepKinds", entries(steps, entry -> entry.kind().code(), String[]::new))
                .bind(
                        "stepQuantities",
                        entries(
                                steps,
                                entry -> entry.quantities() == null
                                        ? null
                                        : entry.quantities().literal(),
                                String[]::new))
                .bind("stepDocuments", entries(steps, Entry::documentId, UUID[]::new));
    }

    private static <T> T[] entries(Collection<Step> steps, Function<Entry, T> value, IntFunction<T[]> array) {
        return Columns.of(steps, step -> step.entry() == null ? null : value.apply(step.entry()), array);
    }
}
