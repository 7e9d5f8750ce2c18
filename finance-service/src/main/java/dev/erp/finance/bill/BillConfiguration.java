package dev.erp.finance.bill;

import dev.erp.chassis.telemetry.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What must hold of bills at any time. */
@Configuration(proxyBeanMethods = false)
class BillConfiguration {

    @Bean
    Invariant billTotalsAreTheSumsOfTheirLines() {
        return new Invariant("bill_totals_are_the_sums_of_their_lines", """
                SELECT bill.id || ': gross ' || bill.gross || ', lines ' || coalesce(lines.gross, 0)
                  FROM bill
                  LEFT JOIN (SELECT bill_id, sum(net) AS net, sum(tax) AS tax, sum(gross) AS gross
                               FROM bill_line GROUP BY bill_id) AS lines ON lines.bill_id = bill.id
                 WHERE (bill.net, bill.tax, bill.gross) IS DISTINCT FROM (lines.net, lines.tax, lines.gross)
                """);
    }

    @Bean
    Invariant everyBillLineHasItsBill() {
        return new Invariant("every_bill_line_has_its_bill", """
                SELECT bill_id || ' line ' || line
                  FROM bill_line
                 WHERE NOT EXISTS (SELECT FROM bill WHERE bill.id = bill_id)
                """);
    }

    @Bean
    Invariant billNumbersHaveNoGaps() {
        return new Invariant("bill_numbers_have_no_gaps", """
                SELECT coalesce(given.series, kept.series) || ': numbers 1 to ' || coalesce(kept.last, 0) || ', but '
                       || coalesce(given.bills, 0) || ' bills up to ' || coalesce(given.last, 0)
                  FROM (SELECT * FROM number_series WHERE series LIKE 'BILL-%') AS kept
                  FULL JOIN (SELECT regexp_replace(number, '-\\d+$', '') AS series, count(*) AS bills,
                                    max(regexp_replace(number, '^.*-', '')::bigint) AS last
                               FROM bill WHERE number IS NOT NULL GROUP BY 1) AS given USING (series)
                 WHERE (kept.last, kept.last) IS DISTINCT FROM (given.bills, given.last)
                """);
    }
}
