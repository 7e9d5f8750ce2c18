package dev.erp.standalone.check;

import static dev.erp.standalone.check.History.INVOICE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaymentsAddUpTest {

    private static Finding judged(History history) {
        return history.judgedBy(new PaymentsAddUp());
    }

    @Test
    void payments_that_make_what_the_invoice_says_hold() {
        Finding finding = judged(new History()
                .payment("20.00")
                .add("finance.invoice.partially-paid")
                .payment("40.69")
                .add("finance.invoice.paid"));

        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.checked()).isEqualTo(2);
    }

    @Test
    void what_was_credited_is_not_outstanding() {
        Finding finding = judged(new History().payment("20.00").add("finance.invoice.partially-paid", data -> data.put(
                        "credited", "14.13")
                .put("outstanding", "26.56")));

        assertThat(finding.offenders()).isEmpty();
    }

    @Test
    void a_payment_that_was_reversed_does_not_count() {
        Finding finding = judged(new History()
                .payment("20.00")
                .add("finance.invoice.partially-paid")
                .add("finance.payment.reversed")
                .add("finance.invoice.payment-reversed"));

        assertThat(finding.offenders()).isEmpty();
    }

    @Test
    void an_invoice_and_its_payments_may_be_read_in_any_order() {
        Finding finding = judged(new History()
                .add("finance.invoice.partially-paid")
                .add("finance.invoice.paid")
                .payment("40.69")
                .payment("20.00"));

        assertThat(finding.offenders()).isEmpty();
    }

    @Test
    void an_invoice_that_says_another_sum_than_its_payments_make_is_reported() {
        Finding finding = judged(new History().payment("20.00").payment("0.01").add("finance.invoice.partially-paid"));

        assertThat(finding.offenders())
                .containsExactly("invoice %s says 20.00 is paid, its payments make 20.01".formatted(INVOICE));
    }

    @Test
    void an_invoice_that_does_not_know_of_its_payment_is_reported() {
        assertThat(judged(new History().payment("20.00")).offenders())
                .containsExactly("invoice %s says 0 is paid, its payments make 20.00".formatted(INVOICE));
    }

    @Test
    void an_invoice_that_is_paid_by_nobody_is_reported() {
        assertThat(judged(new History().add("finance.invoice.paid")).offenders())
                .containsExactly("invoice %s is paid without a payment".formatted(INVOICE));
    }

    @Test
    void an_invoice_that_is_paid_more_than_its_total_is_reported() {
        Finding finding =
                judged(new History().payment("60.70").add("finance.invoice.paid", data -> data.put("paid", "60.70")
                        .put("outstanding", "-0.01")));

        assertThat(finding.offenders()).containsExactly("INV-2026-000004: paid 60.70 + outstanding -0.01 is not 60.69");
    }

    @Test
    void an_invoice_whose_total_is_not_that_of_its_draft_is_reported() {
        Finding finding = judged(new History()
                .add("finance.invoice.drafted")
                .payment("60.70")
                .add("finance.invoice.paid", data -> data.put("paid", "60.70").put("gross", "60.70")));

        assertThat(finding.offenders()).containsExactly("INV-2026-000004: was drafted over 60.69 and says 60.70");
    }

    @Test
    void paid_and_outstanding_that_do_not_make_the_total_are_reported() {
        Finding finding = judged(new History()
                .payment("20.00")
                .add("finance.invoice.partially-paid", data -> data.put("outstanding", "40.68")));

        assertThat(finding.offenders()).containsExactly("INV-2026-000004: paid 20.00 + outstanding 40.68 is not 60.69");
    }
}
