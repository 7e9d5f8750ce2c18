package dev.erp.sales.order;

import dev.erp.chassis.telemetry.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What must hold of the ledger of quantities at any time; {@code ./erp check} asks. */
@Configuration(proxyBeanMethods = false)
class QuantityInvariants {

    /** Lines of orders with their quantities; zero where the order has NULL. */
    private static final String LINES = """
        SELECT o.id, o.number, o.status, i AS line,
               coalesce(o.ordered[i], 0) AS ordered, coalesce(o.reserved[i], 0) AS reserved,
               coalesce(o.shipped[i], 0) AS shipped, coalesce(o.invoiced[i], 0) AS invoiced,
               coalesce(o.returned[i], 0) AS returned, coalesce(o.credited[i], 0) AS credited,
               coalesce(o.cancelled[i], 0) AS cancelled, o.reserved IS NOT NULL AS answered
          FROM sales_order AS o, generate_series(1, greatest(cardinality(o.ordered), cardinality(o.cancelled))) AS i
        """;

    @Bean
    Invariant quantitiesAreTheSumsOfTheLedger() {
        return new Invariant("quantities_of_orders_are_the_sums_of_their_ledger", """
            WITH line AS (%s), ledger AS (
                SELECT s.order_id AS id, q.line::int AS line,
                       coalesce(sum(q.quantity) FILTER (WHERE s.kind = 'ordered'), 0) AS ordered,
                       coalesce(sum(q.quantity) FILTER (WHERE s.kind = 'reserved'), 0)
                       - coalesce(sum(q.quantity) FILTER (WHERE s.kind = 'unreserved'), 0) AS reserved,
                       coalesce(sum(q.quantity) FILTER (WHERE s.kind = 'shipped'), 0) AS shipped,
                       coalesce(sum(q.quantity) FILTER (WHERE s.kind = 'invoiced'), 0) AS invoiced,
                       coalesce(sum(q.quantity) FILTER (WHERE s.kind = 'returned'), 0) AS returned,
                       coalesce(sum(q.quantity) FILTER (WHERE s.kind = 'credited'), 0) AS credited,
                       coalesce(sum(q.quantity) FILTER (WHERE s.kind = 'cancelled'), 0) AS cancelled
                  FROM sales_order_step AS s, unnest(s.quantities) WITH ORDINALITY AS q (quantity, line)
                 GROUP BY s.order_id, q.line
            )
            SELECT coalesce(line.number, ledger.id::text) || ' line ' || coalesce(line.line, ledger.line)
              FROM line FULL JOIN ledger USING (id, line)
             WHERE (line.ordered, line.reserved, line.shipped, line.invoiced, line.returned, line.credited,
                    line.cancelled)
                   IS DISTINCT FROM
                   (ledger.ordered, ledger.reserved, ledger.shipped, ledger.invoiced, ledger.returned,
                    ledger.credited, ledger.cancelled)
            """.formatted(LINES));
    }

    @Bean
    Invariant quantitiesStayWithinWhatWasOrdered() {
        return new Invariant("quantities_stay_within_what_was_ordered", """
            SELECT number || ' line ' || line
              FROM (%s) AS line
             WHERE least(ordered, reserved, shipped, invoiced, returned, credited, cancelled) < 0
                OR status <> 'cancelled' AND shipped + cancelled > ordered
                OR shipped > reserved OR returned > shipped
            UNION ALL
            SELECT o.number || ': ' || cardinality(o.ordered) || ' lines in its quantities, ' || count(*) || ' lines'
              FROM sales_order AS o JOIN sales_order_line AS l ON l.order_id = o.id
             WHERE o.ordered IS NOT NULL
             GROUP BY o.id
            HAVING o.ordered <> array_agg(l.quantity ORDER BY l.line)
            """.formatted(LINES));
    }

    /** The function of {@link Quantities#status} once more, in other words. */
    @Bean
    Invariant statusFollowsFromTheQuantities() {
        return new Invariant("the_status_of_an_order_follows_from_its_quantities", """
            WITH told AS (
                SELECT id, number, status, bool_and(answered) AS answered,
                       bool_and(ordered = cancelled) AS cancelled,
                       bool_or(shipped > 0) AS shipping, bool_and(shipped >= ordered - cancelled) AS shipped,
                       bool_and(invoiced >= ordered - cancelled) AS invoiced,
                       bool_and(invoiced - credited <= ordered - cancelled) AS settled,
                       bool_and(reserved >= ordered - cancelled) AS reserved
                  FROM (%s) AS line
                 WHERE status <> 'rejected' AND ordered > 0
                 GROUP BY id, number, status
            )
            SELECT number || ' is ' || status
              FROM told
             WHERE status <> CASE WHEN cancelled THEN 'cancelled'
                                  WHEN shipping AND NOT shipped THEN 'partly_shipped'
                                  WHEN shipping AND invoiced AND settled THEN 'completed'
                                  WHEN shipping THEN 'shipped'
                                  WHEN invoiced THEN 'invoiced'
                                  WHEN NOT answered THEN 'pending'
                                  WHEN reserved THEN 'confirmed'
                                  ELSE 'waiting' END
            UNION ALL
            SELECT number || ' is ' || status FROM sales_order
             WHERE ordered IS NULL AND status <> CASE WHEN cancelled IS NULL THEN 'quotation' ELSE 'cancelled' END
            """.formatted(LINES));
    }

    @Bean
    Invariant shippedAndReturnedQuantitiesAreOnTheirDocuments() {
        return new Invariant("what_is_shipped_and_returned_is_on_shipments_and_returns", """
            WITH line AS (%s), left_for AS (
                SELECT s.order_id AS id, q.line::int AS line, sum(q.quantity) AS quantity
                  FROM shipment AS s, unnest(s.quantities) WITH ORDINALITY AS q (quantity, line)
                 WHERE s.state = 'shipped'
                 GROUP BY s.order_id, q.line
            ), came_back AS (
                SELECT r.order_id AS id, l.line, sum(l.quantity) AS quantity
                  FROM sales_return AS r JOIN sales_return_line AS l ON l.return_id = r.id
                 GROUP BY r.order_id, l.line
            )
            SELECT line.number || ' line ' || line.line
              FROM line
              LEFT JOIN left_for USING (id, line)
              LEFT JOIN came_back USING (id, line)
             WHERE line.shipped <> coalesce(left_for.quantity, 0)
                OR line.returned <> coalesce(came_back.quantity, 0)
            """.formatted(LINES));
    }
}
