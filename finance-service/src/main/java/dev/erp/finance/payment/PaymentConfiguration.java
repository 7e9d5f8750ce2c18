package dev.erp.finance.payment;

import dev.erp.chassis.telemetry.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What must hold of payments at any time. */
@Configuration(proxyBeanMethods = false)
class PaymentConfiguration {

    @Bean
    Invariant invoicesArePaidByTheirPayments() {
        return new Invariant("invoice_paid_is_the_sum_of_its_payments", """
                SELECT invoice.id || ': paid ' || invoice.paid || ', payments ' || coalesce(sum(payment.amount), 0)
                  FROM invoice LEFT JOIN payment ON payment.invoice_id = invoice.id
                 GROUP BY invoice.id
                HAVING invoice.paid <> coalesce(sum(payment.amount), 0)
                """);
    }

    @Bean
    Invariant noInvoiceIsPaidTwice() {
        return new Invariant(
                "invoice_paid_is_within_its_gross",
                "SELECT id || ': paid ' || paid || ' of ' || gross FROM invoice WHERE paid < 0 OR paid > gross");
    }
}
