package dev.erp.purchasing.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.Problem;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreeingTest {

    private static final String OTHER = "other";

    @Test
    void up_to_the_limit_submitting_approves() {
        Decision decision = Agreeing.submit(Orders.draft(100), Orders.AUTHOR, Orders.limit("119.00"), Orders.NOW);
        assertThat(decision.order().status()).isEqualTo(PurchaseOrderStatus.APPROVED);
        assertThat(Orders.types(decision)).containsExactly("submitted", "approved");
        assertThat(decision.order().approvedBy()).isEqualTo(Orders.AUTHOR);
    }

    @Test
    void above_the_limit_somebody_else_approves() {
        PurchaseOrder submitted = submitted(Orders.draft(100), Orders.AUTHOR);
        assertThat(submitted.status()).isEqualTo(PurchaseOrderStatus.SUBMITTED);
        assertThatThrownBy(() -> Agreeing.approve(submitted, Orders.AUTHOR, Orders.limit("118.99"), Orders.NOW))
                .satisfies(e -> assertThat(((Problem) e).code()).isEqualTo("own_order"))
                .hasMessageContaining("119.00 EUR")
                .hasMessageContaining("118.99 EUR");
        Decision approved = Agreeing.approve(submitted, OTHER, Orders.limit("118.99"), Orders.NOW);
        assertThat(approved.order().approvedBy()).isEqualTo(OTHER);
        assertThat(Orders.types(approved)).containsExactly("approved");
    }

    @Test
    void who_submits_somebody_elses_draft_has_a_hand_in_it() {
        PurchaseOrder submitted = submitted(Orders.draft(100), OTHER);
        assertThat(submitted.authors()).containsExactly(Orders.AUTHOR, OTHER);
        assertThatThrownBy(() -> Agreeing.approve(submitted, OTHER, Orders.limit("118.99"), Orders.NOW))
                .satisfies(e -> assertThat(((Problem) e).code()).isEqualTo("own_order"));
    }

    @Test
    void the_limit_is_in_the_base_currency() {
        PurchaseOrder dollars = Orders.with(Orders.draft(100), new BigDecimal("0.5"), "USD");
        assertThat(Agreeing.submit(dollars, Orders.AUTHOR, Orders.limit("59.50"), Orders.NOW)
                        .order()
                        .status())
                .isEqualTo(PurchaseOrderStatus.APPROVED);
        assertThat(submitted(dollars, Orders.AUTHOR, "59.49").status()).isEqualTo(PurchaseOrderStatus.SUBMITTED);
        PurchaseOrder noRate = Orders.with(Orders.draft(100), null, "USD");
        assertThatThrownBy(() -> submitted(noRate, Orders.AUTHOR))
                .hasMessageContaining("say how many EUR one USD costs")
                .satisfies(e -> assertThat(((Problem) e).code()).isEqualTo("exchange_rate_missing"));
    }

    @Test
    void an_approved_order_is_not_submitted_or_approved_again() {
        PurchaseOrder approved = Orders.approved(1);
        assertThatThrownBy(() -> submitted(approved, OTHER))
                .satisfies(e -> assertThat(((Problem) e).code()).isEqualTo("order_is_approved"));
        assertThatThrownBy(() -> Agreeing.approve(approved, OTHER, Orders.limit("1.00"), Orders.NOW))
                .satisfies(e -> assertThat(((Problem) e).code()).isEqualTo("order_is_approved"));
    }

    @Test
    void what_is_in_stock_or_at_the_door_is_not_cancelled() {
        PurchaseOrder order = Orders.recorded(Orders.approved(10, 5), Orders.delivery(4, 0));
        Decision decision = Agreeing.cancel(order, List.of(), "enough", Orders.NOW);
        assertThat(decision.order().lines().stream()
                        .map(line -> line.quantities().cancelled().toString()))
                .containsExactly("6", "5");
        assertThat(decision.order().status()).isEqualTo(PurchaseOrderStatus.APPROVED);
        assertThat(Orders.heard(decision.order(), 0, Orders.booked(order, 0))
                        .order()
                        .status())
                .isEqualTo(PurchaseOrderStatus.RECEIVED);
    }

    @Test
    void an_order_of_which_nothing_came_is_cancelled_whole_and_takes_in_nothing_more() {
        PurchaseOrder cancelled = Agreeing.cancel(Orders.approved(10), List.of(), "enough", Orders.NOW)
                .order();
        assertThat(cancelled.status()).isEqualTo(PurchaseOrderStatus.CANCELLED);
        assertThatThrownBy(() -> Orders.recorded(cancelled, Orders.delivery(1)))
                .satisfies(e -> assertThat(((Problem) e).code()).isEqualTo("order_is_cancelled"));
        assertThatThrownBy(() -> Agreeing.cancel(cancelled, List.of(), "again", Orders.NOW))
                .satisfies(e -> assertThat(((Problem) e).code()).isEqualTo("order_is_cancelled"));
    }

    @Test
    void what_is_cancelled_before_the_approval_is_said_with_it_and_a_draft_is_changed_instead() {
        var three = List.of(new Agreeing.LineQuantity(1, Quantity.of(3)));
        assertThatThrownBy(() -> Agreeing.cancel(Orders.draft(100), three, "enough", Orders.NOW))
                .satisfies(e -> assertThat(((Problem) e).code()).isEqualTo("order_is_draft"));
        PurchaseOrder fewer = Agreeing.cancel(submitted(Orders.draft(100), Orders.AUTHOR), three, "enough", Orders.NOW)
                .order();
        Decision approved = Agreeing.approve(fewer, OTHER, Orders.limit("118.99"), Orders.NOW);
        var told = (PurchaseOrderEvent.Approved) approved.told().getFirst().event();
        assertThat(told.document().lines().getFirst().cancelled()).isEqualTo(Quantity.of(3));
    }

    @Test
    void no_more_than_is_open_is_cancelled() {
        var tooMuch = List.of(new Agreeing.LineQuantity(1, Quantity.of(11)));
        assertThatThrownBy(() -> Agreeing.cancel(Orders.approved(10), tooMuch, "enough", Orders.NOW))
                .hasMessage("Of line 1 (SKU-1) only 10 are open.");
    }

    @Test
    void cancelling_the_rest_completes_an_order_whose_goods_are_billed() {
        PurchaseOrder order = Orders.recorded(Orders.approved(10), Orders.delivery(4));
        PurchaseOrder booked = Orders.heard(order, 0, Orders.booked(order, 0)).order();
        PurchaseOrder billed = Orders.heard(booked, 0, Orders.billed(order, 0, java.util.UUID.randomUUID()))
                .order();
        assertThat(billed.status()).isEqualTo(PurchaseOrderStatus.PARTLY_RECEIVED);
        Decision cancelled = Agreeing.cancel(billed, List.of(), "the rest never comes", Orders.NOW);
        assertThat(cancelled.order().status()).isEqualTo(PurchaseOrderStatus.COMPLETED);
        assertThat(Orders.types(cancelled)).containsExactly("cancelled", "billed", "completed");
    }

    private static PurchaseOrder submitted(PurchaseOrder order, String by) {
        return submitted(order, by, "118.99");
    }

    private static PurchaseOrder submitted(PurchaseOrder order, String by, String limit) {
        return Agreeing.submit(order, by, Orders.limit(limit), Orders.NOW).order();
    }
}
