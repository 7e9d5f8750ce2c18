package dev.erp.purchasing.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.purchasing.order.Receipt.State;
import dev.erp.purchasing.order.ReceiptSaga.Becomes;
import dev.erp.purchasing.order.ReceiptSaga.Ignores;
import dev.erp.purchasing.order.ReceiptSaga.Notes;
import dev.erp.purchasing.order.ReceiptSaga.Reaction;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceiptSagaTest {

    private static final UUID ORDER = UUID.randomUUID();
    private static final UUID RECEIPT = UUID.randomUUID();
    private static final UUID BILL = UUID.randomUUID();

    /** In the order of the columns below. */
    private static final List<Reply> REPLIES = List.of(
            new Reply.StockBooked(ORDER, RECEIPT, List.of()),
            new Reply.StockRefused(ORDER, RECEIPT, "unknown_product"),
            new Reply.StockReversed(ORDER, RECEIPT),
            new Reply.ReversalRefused(ORDER, RECEIPT, "insufficient_stock"),
            new Reply.BillDrafted(ORDER, RECEIPT, BILL),
            new Reply.BillVoided(ORDER, RECEIPT, BILL, "receipt_reversed"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # state     | booked    | refused | reversed | reversal refused | bill drafted | bill voided
              RECORDED  | BOOKED    | REFUSED | -        | -                | -            | -
              BOOKED    | -         | -       | REVERSED | -                | BILLED       | -
              BILLED    | -         | -       | REVERSED | -                | -            | BOOKED
              WAIVED    | -         | -       | REVERSED | -                | BILLED       | -
              REVERSING | -         | -       | REVERSED | BOOKED           | notes        | notes
              REVERSED  | -         | -       | -        | -                | notes        | notes
              REFUSED   | BOOKED    | -       | -        | -                | -            | -
              ABANDONED | REVERSING | notes   | notes    | notes            | -            | -
              REJECTED  | -         | -       | -        | -                | -            | -
            """)
    void every_state_has_a_reaction_to_every_reply(
            State state, String c1, String c2, String c3, String c4, String c5, String c6) {
        List<String> expected = List.of(c1, c2, c3, c4, c5, c6);
        for (int i = 0; i < REPLIES.size(); i++) {
            assertThat(shown(ReceiptSaga.reaction(state, REPLIES.get(i))))
                    .as("%s, %s", state, REPLIES.get(i))
                    .isEqualTo(expected.get(i));
        }
    }

    private static String shown(Reaction reaction) {
        return switch (reaction) {
            case Becomes(State next) -> next.name();
            case Notes() -> "notes";
            case Ignores _ -> "-";
        };
    }

    @Test
    void goods_go_from_the_door_into_stock_and_onto_a_bill() {
        PurchaseOrder order = Orders.recorded(Orders.approved(10), Orders.delivery(10));
        assertThat(order.status()).isEqualTo(PurchaseOrderStatus.APPROVED);
        Decision booked = Orders.heard(order, 0, Orders.booked(order, 0));
        assertThat(booked.order().status()).isEqualTo(PurchaseOrderStatus.RECEIVED);
        assertThat(Orders.types(booked)).containsExactly("received");
        Decision billed = Orders.heard(booked.order(), 0, Orders.billed(order, 0, BILL));
        assertThat(billed.order().status()).isEqualTo(PurchaseOrderStatus.COMPLETED);
        assertThat(Orders.types(billed)).containsExactly("billed", "completed");
        assertThat(billed.steps().stream().map(Decision.Step::step)).containsExactly("bill_drafted", "completed");
    }

    @Test
    void an_answer_that_comes_twice_changes_nothing() {
        PurchaseOrder order = Orders.recorded(Orders.approved(10), Orders.delivery(4));
        PurchaseOrder booked = Orders.heard(order, 0, Orders.booked(order, 0)).order();
        assertThat(Orders.heard(booked, 0, Orders.booked(order, 0)).isEmpty()).isTrue();
        assertThat(booked.status()).isEqualTo(PurchaseOrderStatus.PARTLY_RECEIVED);
    }

    @Test
    void a_refused_receipt_is_owed_again_and_asks_for_attention() {
        PurchaseOrder order = Orders.recorded(Orders.approved(10), Orders.delivery(10));
        PurchaseOrder refused = Orders.heard(order, 0, new Reply.StockRefused(ORDER, RECEIPT, "unknown_warehouse"))
                .order();
        assertThat(refused.lines().getFirst().quantities().open().toString()).isEqualTo("10");
        assertThat(refused.receipts().getFirst().attention().reason()).contains("unknown_warehouse");
        Decision retried = Waiting.retry(refused, Orders.FIVE_PERCENT, Orders.NOW);
        assertThat(Orders.types(retried)).containsExactly("receipt-recorded");
        assertThat(retried.order().lines().getFirst().quantities().open().toString())
                .isEqualTo("0");
        PurchaseOrder noted =
                Waiting.abandon(refused, "wrong warehouse", Orders.NOW).order();
        assertThat(noted.receipts().getFirst().attention()).isNull();
    }

    @Test
    void a_reversed_receipt_is_owed_again_and_its_bill_goes() {
        PurchaseOrder billed = billed();
        Decision reversing = Receiving.reverse(billed, id(billed), "wrong goods", Orders.NOW);
        assertThat(reversing.order().status()).isEqualTo(PurchaseOrderStatus.BILLED);
        Decision reversed = Orders.heard(reversing.order(), 0, REPLIES.get(2));
        assertThat(reversed.order().status()).isEqualTo(PurchaseOrderStatus.APPROVED);
        assertThat(Orders.types(reversed)).containsExactly("receipt-reversed");
        assertThat(reversed.order().receipts().getFirst().waitsFor()).isEqualTo(Receipt.Party.BILL);
        PurchaseOrder voided = Orders.heard(reversed.order(), 0, REPLIES.get(5)).order();
        assertThat(voided.receipts().getFirst().waitsFor()).isNull();
        assertThat(voided.lines().getFirst().quantities())
                .isEqualTo(Quantities.ordered(
                        voided.lines().getFirst().quantities().ordered()));
    }

    @Test
    void a_reversal_that_inventory_refuses_leaves_the_order_completed() {
        PurchaseOrder billed = billed();
        PurchaseOrder reversing =
                Receiving.reverse(billed, id(billed), "wrong goods", Orders.NOW).order();
        Decision kept = Orders.heard(reversing, 0, REPLIES.get(3));
        assertThat(kept.order().status()).isEqualTo(PurchaseOrderStatus.COMPLETED);
        assertThat(kept.order().receipts().getFirst().state()).isEqualTo(State.BILLED);
        assertThat(Orders.types(kept)).containsExactly("completed");
    }

    @Test
    void goods_that_are_booked_after_all_leave_the_stock_again_when_the_receipt_was_abandoned() {
        PurchaseOrder recorded = Orders.recorded(Orders.approved(10), Orders.delivery(10));
        PurchaseOrder abandoned = abandoned(recorded);
        assertThat(abandoned.lines().getFirst().quantities().open().toString()).isEqualTo("10");
        Decision booked = Orders.heard(abandoned, 0, Orders.booked(abandoned, 0));
        assertThat(booked.order().receipts().getFirst().state()).isEqualTo(State.REVERSING);
        PurchaseOrder reversed = Orders.heard(booked.order(), 0, REPLIES.get(2)).order();
        assertThat(reversed.status()).isEqualTo(PurchaseOrderStatus.APPROVED);
        assertThat(reversed.lines().getFirst().quantities().open().toString()).isEqualTo("10");
    }

    @Test
    void what_nobody_waits_for_is_no_longer_waited_for() {
        PurchaseOrder recorded = Orders.recorded(Orders.approved(10), Orders.delivery(10));
        PurchaseOrder booked =
                Orders.heard(recorded, 0, Orders.booked(recorded, 0)).order();
        PurchaseOrder waived = abandoned(booked);
        assertThat(waived.status()).isEqualTo(PurchaseOrderStatus.COMPLETED);
        Decision late = Orders.heard(waived, 0, Orders.billed(waived, 0, BILL));
        assertThat(late.order().receipts().getFirst().billId()).isEqualTo(BILL);
        assertThat(late.order().lines()).isEqualTo(waived.lines());
    }

    private static PurchaseOrder billed() {
        PurchaseOrder order = Orders.recorded(Orders.approved(10), Orders.delivery(10));
        PurchaseOrder booked = Orders.heard(order, 0, Orders.booked(order, 0)).order();
        return Orders.heard(booked, 0, Orders.billed(order, 0, BILL)).order();
    }

    private static UUID id(PurchaseOrder order) {
        return order.receipts().getFirst().id();
    }

    private static PurchaseOrder abandoned(PurchaseOrder order) {
        var patience = new Waiting.Patience(java.time.Duration.ZERO, java.time.Duration.ZERO);
        return Waiting.abandon(Waiting.overdue(order, patience, Orders.NOW).order(), "gave up", Orders.NOW)
                .order();
    }
}
