package dev.erp.standalone.check;

import static dev.erp.standalone.check.History.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class InvoicedOnceTest {

    @Test
    void an_order_on_one_invoice_holds_and_so_does_a_further_one_after_the_first_was_voided() {
        Finding finding = judged(new History()
                .add("sales.order.confirmed")
                .add("finance.invoice.drafted")
                .add("finance.invoice.voided")
                .add("finance.invoice.drafted", data -> data.put(
                                "invoiceId", UUID.randomUUID().toString())
                        .put("byHand", true)));
        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.checked()).isPositive();
    }

    @Test
    void a_piece_on_two_invoices_is_reported_unless_it_was_given_back() {
        History twice = new History()
                .add("sales.order.confirmed")
                .add("finance.invoice.drafted")
                .add("finance.invoice.drafted", data -> {
                    data.put("invoiceId", UUID.randomUUID().toString()).put("byHand", true);
                    line(data, 0).put("quantity", 1);
                });
        assertThat(judged(twice).offenders()).anyMatch(offender -> offender.contains("line 1: ordered 3, invoiced 4"));

        twice.add("finance.credit-note.drafted", data -> {
            data.put("kind", "manual").put("orderId", History.ORDER);
            line(data, 0).put("line", 1).put("quantity", 1);
        });
        assertThat(judged(twice).offenders()).noneMatch(offender -> offender.contains("line 1"));
    }

    private static Finding judged(History history) {
        return history.judgedBy(new InvoicedOnce());
    }
}
