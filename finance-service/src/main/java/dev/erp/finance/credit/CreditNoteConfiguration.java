package dev.erp.finance.credit;

import dev.erp.chassis.telemetry.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What must hold of credit notes at any time. */
@Configuration(proxyBeanMethods = false)
class CreditNoteConfiguration {

    @Bean
    Invariant creditNoteTotalsAreTheSumsOfTheirLines() {
        return new Invariant("credit_note_totals_are_the_sums_of_their_lines", """
                SELECT note.id || ': gross ' || note.gross || ', lines ' || coalesce(lines.gross, 0)
                  FROM credit_note AS note
                  LEFT JOIN (SELECT credit_note_id, sum(net) AS net, sum(tax) AS tax, sum(gross) AS gross
                               FROM credit_note_line GROUP BY credit_note_id) AS lines ON lines.credit_note_id = note.id
                 WHERE (note.net, note.tax, note.gross) IS DISTINCT FROM (lines.net, lines.tax, lines.gross)
                """);
    }

    @Bean
    Invariant creditedIsNeverAboveInvoiced() {
        return new Invariant("credited_is_never_above_invoiced", """
                SELECT line.invoice_id || ' line ' || line.line || ': invoiced ' || line.quantity || ' for ' || line.gross
                       || ', credited ' || sum(credit.quantity) || ' for ' || sum(credit.gross)
                  FROM credit_note AS note
                  JOIN credit_note_line AS credit ON credit.credit_note_id = note.id
                  LEFT JOIN invoice_line AS line ON line.invoice_id = note.invoice_id AND line.line = credit.line
                 WHERE note.voided_at IS NULL
                 GROUP BY note.invoice_id, credit.line, line.invoice_id, line.line, line.quantity, line.net, line.tax, line.gross
                HAVING line.line IS NULL OR sum(credit.quantity) > line.quantity OR sum(credit.net) > line.net
                       OR sum(credit.tax) > line.tax
                """);
    }

    @Bean
    Invariant invoicesAreCreditedByTheirCreditNotes() {
        return new Invariant("invoice_credited_is_the_sum_of_its_credit_notes", """
                SELECT invoice.id || ': credited ' || invoice.credited || ', credit notes ' || coalesce(notes.gross, 0)
                  FROM invoice
                  LEFT JOIN (SELECT invoice_id, sum(gross) AS gross
                               FROM credit_note WHERE sent_at IS NOT NULL GROUP BY invoice_id) AS notes
                         ON notes.invoice_id = invoice.id
                 WHERE invoice.credited <> coalesce(notes.gross, 0)
                """);
    }

    @Bean
    Invariant creditNoteNumbersHaveNoGaps() {
        return new Invariant("credit_note_numbers_have_no_gaps", """
                SELECT coalesce(given.series, kept.series) || ': numbers 1 to ' || coalesce(kept.last, 0) || ', but '
                       || coalesce(given.notes, 0) || ' credit notes up to ' || coalesce(given.last, 0)
                  FROM (SELECT * FROM number_series WHERE series LIKE 'CRN-%') AS kept
                  FULL JOIN (SELECT regexp_replace(number, '-\\d+$', '') AS series, count(*) AS notes,
                                    max(regexp_replace(number, '^.*-', '')::bigint) AS last
                               FROM credit_note WHERE number IS NOT NULL GROUP BY 1) AS given USING (series)
                 WHERE (kept.last, kept.last) IS DISTINCT FROM (given.notes, given.last)
                """);
    }
}
