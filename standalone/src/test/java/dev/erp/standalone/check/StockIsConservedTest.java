package dev.erp.standalone.check;

import static dev.erp.standalone.check.History.PART;
import static dev.erp.standalone.check.History.WIDGET;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class StockIsConservedTest {
    private static final Answers THREE_AND_ONE = Answers.NONE.withReserved(Map.of(WIDGET, 3, PART, 1));
    private static final Answers NOTHING = Answers.NONE.withReserved(Map.of(WIDGET, 0, PART, 0));

    private static Finding judged(History history, Answers says) {
        return history.judgedBy(new StockIsConserved(), says);
    }

    /** A movement of the widget. */
    private static void levels(ObjectNode data, double change, double onHand, double reserved) {
        data.put("change", change).put("onHand", onHand).put("reserved", reserved);
    }

    @Test
    void movements_and_reservations_that_add_up_hold() {
        Finding finding = judged(
                new History()
                        .add("inventory.stock.received")
                        .add("inventory.reservation.confirmed")
                        .add("inventory.stock.issued", data -> levels(data, -3, 97, 3))
                        .add("inventory.stock.adjusted", data -> levels(data, -1.5, 95.5, 3)),
                THREE_AND_ONE);

        assertThat(finding.offenders()).isEmpty();
        assertThat(finding.checked()).isEqualTo(6); // three movements, a reservation, two products
    }

    @Test
    void parts_of_a_piece_add_up_without_an_error() {
        Finding finding = judged(
                new History()
                        .add("inventory.stock.received", data -> levels(data, 0.1, 0.1, 0))
                        .add("inventory.stock.received", data -> levels(data, 0.2, 0.3, 0)),
                NOTHING);

        assertThat(finding.offenders()).isEmpty();
    }

    @Test
    void stock_that_is_not_the_sum_of_its_movements_is_reported() {
        Finding finding = judged(
                new History()
                        .add("inventory.stock.received")
                        .add("inventory.stock.issued", data -> levels(data, -3, 98, 0)),
                NOTHING);

        assertThat(finding.offenders()).containsExactly("WIDGET-1: 98.0 on hand, its movements make 97.0");
    }

    @Test
    void more_reserved_than_there_is_on_hand_is_reported() {
        Finding finding = judged(new History().add("inventory.stock.received", data -> levels(data, 2, 2, 3)), NOTHING);

        assertThat(finding.offenders()).containsExactly("WIDGET-1: 3.0 reserved of 2.0 on hand");
    }

    @Test
    void everything_that_is_on_hand_may_be_reserved() {
        Finding finding = judged(new History().add("inventory.stock.received", data -> levels(data, 2, 2, 2)), NOTHING);

        assertThat(finding.offenders()).isEmpty();
    }

    @Test
    void less_than_nothing_reserved_is_reported() {
        Finding finding =
                judged(new History().add("inventory.stock.received", data -> levels(data, 2, 2, -1)), NOTHING);

        assertThat(finding.offenders()).containsExactly("WIDGET-1: -1.0 reserved of 2.0 on hand");
    }

    @Test
    void less_than_nothing_on_hand_is_reported() {
        Finding finding = judged(new History().add("inventory.stock.issued", data -> levels(data, -1, -1, 0)), NOTHING);

        assertThat(finding.offenders()).containsExactly("WIDGET-1: 0.0 reserved of -1.0 on hand");
    }

    @Test
    void reserved_pieces_that_no_reservation_holds_are_reported() {
        Finding finding = judged(new History().add("inventory.stock.received"), THREE_AND_ONE);

        assertThat(finding.offenders())
                .containsExactly(
                        "product %s: 3 reserved, open reservations hold 0".formatted(WIDGET),
                        "product %s: 1 reserved, open reservations hold 0".formatted(PART));
    }

    @Test
    void a_reservation_that_the_stock_does_not_know_is_reported() {
        Finding finding = judged(new History().add("inventory.reservation.confirmed"), Answers.NONE);

        assertThat(finding.offenders())
                .containsExactly(
                        "product %s: 0 reserved, open reservations hold 3".formatted(WIDGET),
                        "product %s: 0 reserved, open reservations hold 1".formatted(PART));
    }

    @Test
    void a_released_reservation_holds_nothing_any_more() {
        var history = new History()
                .add("inventory.reservation.confirmed")
                .add("inventory.reservation.released"); // of the widget alone

        assertThat(judged(history, Answers.NONE.withReserved(Map.of(WIDGET, 0, PART, 1)))
                        .offenders())
                .isEmpty();
        assertThat(judged(history, THREE_AND_ONE).offenders())
                .containsExactly("product %s: 3 reserved, open reservations hold 0".formatted(WIDGET));
    }

    @Test
    void a_rejected_reservation_holds_nothing() {
        assertThat(judged(new History().add("inventory.reservation.rejected"), NOTHING)
                        .offenders())
                .isEmpty();
    }

    @Test
    void an_order_that_waits_holds_what_is_reserved_for_it() {
        var history = new History().add("inventory.reservation.waiting"); // 2 of 3 widgets
        assertThat(judged(history, Answers.NONE.withReserved(Map.of(WIDGET, 2))).offenders())
                .isEmpty();
        history.add("inventory.reservation.reduced"); // by the one that is missing
        assertThat(judged(history, Answers.NONE.withReserved(Map.of(WIDGET, 2))).offenders())
                .isEmpty();
    }

    @Test
    void what_was_issued_is_held_no_more_however_often_it_is_told() {
        var history = new History()
                .add("inventory.reservation.confirmed")
                .add("inventory.reservation.issued") // 2 widgets
                .add("inventory.reservation.issued")
                .add("inventory.stock.below-reorder-level");
        assertThat(judged(history, Answers.NONE.withReserved(Map.of(WIDGET, 1, PART, 1)))
                        .offenders())
                .isEmpty();
    }

    @Test
    void an_expired_reservation_holds_nothing_any_more() {
        var history = new History().add("inventory.reservation.waiting").add("inventory.reservation.expired", data -> {
            History.line(data, 0).put("quantity", 2);
        });
        assertThat(judged(history, Answers.NONE.withReserved(Map.of(WIDGET, 0))).offenders())
                .isEmpty();
    }
}
