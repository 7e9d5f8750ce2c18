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
}
