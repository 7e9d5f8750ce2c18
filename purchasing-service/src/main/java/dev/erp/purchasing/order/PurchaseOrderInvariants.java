package dev.erp.purchasing.order;

import dev.erp.chassis.telemetry.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What must hold in this database at any time; {@code ./erp check} asks. */
@Configuration(proxyBeanMethods = false)
class PurchaseOrderInvariants {

    @Bean
    Invariant purchaseOrderTotalsAreTheSumsOfTheirLines() {
        return new Invariant("purchase_order_totals_are_the_sums_of_their_lines", """
            SELECT o.number || ': gross ' || o.gross || ', lines ' || coalesce(sum(l.gross), 0)
              FROM purchase_order o
              LEFT JOIN purchase_order_line l ON l.order_id = o.id
             GROUP BY o.id
            HAVING o.net IS DISTINCT FROM sum(l.net)
                OR o.tax IS DISTINCT FROM sum(l.tax)
                OR o.gross IS DISTINCT FROM sum(l.gross)
            """);
    }

    @Bean
    Invariant purchaseQuantitiesAreTheSumsOfTheLedger() {
        return new Invariant("purchase_quantities_are_the_sums_of_the_ledger", """
            SELECT number || ' line ' || line FROM (
                SELECT o.number, o.phase, l.*, coalesce(e.ordered, 0) AS e_ordered,
                       coalesce(e.cancelled, 0) AS e_cancelled, coalesce(e.recorded - e.booked - e.dropped, 0) AS e_pending,
                       coalesce(e.booked - e.reversed, 0) AS e_received, coalesce(e.rejected, 0) AS e_rejected,
                       coalesce(e.reversing - e.kept - e.reversed, 0) AS e_reversing,
                       coalesce(e.billed - e.unbilled, 0) AS e_billed
                  FROM purchase_order o
                  JOIN purchase_order_line l ON l.order_id = o.id
                  LEFT JOIN LATERAL (
                       SELECT sum(q) FILTER (WHERE entry = 'ordered') AS ordered,
                              sum(q) FILTER (WHERE entry = 'cancelled') AS cancelled,
                              coalesce(sum(q) FILTER (WHERE entry = 'recorded'), 0) AS recorded,
                              coalesce(sum(q) FILTER (WHERE entry = 'booked'), 0) AS booked,
                              coalesce(sum(q) FILTER (WHERE entry = 'dropped'), 0) AS dropped,
                              coalesce(sum(q) FILTER (WHERE entry = 'rejected'), 0) AS rejected,
                              coalesce(sum(q) FILTER (WHERE entry = 'reversing'), 0) AS reversing,
                              coalesce(sum(q) FILTER (WHERE entry = 'kept'), 0) AS kept,
                              coalesce(sum(q) FILTER (WHERE entry = 'reversed'), 0) AS reversed,
                              coalesce(sum(q) FILTER (WHERE entry = 'billed'), 0) AS billed,
                              coalesce(sum(q) FILTER (WHERE entry = 'unbilled'), 0) AS unbilled
                         FROM (SELECT s.entry, s.quantities[l.line] AS q
                                 FROM purchase_order_step s
                                WHERE s.order_id = o.id AND s.entry IS NOT NULL) AS entries) AS e ON true) AS sums
             WHERE phase <> 'draft' AND ordered <> e_ordered
                OR (cancelled, pending, received, rejected, reversing, billed)
                   <> (e_cancelled, e_pending, e_received, e_rejected, e_reversing, e_billed)
            """);
    }

    @Bean
    Invariant purchaseQuantitiesAreThoseOfTheReceipts() {
        return new Invariant("purchase_quantities_are_those_of_the_receipts", """
            SELECT o.number || ' line ' || l.line
              FROM purchase_order o
              JOIN purchase_order_line l ON l.order_id = o.id
              LEFT JOIN LATERAL (
                   SELECT sum(r.accepted[l.line]) FILTER (WHERE r.state = 'recorded') AS pending,
                          sum(r.accepted[l.line])
                              FILTER (WHERE r.state IN ('booked', 'billed', 'waived', 'reversing')) AS received,
                          sum(r.accepted[l.line]) FILTER (WHERE r.state = 'reversing') AS reversing,
                          sum(r.accepted[l.line]) FILTER (WHERE r.covered) AS billed,
                          sum(r.rejected[l.line]) AS rejected
                     FROM purchase_receipt r
                    WHERE r.order_id = o.id) AS counted ON true
             WHERE (l.pending, l.received, l.reversing, l.billed, l.rejected)
                   <> (coalesce(counted.pending, 0), coalesce(counted.received, 0), coalesce(counted.reversing, 0),
                       coalesce(counted.billed, 0), coalesce(counted.rejected, 0))
            """);
    }

    /** The same function as {@link PurchaseOrderStatus#of}, said once more in the other language. */
    @Bean
    Invariant purchaseOrderStatusFollowsFromTheQuantities() {
        return new Invariant("purchase_order_status_follows_from_the_quantities", """
            SELECT number || ' is ' || status || ', its quantities say ' || said FROM (
                SELECT o.number, o.status,
                       CASE WHEN bool_and(l.cancelled >= l.ordered AND l.pending = 0 AND l.received = 0) THEN 'cancelled'
                            WHEN o.phase <> 'approved' THEN o.phase
                            WHEN NOT bool_or(l.received > 0) THEN 'approved'
                            WHEN bool_or(l.ordered - l.cancelled - l.received > 0) THEN 'partly_received'
                            WHEN bool_or(l.billed < l.received) THEN 'received'
                            WHEN bool_or(l.pending > 0 OR l.reversing > 0) THEN 'billed'
                            ELSE 'completed' END AS said
                  FROM purchase_order o
                  JOIN purchase_order_line l ON l.order_id = o.id
                 GROUP BY o.id) AS orders
             WHERE status <> said
            """);
    }

    @Bean
    Invariant purchaseTimelinesAreWhole() {
        return new Invariant("purchase_timelines_are_whole_and_end_in_the_state_of_the_order", """
            SELECT o.number || ': ' || o.steps || ' steps counted, ' || count(s.seq) || ' found, last state '
                   || coalesce(max(s.state) FILTER (WHERE s.seq = o.steps), 'none') || ', is ' || o.status
              FROM purchase_order o
              LEFT JOIN purchase_order_step s ON s.order_id = o.id
             GROUP BY o.id
            HAVING count(s.seq) <> o.steps
                OR max(s.state) FILTER (WHERE s.seq = o.steps) IS DISTINCT FROM o.status
            """);
    }

    @Bean
    Invariant largeOrdersWereApprovedBySomebodyElse() {
        return new Invariant("an_order_has_an_approver_from_its_approval_on", """
            SELECT number FROM purchase_order WHERE (phase = 'approved') <> (approved_by IS NOT NULL)
            """);
    }
}
