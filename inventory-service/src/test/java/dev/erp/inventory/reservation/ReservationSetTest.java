package dev.erp.inventory.reservation;

import static dev.erp.inventory.reservation.Orders.cancelled;
import static dev.erp.inventory.reservation.Orders.placed;
import static dev.erp.inventory.reservation.Orders.product;
import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.reservation.Reservation.Line;
import dev.erp.inventory.reservation.Reservation.Reason;
import dev.erp.inventory.reservation.Reservation.Shortage;
import dev.erp.inventory.reservation.Reservation.State;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReservationSetTest {

    private static final UUID A = new UUID(0, 0xA);
    private static final UUID B = new UUID(0, 0xB);
    private static final UUID C = new UUID(0, 0xC);

    private final Shelf shelf =
            new Shelf(List.of(item("widget", 10, false), item("gadget", 2, false), item("relic", 7, true)));
    private final ReservationSet set = new ReservationSet(shelf, List.of());

    @Test
    void an_order_gets_all_it_asks_for() {
        assertThat(set.decide(placed(A, "3 x widget", "2 x gadget")))
                .hasValue(Reservation.confirmed(A, "SO-2026-000001", List.of(line("widget", 3), line("gadget", 2))));
        assertThat(shelf.taken())
                .isEqualTo(Map.of(product("widget"), Quantity.of(3), product("gadget"), Quantity.of(2)));
    }

    @Test
    void an_order_gets_nothing_when_one_product_is_short() {
        assertThat(set.decide(placed(A, "3 x widget", "3 x gadget")))
                .hasValue(rejected(A, Reason.INSUFFICIENT_STOCK, shortage("gadget", 3, 2)));
        assertThat(shelf.taken()).isEmpty();
    }

    @Test
    void lines_of_one_product_are_summed_before_they_are_checked() {
        assertThat(set.decide(placed(A, "6 x widget", "1 x gadget", "6 x widget")))
                .hasValue(rejected(A, Reason.INSUFFICIENT_STOCK, shortage("widget", 12, 10)));
        assertThat(set.decide(placed(B, "4 x widget", "6 x widget"))
                        .orElseThrow()
                        .lines())
                .containsExactly(line("widget", 10));
    }

    @Test
    void who_comes_first_is_served_first_and_a_smaller_order_may_still_fit() {
        assertThat(state(placed(A, "8 x widget"))).isEqualTo(State.CONFIRMED);
        assertThat(set.decide(placed(B, "3 x widget")))
                .hasValue(rejected(B, Reason.INSUFFICIENT_STOCK, shortage("widget", 3, 2)));
        assertThat(state(placed(C, "2 x widget"))).isEqualTo(State.CONFIRMED);
        assertThat(shelf.taken()).isEqualTo(Map.of(product("widget"), Quantity.of(10)));
    }

    @Test
    void the_last_piece_can_be_had_and_not_one_thousandth_more() {
        assertThat(state(placed(A, "10.001 x widget"))).isEqualTo(State.REJECTED);
        assertThat(state(placed(B, "9.999 x widget"))).isEqualTo(State.CONFIRMED);
        assertThat(state(placed(C, "0.001 x widget"))).isEqualTo(State.CONFIRMED);
    }

    @Test
    void a_rejection_names_everything_that_stood_in_the_way_and_the_gravest_reason() {
        assertThat(set.decide(placed(A, "3 x gadget", "1 x relic", "5 x phantom", "1 x widget")))
                .hasValue(rejected(
                        A,
                        Reason.UNKNOWN_PRODUCT,
                        shortage("gadget", 3, 2),
                        shortage("relic", 1, 7),
                        new Shortage(product("phantom"), null, Quantity.of(5), Quantity.ZERO)));
        assertThat(set.decide(placed(B, "3 x gadget", "1 x relic")))
                .hasValue(rejected(B, Reason.PRODUCT_DISCONTINUED, shortage("gadget", 3, 2), shortage("relic", 1, 7)));
    }

    @Test
    void a_cancelled_order_gives_back_what_later_orders_of_the_set_then_find() {
        set.decide(placed(A, "10 x widget"));
        assertThat(state(placed(B, "1 x widget"))).isEqualTo(State.REJECTED);
        Reservation released = set.decide(cancelled(A)).orElseThrow();
        assertThat(released.state()).isEqualTo(State.RELEASED);
        assertThat(released.reason()).isEqualTo(Reason.ORDER_CANCELLED);
        assertThat(released.version()).isEqualTo(2);
        assertThat(state(placed(C, "1 x widget"))).isEqualTo(State.CONFIRMED);
        assertThat(shelf.taken()).isEqualTo(Map.of(product("widget"), Quantity.of(1)));
    }

    @Test
    void placed_and_cancelled_in_one_set_changes_no_stock() {
        set.decide(placed(A, "10 x widget"));
        set.decide(cancelled(A));
        assertThat(shelf.taken()).isEmpty();
    }

    @Test
    void a_reservation_from_before_is_released_once() {
        Reservation before = Reservation.confirmed(A, "SO-1", List.of(line("widget", 4)));
        ReservationSet later = new ReservationSet(shelf, List.of(before));
        assertThat(later.decide(cancelled(A))).hasValue(before.released());
        assertThat(later.decide(cancelled(A))).isEmpty();
        assertThat(shelf.taken()).isEqualTo(Map.of(product("widget"), Quantity.of(-4)));
    }

    @Test
    void an_order_is_decided_once_however_often_it_is_placed() {
        set.decide(placed(A, "1 x widget"));
        assertThat(set.decide(placed(A, "1 x widget"))).isEmpty();
        set.decide(cancelled(A));
        assertThat(set.decide(placed(A, "1 x widget"))).isEmpty();
        assertThat(shelf.taken()).isEmpty();

        Reservation rejected = rejected(B, Reason.INSUFFICIENT_STOCK, shortage("widget", 11, 10));
        assertThat(new ReservationSet(shelf, List.of(rejected)).decide(placed(B, "1 x widget")))
                .isEmpty();
    }

    @Test
    void cancelling_what_holds_no_stock_changes_nothing() {
        assertThat(set.decide(cancelled(A))).isEmpty();
        set.decide(placed(B, "11 x widget"));
        assertThat(set.decide(cancelled(B))).isEmpty();
    }

    private State state(SalesOrderEvent order) {
        return set.decide(order).orElseThrow().state();
    }

    private static Shelf.Item item(String name, int available, boolean discontinued) {
        return new Shelf.Item(product(name), name, discontinued, Quantity.of(available));
    }

    private static Line line(String name, int quantity) {
        return new Line(product(name), name, Quantity.of(quantity));
    }

    private static Shortage shortage(String name, int requested, int available) {
        return new Shortage(product(name), name, Quantity.of(requested), Quantity.of(available));
    }

    private static Reservation rejected(UUID orderId, Reason reason, Shortage... shortages) {
        return Reservation.rejected(orderId, "SO-2026-000001", reason, List.of(shortages));
    }
}
