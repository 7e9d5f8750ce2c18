package dev.erp.standalone.check;

import static dev.erp.standalone.check.History.line;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class ReceiptsAreBookedOnceTest {

    private static final String RECEIPT = "0193a8c0-7c1e-7099-8a4b-5e6f70819209";
    private static final String PURCHASE_ORDER = "0193a8c0-7c1e-7098-8a4b-5e6f70819208";
    private static final String WIDGET = History.WIDGET;

    /** A delivery of 24 widgets that is in stock. */
    private static History booked() {
        return recorded().add("inventory.receipt.booked", data -> of(data, "quantity"));
    }

    private static History recorded() {
        return new History().add("purchasing.order.receipt-recorded", data -> of(data, "accepted"));
    }

    private static void of(ObjectNode data, String field) {
        data.put("receiptId", RECEIPT).put("purchaseOrderId", PURCHASE_ORDER);
        data.putArray("lines").addObject().put("productId", WIDGET).put(field, 24);
    }

    private static Finding judged(History history) {
        return history.judgedBy(new ReceiptsAreBookedOnce());
    }

    @Test
    void a_delivery_that_is_in_stock_holds() {
        Finding finding = judged(booked());

        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.checked()).isEqualTo(1);
        assertThat(finding.remark()).isEmpty();
    }

    @Test
    void a_booking_that_is_told_of_again_is_one_booking() {
        assertThat(judged(booked().add("inventory.receipt.booked", data -> of(data, "quantity")))
                        .offenders())
                .isEmpty();
    }

    @Test
    void one_that_was_booked_twice_is_reported() {
        History history = booked().add("inventory.receipt.booked", data -> {
            of(data, "quantity");
            line(data, 0).put("quantity", 25);
        });

        assertThat(judged(history).offenders()).anySatisfy(offender -> assertThat(offender)
                .startsWith("receipt %s was booked twice".formatted(RECEIPT)));
    }

    @Test
    void another_quantity_in_stock_than_accepted_is_reported() {
        History history = recorded().add("inventory.receipt.booked", data -> {
            of(data, "quantity");
            line(data, 0).put("quantity", 23);
        });

        assertThat(judged(history).offenders()).anySatisfy(offender -> assertThat(offender)
                .contains(WIDGET + "=24} accepted", WIDGET + "=23} in stock"));
    }

    @Test
    void goods_in_stock_that_nobody_recorded_are_reported() {
        assertThat(judged(new History().add("inventory.receipt.booked", data -> of(data, "quantity")))
                        .offenders())
                .containsExactly("receipt %s is in stock and was never recorded".formatted(RECEIPT));
    }

    @Test
    void silence_is_reported() {
        assertThat(judged(recorded()).offenders()).singleElement().asString().endsWith("is not in stock");
    }

    @Test
    void a_purchase_order_that_says_why_is_remarked_and_not_reported() {
        var says =
                Answers.NONE.withOrder(PURCHASE_ORDER, "{\"attention\": {\"reason\": \"no_answer_from_inventory\"}}");

        Finding finding = recorded().judgedBy(new ReceiptsAreBookedOnce(), says);

        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.remark()).isEqualTo("1 wait and say why");
    }

    @Test
    void one_that_inventory_refused_needs_neither() {
        History history = recorded().add("inventory.receipt.refused", data -> data.put("receiptId", RECEIPT));

        assertThat(judged(history).offenders()).isEmpty();
    }
}
