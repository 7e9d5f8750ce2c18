package dev.erp.finance.invoice;

import dev.erp.chassis.telemetry.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What must hold of invoices at any time. */
@Configuration(proxyBeanMethods = false)
class InvoiceConfiguration {

    @Bean
    Invariant invoiceTotalsAreTheSumsOfTheirLines() {
        return new Invariant("invoice_totals_are_the_sums_of_their_lines", """
            SELECT invoice.id || ': gross ' || invoice.gross || ', lines ' || coalesce(lines.gross, 0)
              FROM invoice
              LEFT JOIN (SELECT invoice_id, sum(net) AS net, sum(tax) AS tax, sum(gross) AS gross
                           FROM invoice_line GROUP BY invoice_id) AS lines ON lines.invoice_id = invoice.id
             WHERE (invoice.net, invoice.tax, invoice.gross) IS DISTINCT FROM (lines.net, lines.tax, lines.gross)
            """);
    }

    @Bean
    Invariant everyLineHasItsInvoice() {
        return new Invariant("every_invoice_line_has_its_invoice", """
            SELECT invoice_id || ' line ' || line
              FROM invoice_line
             WHERE NOT EXISTS (SELECT FROM invoice WHERE invoice.id = invoice_id)
            """);
    }

    @Bean
    Invariant invoiceNumbersHaveNoGaps() {
        return new Invariant("invoice_numbers_have_no_gaps", """
            SELECT coalesce(given.series, kept.series) || ': numbers 1 to ' || coalesce(kept.last, 0) || ', but '
                   || coalesce(given.invoices, 0) || ' invoices up to ' || coalesce(given.last, 0)
              FROM (SELECT * FROM number_series WHERE series LIKE 'INV-%') AS kept
              FULL JOIN (SELECT regexp_replace(number, '-\\d+$', '') AS series, count(*) AS invoices,
                                max(regexp_replace(number, '^.*-', '')::bigint) AS last
                           FROM invoice WHERE number IS NOT NULL GROUP BY 1) AS given USING (series)
             WHERE (kept.last, kept.last) IS DISTINCT FROM (given.invoices, given.last)
            """);
    }

    /** An order may have several invoices when some were drafted by hand; what a credit note by hand gave back may be on two. */
    @Bean
    Invariant noQuantityIsInvoicedTwice() {
        return new Invariant("no_quantity_of_an_order_is_invoiced_twice", """
            SELECT order_id || ' line ' || line || ': invoiced ' || (invoiced.quantity - coalesce(given_back.quantity, 0))
                   || ', ordered ' || coalesce(ordered.quantity, 0)
              FROM (SELECT order_id, line, sum(quantity) AS quantity
                      FROM invoice JOIN invoice_line ON invoice_id = invoice.id
                     WHERE voided_at IS NULL AND order_id IS NOT NULL
                     GROUP BY order_id, line) AS invoiced
              LEFT JOIN (SELECT order_id, line, quantity
                           FROM invoice JOIN invoice_line ON invoice_id = invoice.id
                          WHERE edition = 1) AS ordered USING (order_id, line)
              LEFT JOIN (SELECT order_id, line, sum(quantity) AS quantity
                           FROM credit_note JOIN credit_note_line ON credit_note_id = credit_note.id
                          WHERE voided_at IS NULL AND kind IN ('reduction', 'manual')
                          GROUP BY order_id, line) AS given_back USING (order_id, line)
             WHERE invoiced.quantity - coalesce(given_back.quantity, 0) > coalesce(ordered.quantity, 0)
            """);
    }
}
