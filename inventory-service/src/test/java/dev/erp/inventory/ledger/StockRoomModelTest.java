package dev.erp.inventory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.ledger.Reservation.State;
import dev.erp.inventory.reservation.Orders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random sets against a model that is too simple to be wrong: one counter per product, one order after the other. */
class StockRoomModelTest {

    private static final int PRODUCTS = 5;
    private static final int EVENTS = 80;

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void random_sets_end_as_in_the_model(int seed) {
        Random random = new Random(seed);
        int[] available = random.ints(PRODUCTS, 0, 40).toArray();
        List<SalesOrderEvent> events = events(random);

        Rooms rooms = rooms(available);
        Model model = new Model(available);
        for (SalesOrderEvent event : events) {
            long before = version(rooms, event);
            rooms.decide(event);
            Optional<State> decided = version(rooms, event) == before
                    ? Optional.empty()
                    : Optional.of(rooms.reservation(event.orderId()).state());
            assertThat(decided).isEqualTo(model.decide(event));
        }

        for (int product = 0; product < PRODUCTS; product++) {
            assertThat(rooms.item("p" + product).level().available()).isEqualTo(Quantity.of(model.left[product]));
            assertThat(model.left[product]).isNotNegative();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_set_is_decided_as_if_its_orders_had_come_one_by_one(int seed) {
        Random random = new Random(seed);
        int[] available = random.ints(PRODUCTS, 0, 40).toArray();
        List<SalesOrderEvent> events = events(random);

        Rooms single = rooms(available);
        events.forEach(single::decide);
        Rooms sets = rooms(available);
        int cut = random.nextInt(EVENTS);
        for (List<SalesOrderEvent> set : List.of(events.subList(0, cut), events.subList(cut, EVENTS))) {
            sets.change(room -> set.forEach(event -> room.decide(event, Rooms.origin(event.orderId()))));
        }

        for (int product = 0; product < PRODUCTS; product++) {
            assertThat(sets.item("p" + product).level())
                    .isEqualTo(single.item("p" + product).level());
        }
        events.stream()
                .map(SalesOrderEvent::orderId)
                .distinct()
                .filter(order -> single.reservation(order) != null)
                .forEach(order -> assertThat(sets.reservation(order).state())
                        .isEqualTo(single.reservation(order).state()));
    }

    private static long version(Rooms rooms, SalesOrderEvent event) {
        Reservation known = rooms.reservation(event.orderId());
        return known == null ? 0 : known.version();
    }

    private static List<SalesOrderEvent> events(Random random) {
        List<SalesOrderEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            UUID order = new UUID(1, random.nextInt(EVENTS / 2));
            if (random.nextInt(4) == 0) {
                events.add(Orders.cancelled(order));
            } else {
                List<SalesOrderEvent.Line> lines = IntStream.range(0, 1 + random.nextInt(4))
                        .mapToObj(line -> new SalesOrderEvent.Line(
                                Orders.product("p" + random.nextInt(PRODUCTS)),
                                Quantity.of(1 + random.nextInt(6)),
                                null))
                        .toList();
                events.add(new SalesOrderEvent.Placed(order, "SO-1", null, null, null, lines));
            }
        }
        return events;
    }

    private static Rooms rooms(int[] available) {
        Rooms rooms = new Rooms();
        IntStream.range(0, PRODUCTS).forEach(i -> rooms.with("p" + i, available[i]));
        return rooms;
    }

    private static final class Model {
        private final int[] left;
        private final Map<UUID, State> states = new HashMap<>();
        private final Map<UUID, SalesOrderEvent.Placed> orders = new HashMap<>();

        Model(int[] available) {
            left = available.clone();
        }

        Optional<State> decide(SalesOrderEvent event) {
            State state = states.get(event.orderId());
            if (event instanceof SalesOrderEvent.Placed placed && state == null) {
                orders.put(placed.orderId(), placed);
                boolean fits = add(placed, -1);
                if (!fits) {
                    add(placed, +1);
                }
                return become(event.orderId(), fits ? State.CONFIRMED : State.REJECTED);
            }
            if (event instanceof SalesOrderEvent.Cancelled && state == State.CONFIRMED) {
                add(orders.get(event.orderId()), +1);
                return become(event.orderId(), State.RELEASED);
            }
            return Optional.empty();
        }

        private Optional<State> become(UUID order, State state) {
            states.put(order, state);
            return Optional.of(state);
        }

        private boolean add(SalesOrderEvent.Placed order, int sign) {
            for (SalesOrderEvent.Line line : order.lines()) {
                left[indexOf(line.productId())] +=
                        sign * line.quantity().value().intValueExact();
            }
            return IntStream.of(left).allMatch(pieces -> pieces >= 0);
        }

        private static int indexOf(UUID product) {
            return IntStream.range(0, PRODUCTS)
                    .filter(i -> Orders.product("p" + i).equals(product))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
