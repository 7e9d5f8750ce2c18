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
            SELECT invoice.id || ': paid ' || invoice.paid || ', payments ' || coalesce(sum(payment.counted), 0)
              FROM invoice
              LEFT JOIN (SELECT *, CASE WHEN reverses IS NULL THEN amount ELSE -amount END AS counted FROM payment)
                     AS payment ON payment.invoice_id = invoice.id
             GROUP BY invoice.id
            HAVING invoice.paid <> coalesce(sum(payment.counted), 0)
            """);
    }

    @Bean
    Invariant customerCreditsAreTheSumsOfTheirPayments() {
        return new Invariant("customer_credit_is_the_sum_of_its_payments", """
            SELECT coalesce(kept.customer_id, moved.customer_id) || ': credit ' || coalesce(kept.balance, 0) || ', payments '
                   || coalesce(moved.amount, 0)
              FROM customer_credit AS kept
              FULL JOIN (SELECT payment.customer_id, coalesce(invoice.currency, payment.currency) AS currency,
                                sum(CASE WHEN (payment.invoice_id IS NOT NULL OR refund) = (reverses IS NULL)
                                         THEN -amount ELSE amount END) AS amount
                           FROM payment LEFT JOIN invoice ON invoice.id = payment.invoice_id
                          WHERE payment.customer_id IS NOT NULL
                          GROUP BY 1, 2) AS moved USING (customer_id, currency)
             WHERE coalesce(kept.balance, 0) <> coalesce(moved.amount, 0)
            """);
    }

    @Bean
    Invariant noInvoiceIsPaidTwice() {
        return new Invariant(
                "invoice_paid_is_within_its_gross",
                "SELECT id || ': paid ' || paid || ' of ' || gross FROM invoice WHERE paid < 0 OR paid > gross");
    }

    @Bean
    Invariant billsArePaidByTheirPayments() {
        return new Invariant("bill_paid_is_the_sum_of_its_payments", """
            SELECT bill.id || ': paid ' || bill.paid || ', payments ' || coalesce(sum(payment.counted), 0)
              FROM bill
              LEFT JOIN (SELECT *, CASE WHEN reverses IS NULL THEN amount ELSE -amount END AS counted FROM payment)
                     AS payment ON payment.bill_id = bill.id
             GROUP BY bill.id
            HAVING bill.paid <> coalesce(sum(payment.counted), 0)
            """);
    }
}
