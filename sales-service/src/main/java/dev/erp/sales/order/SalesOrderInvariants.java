package dev.erp.sales.order;

import dev.erp.chassis.telemetry.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What must hold in this database at any time; {@code ./erp check} asks. */
@Configuration(proxyBeanMethods = false)
class SalesOrderInvariants {

    @Bean
    Invariant orderTotalsAreTheSumsOfTheirLines() {
        return new Invariant("order_totals_are_the_sums_of_their_lines", """
            SELECT o.number || ': gross ' || o.gross || ', lines ' || coalesce(sum(l.gross), 0)
              FROM sales_order o
              LEFT JOIN sales_order_line l ON l.order_id = o.id
             GROUP BY o.id
            HAVING o.net IS DISTINCT FROM sum(l.net)
                OR o.tax IS DISTINCT FROM sum(l.tax)
                OR o.gross IS DISTINCT FROM sum(l.gross)
            """);
    }

    @Bean
    Invariant grossIsNetPlusTax() {
        return new Invariant("gross_is_net_plus_tax", """
            SELECT number FROM sales_order WHERE gross <> net + tax
            UNION ALL
            SELECT order_id || ' line ' || line FROM sales_order_line WHERE gross <> net + tax
            """);
    }

    @Bean
    Invariant timelinesAreWhole() {
        return new Invariant("timelines_are_whole_and_end_in_the_state_of_the_order", """
            SELECT o.number || ': ' || o.steps || ' steps counted, ' || count(s.seq) || ' found, last state '
                   || coalesce(max(s.state) FILTER (WHERE s.seq = o.steps), 'none') || ', is ' || o.status
              FROM sales_order o
              LEFT JOIN sales_order_step s ON s.order_id = o.id
             GROUP BY o.id
            HAVING count(s.seq) <> o.steps
                OR max(s.state) FILTER (WHERE s.seq = o.steps) IS DISTINCT FROM o.status
            """);
    }

    @Bean
    Invariant invoicedOrdersHaveTheirInvoice() {
        return new Invariant("invoiced_orders_have_their_invoice", """
            SELECT number FROM sales_order
             WHERE status = 'invoiced' AND invoice_id IS NULL
                OR status IN ('quotation', 'pending', 'rejected') AND invoice_id IS NOT NULL
            """);
    }

    @Bean
    Invariant onlyOrdersThatWaitAskForAttention() {
        return new Invariant("only_orders_that_wait_ask_for_attention", """
            SELECT number FROM sales_order
             WHERE attention_since IS NOT NULL
               AND (waiting_since IS NULL OR status IN ('quotation', 'completed', 'rejected', 'cancelled'))
                OR status = 'waiting' AND waiting_since IS NULL
            """);
    }

    @Bean
    Invariant referencesAreThoseOfOpenOrders() {
        return new Invariant("references_are_those_of_orders_that_are_neither_rejected_nor_cancelled", """
            SELECT taken.reference || ' of ' || taken.order_id
              FROM customer_reference AS taken
              LEFT JOIN sales_order AS o ON o.id = taken.order_id
             WHERE o.id IS NULL OR o.status IN ('rejected', 'cancelled')
                OR o.customer_id <> taken.customer_id OR o.customer_reference <> taken.reference
            """);
    }

    @Bean
    Invariant everythingBelongsToAnOrderAndEveryOrderToACustomer() {
        return new Invariant("everything_belongs_to_an_order_and_every_order_to_a_customer", """
            SELECT 'line of ' || order_id FROM sales_order_line
             WHERE NOT EXISTS (SELECT FROM sales_order WHERE id = order_id)
            UNION ALL
            SELECT 'step of ' || order_id FROM sales_order_step
             WHERE NOT EXISTS (SELECT FROM sales_order WHERE id = order_id)
            UNION ALL
            SELECT number || ' of customer ' || customer_id FROM sales_order
             WHERE NOT EXISTS (SELECT FROM customer WHERE id = customer_id)
            """);
    }
}
