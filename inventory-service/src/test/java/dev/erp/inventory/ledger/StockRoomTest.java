package dev.erp.inventory.ledger;

import static dev.erp.inventory.reservation.Orders.cancelled;
import static dev.erp.inventory.reservation.Orders.placed;
import static dev.erp.inventory.reservation.Orders.product;
import static dev.erp.inventory.reservation.Orders.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.ledger.Reservation.Reason;
import dev.erp.inventory.ledger.Reservation.State;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StockRoomTest {

    private static final UUID A = new UUID(0, 0xA);
    private static final UUID B = new UUID(0, 0xB);
    private static final UUID C = new UUID(0, 0xC);

    private final Rooms rooms = new Rooms().with("widget", 10).with("gadget", 2).discontinued("relic", 7);

    @Test
    void an_order_gets_all_it_asks_for() {
        assertThat(rooms.decide(placed(A, "3 x widget", "2 x gadget"))).containsExactly("confirmed 3 widget, 2 gadget");
        rooms.expect("widget", 10, 3, 0);
        rooms.expect("gadget", 2, 2, 0);
    }

    @Test
    void an_order_gets_nothing_when_one_product_is_short() {
        rooms.decide(placed(A, "3 x widget", "3 x gadget"));
        assertThat(rooms.reservation(A).state()).isEqualTo(State.REJECTED);
        assertThat(rooms.reservation(A).reason()).isEqualTo(Reason.INSUFFICIENT_STOCK);
        assertThat(rooms.reservation(A).shortages()).containsExactly(shortage("gadget", 3, 2));
        rooms.expect("widget", 10, 0, 0);
    }

    @Test
    void lines_of_one_product_are_summed_before_they_are_checked() {
        rooms.decide(placed(A, "6 x widget", "1 x gadget", "6 x widget"));
        assertThat(rooms.reservation(A).shortages()).containsExactly(shortage("widget", 12, 10));
        assertThat(rooms.decide(placed(B, "4 x widget", "6 x widget"))).containsExactly("confirmed 10 widget");
    }

    @Test
    void who_comes_first_is_served_first_and_a_smaller_order_may_still_fit() {
        assertThat(rooms.decide(placed(A, "8 x widget"))).containsExactly("confirmed 8 widget");
        assertThat(rooms.decide(placed(B, "3 x widget"))).containsExactly("rejected insufficient_stock");
        assertThat(rooms.decide(placed(C, "2 x widget"))).containsExactly("confirmed 2 widget");
        rooms.expect("widget", 10, 10, 0);
    }

    @Test
    void the_last_piece_can_be_had_and_not_one_thousandth_more() {
        Rooms flour = new Rooms().byWeight("flour", 10);
        assertThat(flour.decide(placed(A, "10.001 x flour"))).containsExactly("rejected insufficient_stock");
        assertThat(flour.decide(placed(B, "9.999 x flour"))).containsExactly("confirmed 9.999 flour");
        assertThat(flour.decide(placed(C, "0.001 x flour"))).containsExactly("confirmed 0.001 flour");
    }

    @Test
    void a_quantity_with_more_decimals_than_its_unit_is_refused() {
        assertThat(rooms.decide(placed(A, "1.5 x widget", "1 x gadget"))).containsExactly("rejected too_many_decimals");
        assertThat(rooms.decide(waiting(B, "0.1 x widget"))).containsExactly("rejected too_many_decimals");
    }

    @Test
    void a_rejection_names_everything_that_stood_in_the_way_and_the_gravest_reason() {
        rooms.decide(placed(A, "3 x gadget", "1 x relic", "5 x phantom", "1 x widget"));
        assertThat(rooms.reservation(A).reason()).isEqualTo(Reason.UNKNOWN_PRODUCT);
        assertThat(rooms.reservation(A).shortages())
                .containsExactly(
                        shortage("gadget", 3, 2),
                        shortage("relic", 1, 7),
                        new Shortage(product("phantom"), null, Quantity.of(5), Quantity.ZERO));
        rooms.decide(placed(B, "3 x gadget", "1 x relic"));
        assertThat(rooms.reservation(B).reason()).isEqualTo(Reason.PRODUCT_DISCONTINUED);
    }

    @Test
    void a_cancelled_order_gives_back_what_later_orders_then_find_and_is_released_once() {
        rooms.decide(placed(A, "10 x widget"));
        assertThat(rooms.decide(placed(B, "1 x widget"))).containsExactly("rejected insufficient_stock");
        assertThat(rooms.decide(cancelled(A))).containsExactly("released 10 widget");
        assertThat(rooms.reservation(A).version()).isEqualTo(2);
        assertThat(rooms.decide(cancelled(A))).isEmpty();
        assertThat(rooms.decide(placed(C, "1 x widget"))).containsExactly("confirmed 1 widget");
        rooms.expect("widget", 10, 1, 0);
    }

    @Test
    void an_order_is_decided_once_however_often_it_is_placed() {
        rooms.decide(placed(A, "1 x widget"));
        assertThat(rooms.decide(placed(A, "1 x widget"))).isEmpty();
        rooms.decide(cancelled(A));
        assertThat(rooms.decide(placed(A, "1 x widget"))).isEmpty();
        assertThat(rooms.decide(cancelled(B))).isEmpty();
        rooms.expect("widget", 10, 0, 0);
    }

    @Test
    void who_asks_again_hears_the_present_state_again() {
        rooms.decide(placed(A, "1 x widget"));
        var again = new SalesOrderEvent.Requested(placed(A, "1 x widget"));
        assertThat(rooms.decide(again)).containsExactly("confirmed 1 widget");
        assertThat(rooms.reservation(A).version()).isEqualTo(2);
        rooms.expect("widget", 10, 1, 0);
        assertThat(rooms.decide(new SalesOrderEvent.Requested(placed(B, "1 x gadget"))))
                .containsExactly("confirmed 1 gadget");
    }

    @Test
    void an_order_that_may_wait_takes_what_is_there_and_nobody_overtakes_it() {
        rooms.decide(placed(A, "8 x widget"));
        assertThat(rooms.decide(waiting(B, "5 x widget", "1 x gadget")))
                .containsExactly("waiting insufficient_stock 2 widget (3 missing), 1 gadget (0 missing)");
        rooms.expect("widget", 10, 10, 3);
        assertThat(rooms.decide(placed(C, "1 x widget"))).containsExactly("rejected insufficient_stock");
    }

    @Test
    void what_is_given_back_goes_to_who_waits_longest_in_parts_if_need_be() {
        rooms.decide(placed(A, "10 x widget"));
        rooms.decide(waiting(B, "6 x widget"));
        rooms.decide(waiting(C, "7 x widget"));
        assertThat(rooms.decide(cancelled(A)))
                .containsExactly(
                        "released 10 widget", "confirmed 6 widget", "waiting insufficient_stock 4 widget (3 missing)");
        rooms.expect("widget", 10, 10, 3);
        assertThat(rooms.decide(cancelled(B))).containsExactly("released 6 widget", "confirmed 7 widget");
        rooms.expect("widget", 10, 7, 0);
    }

    @Test
    void who_waits_and_is_cancelled_waits_no_more() {
        rooms.decide(waiting(A, "12 x widget"));
        rooms.decide(waiting(B, "1 x widget"));
        assertThat(rooms.decide(cancelled(A))).containsExactly("released 10 widget", "confirmed 1 widget");
        rooms.expect("widget", 10, 1, 0);
    }

    @Test
    void a_reduction_takes_first_what_is_missing_then_what_is_reserved_and_never_what_was_issued() {
        rooms.decide(waiting(A, "12 x widget"));
        assertThat(rooms.decide(Rooms.ships(A, 1, "4 x widget"))).containsExactly("issued 4 widget");
        assertThat(rooms.decide(Rooms.reduces(A, "3 x widget")))
                .containsExactly("reduced by 3 widget to 5 (0 missing)", "confirmed 5 widget");
        rooms.expect("widget", 6, 5, 0);
        assertThat(rooms.decide(Rooms.reduces(A, "9 x widget")))
                .containsExactly("reduced by 5 widget to 0 (0 missing)");
        assertThat(rooms.reservation(A).state()).isEqualTo(State.FULFILLED);
        rooms.expect("widget", 6, 0, 0);
        assertThat(rooms.decide(Rooms.reduces(A, "1 x widget"))).isEmpty();
    }

    @Test
    void a_shipment_issues_what_is_reserved_once() {
        rooms.decide(placed(A, "5 x widget"));
        assertThat(rooms.decide(Rooms.ships(A, 1, "3 x widget"))).containsExactly("issued 3 widget");
        assertThat(rooms.decide(Rooms.ships(A, 1, "3 x widget"))).containsExactly("issued 3 widget");
        rooms.expect("widget", 7, 2, 0);
        assertThat(rooms.decide(Rooms.ships(A, 2, "3 x widget"))).containsExactly("issue-refused not_reserved");
        assertThat(rooms.decide(Rooms.ships(A, 3, "2 x widget")))
                .containsExactly("issued 2 widget", "fulfilled 2 widget");
        assertThat(rooms.decide(new SalesOrderEvent.Requested(placed(A, "5 x widget"))))
                .containsExactly("fulfilled 5 widget");
        rooms.expect("widget", 5, 0, 0);
    }

    @Test
    void a_shipment_of_another_order_is_refused() {
        rooms.decide(placed(A, "5 x widget"));
        rooms.decide(placed(B, "2 x gadget"));
        rooms.decide(Rooms.ships(A, 1, "3 x widget"));
        assertThatThrownBy(() -> rooms.decide(Rooms.ships(B, 1, "2 x gadget")))
                .isInstanceOf(InvalidEventException.class);
        rooms.expect("gadget", 2, 2, 0);
    }

    @Test
    void a_shipment_of_an_expired_reservation_is_refused_with_that_reason() {
        rooms.decide(placed(A, "5 x widget"));
        assertThat(rooms.decide(new SalesOrderEvent.TimedOut(A))).containsExactly("expired 5 widget");
        assertThat(rooms.decide(new SalesOrderEvent.TimedOut(A))).isEmpty();
        assertThat(rooms.decide(Rooms.ships(A, 1, "1 x widget"))).containsExactly("issue-refused reservation_expired");
        rooms.expect("widget", 10, 0, 0);
    }

    @Test
    void a_cancelled_order_keeps_what_was_shipped_and_gives_back_the_rest() {
        rooms.decide(placed(A, "5 x widget"));
        rooms.decide(Rooms.ships(A, 1, "2 x widget"));
        assertThat(rooms.decide(cancelled(A))).containsExactly("released 3 widget");
        rooms.expect("widget", 8, 0, 0);
    }

    @Test
    void what_comes_back_fills_who_waits_and_scrap_does_not() {
        rooms.decide(placed(A, "10 x widget"));
        rooms.decide(Rooms.ships(A, 1, "10 x widget"));
        rooms.decide(waiting(B, "3 x widget"));
        assertThat(rooms.decide(Rooms.returns(A, 2, "scrap", "1 x widget")))
                .containsExactly("restocked 1 widget scrap");
        rooms.expect("widget", 0, 0, 3);
        assertThat(rooms.decide(Rooms.returns(A, 3, "restock", "2 x widget")))
                .containsExactly("restocked 2 widget restock", "waiting insufficient_stock 2 widget (1 missing)");
        assertThat(rooms.decide(Rooms.returns(A, 3, "restock", "2 x widget")))
                .containsExactly("restocked 2 widget restock");
        rooms.expect("widget", 2, 2, 1);
    }

    private static Shortage shortage(String name, int requested, int available) {
        return new Shortage(product(name), name, Quantity.of(requested), Quantity.of(available));
    }

    @Test
    void every_state_follows_from_the_quantities() {
        List<Integer> few = List.of(0, 1, 2);
        for (int quantity : few) {
            for (int waits : few) {
                for (int issued : few) {
                    if (waits + issued > quantity) {
                        continue;
                    }
                    var line = Rooms.line(quantity, waits, issued);
                    State expected = waits > 0
                            ? State.WAITING
                            : quantity > issued ? State.CONFIRMED : issued > 0 ? State.FULFILLED : State.RELEASED;
                    assertThat(Reservation.stateOf(List.of(line))).isEqualTo(expected);
                }
            }
        }
    }
}
