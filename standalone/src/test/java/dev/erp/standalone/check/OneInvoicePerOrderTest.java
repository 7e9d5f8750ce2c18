package dev.erp.standalone.check;

import static dev.erp.standalone.check.History.INVOICE;
import static dev.erp.standalone.check.History.ORDER;
import static dev.erp.standalone.check.History.ORDER_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OneInvoicePerOrderTest {

    private static Finding judged(History history) {
        return history.judgedBy(new OneInvoicePerOrder());
    }

    @Test
    void a_confirmed_order_with_one_invoice_holds() {
        Finding finding = judged(new History().add("sales.order.confirmed").add("finance.invoice.drafted"));

        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.checked()).isEqualTo(1);
    }

    @Test
    void an_invoice_that_is_read_before_the_confirmation_holds() {
        assertThat(judged(new History().add("finance.invoice.drafted").add("sales.order.confirmed"))
                        .offenders())
                .isEmpty();
    }

    @Test
    void a_confirmed_order_without_an_invoice_is_reported() {
        assertThat(judged(new History().add("sales.order.confirmed")).offenders())
                .containsExactly("%s (%s) is confirmed and has 0 invoices".formatted(ORDER_NUMBER, ORDER));
    }

    @Test
    void an_order_with_two_invoices_is_reported() {
        Finding finding = judged(new History()
                .add("sales.order.confirmed")
                .add("finance.invoice.drafted")
                .add(
                        "finance.invoice.drafted",
                        data -> data.put("invoiceId", UUID.randomUUID().toString())));

        assertThat(finding.offenders())
                .containsExactly("%s (%s) is confirmed and has 2 invoices".formatted(ORDER_NUMBER, ORDER));
    }

    @Test
    void an_invoice_that_replaces_another_one_and_one_that_is_told_again_hold() {
        Finding finding = judged(new History()
                .add("sales.order.confirmed")
                .add("finance.invoice.drafted")
                .add("finance.invoice.drafted", data -> data.put("repeated", true))
                .add("finance.invoice.drafted", data -> data.put(
                                "invoiceId", UUID.randomUUID().toString())
                        .put("replaces", INVOICE))
                .add("finance.invoice.voided", data -> data.put("reason", "order_reduced")));

        assertThat(finding.offenders()).isEmpty();
    }

    @Test
    void two_invoices_are_reported_even_if_the_order_is_under_way_or_cancelled() {
        Finding finding = judged(new History()
                .now()
                .add("sales.order.confirmed")
                .add("finance.invoice.drafted")
                .add(
                        "finance.invoice.drafted",
                        data -> data.put("invoiceId", UUID.randomUUID().toString()))
                .add("sales.order.cancelled"));

        assertThat(finding.offenders()).singleElement().asString().contains(ORDER, "2 invoices");
    }

    @Test
    void an_invoice_of_an_order_that_is_not_confirmed_is_reported() {
        Finding finding = judged(new History().add("sales.order.placed").add("finance.invoice.drafted"));

        assertThat(finding.offenders())
                .containsExactly("order %s is not confirmed and has an invoice".formatted(ORDER));
    }

    @Test
    void a_draft_of_a_cancelled_order_is_reported() {
        Finding finding = judged(new History()
                .add("sales.order.confirmed")
                .add("finance.invoice.drafted")
                .add("sales.order.cancelled"));

        assertThat(finding.offenders())
                .containsExactly("order %s is cancelled and its invoice is still a draft".formatted(ORDER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"voided", "sent"})
    void a_cancelled_order_whose_invoice_is_void_or_was_sent_before_holds(String event) {
        Finding finding = judged(new History()
                .add("sales.order.confirmed")
                .add("finance.invoice.drafted")
                .add("finance.invoice." + event)
                .add("sales.order.cancelled"));

        assertThat(finding.offenders()).isEmpty();
    }

    @Test
    void an_order_cancelled_before_its_invoice_was_drafted_needs_none() {
        assertThat(judged(new History().add("sales.order.confirmed").add("sales.order.cancelled"))
                        .offenders())
                .isEmpty();
    }

    @Test
    void an_order_that_has_just_been_confirmed_may_wait_for_its_invoice() {
        assertThat(judged(new History().now().add("sales.order.confirmed")).offenders())
                .isEmpty();
    }

    @Test
    void an_order_that_has_just_been_cancelled_may_still_have_a_draft() {
        Finding finding = judged(new History()
                .add("sales.order.confirmed")
                .add("finance.invoice.drafted")
                .now()
                .add("sales.order.cancelled"));

        assertThat(finding.offenders()).isEmpty();
    }
}
