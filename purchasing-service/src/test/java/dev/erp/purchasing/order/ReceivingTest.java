package dev.erp.purchasing.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.purchasing.order.Receiving.Counted;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReceivingTest {

    @Test
    void a_little_more_than_ordered_is_taken_in_and_no_more() {
        PurchaseOrder order = Orders.approved(100);
        assertThat(Orders.recorded(order, Orders.delivery(105)).receipts()).hasSize(1);
        PurchaseOrder most = Orders.recorded(order, Orders.delivery(60));
        assertThat(refusal(most, Orders.delivery(46)))
                .containsExactly(
                        "over_receipt: Of line 1 (SKU-1) 100 are wanted and 60 have come: with a tolerance of 5 % at"
                                + " most 45 can be accepted.");
        assertThat(Orders.recorded(most, Orders.delivery(45)).receipts()).hasSize(2);
    }

    @Test
    void the_tolerance_is_rounded_down_to_what_there_can_be() {
        assertThat(refusal(Orders.approved(10), Orders.delivery(11)))
                .singleElement()
                .asString()
                .startsWith("over_receipt");
    }

    @Test
    void what_is_sent_back_is_still_owed() {
        PurchaseOrder order = Orders.recorded(
                Orders.approved(10), Orders.delivery(List.of(new Counted(1, Quantity.of(6), Quantity.of(4)))));
        Quantities line = order.lines().getFirst().quantities();
        assertThat(line.open()).isEqualTo(Quantity.of(4));
        assertThat(line.rejected()).isEqualTo(Quantity.of(4));
        assertThat(line.pending()).isEqualTo(Quantity.of(6));
    }

    @Test
    void a_delivery_that_is_sent_back_whole_asks_nobody_for_anything() {
        Decision decision = Receiving.record(
                Orders.approved(10),
                Orders.delivery(List.of(new Counted(1, Quantity.ZERO, Quantity.of(10)))),
                Orders.FIVE_PERCENT,
                Orders.NOW);
        assertThat(Orders.types(decision)).containsExactly("goods-rejected");
        assertThat(decision.order().receipts().getFirst().state()).isEqualTo(Receipt.State.REJECTED);
        assertThat(PurchaseOrderProcess.waitingFor(decision.order())).containsExactly("goods");
    }

    @Test
    void every_line_that_cannot_be_is_named() {
        var counted = List.of(
                new Counted(1, new Quantity(new java.math.BigDecimal("1.5")), Quantity.ZERO),
                new Counted(1, Quantity.of(1), Quantity.ZERO),
                new Counted(3, Quantity.of(1), Quantity.ZERO),
                new Counted(2, Quantity.ZERO, Quantity.ZERO));
        assertThat(refusal(Orders.approved(10, 10), Orders.delivery(counted)))
                .containsExactly(
                        "too_many_decimals: SKU-1 is counted in the unit piece with 0 decimals.",
                        "repeated_line: Line 1 is named more than once.",
                        "unknown_line: Purchase order PO-2026-000009 has 2 lines, no line 3.",
                        "nothing_received: Of line 2 nothing came: leave it out.");
    }

    @Test
    void drafts_and_orders_that_wait_for_approval_take_in_nothing() {
        assertThatThrownBy(() -> Orders.recorded(Orders.draft(1), Orders.delivery(1)))
                .satisfies(e -> assertThat(((Problem) e).code()).isEqualTo("order_is_draft"));
        PurchaseOrder submitted = Agreeing.submit(Orders.draft(1), Orders.AUTHOR, Orders.limit("0.00"), Orders.NOW)
                .order();
        assertThatThrownBy(() -> Orders.recorded(submitted, Orders.delivery(1)))
                .satisfies(e -> assertThat(((Problem) e).code()).isEqualTo("order_is_submitted"));
    }

    @Test
    void a_unit_costs_what_was_agreed_in_the_base_currency() {
        PurchaseOrder dollars = Orders.with(Orders.approved(10), new java.math.BigDecimal("0.92555"), "USD");
        Decision decision = Receiving.record(dollars, Orders.delivery(10), Orders.FIVE_PERCENT, Orders.NOW);
        var recorded =
                (PurchaseOrderEvent.ReceiptRecorded) decision.told().getFirst().event();
        assertThat(recorded.lines().getFirst().unitCost()).isEqualTo("0.9256");
    }

    @Test
    void a_receipt_is_reversed_while_it_is_in_stock() {
        PurchaseOrder order = Orders.recorded(Orders.approved(10), Orders.delivery(10));
        var id = order.receipts().getFirst().id();
        assertThatThrownBy(() -> Receiving.reverse(order, id, "wrong", Orders.NOW))
                .satisfies(e -> assertThat(((Problem) e).code()).isEqualTo("receipt_not_in_stock"));
        PurchaseOrder booked = Orders.heard(order, 0, Orders.booked(order, 0)).order();
        Decision reversing = Receiving.reverse(booked, id, "wrong", Orders.NOW);
        assertThat(Orders.types(reversing)).containsExactly("receipt-reversal-requested");
        assertThatThrownBy(() -> Receiving.reverse(reversing.order(), id, "wrong", Orders.NOW))
                .hasMessageContaining("is reversing");
    }

    private static List<String> refusal(PurchaseOrder order, Receiving.Delivery delivery) {
        try {
            Orders.recorded(order, delivery);
            return List.of();
        } catch (Problem problem) {
            return problem.errors().stream()
                    .map((FieldError error) -> error.code() + ": " + error.message())
                    .toList();
        }
    }
}
