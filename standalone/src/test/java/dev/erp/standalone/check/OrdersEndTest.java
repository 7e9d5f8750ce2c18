package dev.erp.standalone.check;

import static dev.erp.standalone.check.History.LONG_AGO;
import static dev.erp.standalone.check.History.ORDER;
import static dev.erp.standalone.check.History.ORDER_NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersEndTest {

    @ParameterizedTest
    @ValueSource(strings = {"invoiced", "rejected", "cancelled"})
    void an_order_that_has_ended_holds(String end) {
        Finding finding = new History()
                .add("sales.order.placed")
                .add("sales.order." + end, data -> data.put("orderId", ORDER))
                .judgedBy(new OrdersEnd());

        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.checked()).isEqualTo(1);
        assertThat(finding.remark()).isEmpty();
    }

    @Test
    void an_order_that_is_pending_in_silence_is_reported() {
        Finding finding = new History().add("sales.order.placed").judgedBy(new OrdersEnd());

        assertThat(finding.offenders())
                .containsExactly("%s (%s) has been pending since %s".formatted(ORDER_NUMBER, ORDER, LONG_AGO));
    }

    @Test
    void an_order_that_is_confirmed_and_gets_no_invoice_is_reported() {
        Finding finding = new History()
                .add("sales.order.placed")
                .add("sales.order.confirmed")
                .judgedBy(new OrdersEnd());

        assertThat(finding.offenders())
                .containsExactly("%s (%s) has been confirmed since %s".formatted(ORDER_NUMBER, ORDER, LONG_AGO));
    }

    @Test
    void an_order_whose_service_says_nothing_about_it_is_reported() {
        var says = Answers.NONE.withOrder(ORDER, "{\"status\": \"pending\", \"attention\": null}");

        assertThat(new History()
                        .add("sales.order.placed")
                        .judgedBy(new OrdersEnd(), says)
                        .offenders())
                .singleElement()
                .asString()
                .contains(ORDER);
    }

    @Test
    void an_order_that_says_why_it_waits_is_remarked_and_not_reported() {
        var says = Answers.NONE.withOrder(ORDER, "{\"attention\": {\"reason\": \"no_answer_from_inventory\"}}");

        Finding finding = new History().add("sales.order.placed").judgedBy(new OrdersEnd(), says);

        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.remark()).isEqualTo("1 wait and say why");
    }

    @Test
    void a_back_order_that_waits_for_its_stock_is_remarked_and_not_reported() {
        var says = Answers.NONE.withOrder(ORDER, "{\"waiting\": {\"for\": \"stock\"}}");

        Finding finding = new History().add("sales.order.placed").judgedBy(new OrdersEnd(), says);

        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.remark()).isEqualTo("1 wait and say why");
    }

    @Test
    void an_order_under_way_is_remarked_and_not_reported() {
        Finding finding = new History().now().add("sales.order.placed").judgedBy(new OrdersEnd());

        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.remark()).isEqualTo("1 are under way");
    }

    @Test
    void an_old_order_that_has_just_been_confirmed_is_under_way() {
        Finding finding = new History()
                .add("sales.order.placed")
                .now()
                .add("sales.order.confirmed")
                .judgedBy(new OrdersEnd());

        assertThat(finding.offenders()).isEmpty();
    }
}
