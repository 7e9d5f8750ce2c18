package dev.erp.inventory.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.reservation.Reservation.State;
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
class ReservationSetModelTest {

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

        Shelf shelf = shelf(available);
        ReservationSet set = new ReservationSet(shelf, List.of());
        Model model = new Model(available);
        for (SalesOrderEvent event : events) {
            assertThat(set.decide(event).map(Reservation::state)).isEqualTo(model.decide(event));
        }

        Map<UUID, Quantity> taken = shelf.taken();
        for (int product = 0; product < PRODUCTS; product++) {
            Quantity change = taken.getOrDefault(id(product), Quantity.ZERO);
            assertThat(change).isEqualTo(Quantity.of(available[product] - model.left[product]));
            assertThat(model.left[product]).isNotNegative();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_set_that_is_cut_in_two_is_decided_alike(int seed) {
        Random random = new Random(seed);
        int[] available = random.ints(PRODUCTS, 0, 40).toArray();
        List<SalesOrderEvent> events = events(random);

        Map<UUID, Reservation> whole = new HashMap<>();
        decide(new ReservationSet(shelf(available), List.of()), events, whole);

        int cut = random.nextInt(EVENTS);
        Map<UUID, Reservation> parts = new HashMap<>();
        Shelf first = shelf(available);
        decide(new ReservationSet(first, List.of()), events.subList(0, cut), parts);
        int[] left = IntStream.range(0, PRODUCTS)
                .map(i -> available[i]
                        - first.taken()
                                .getOrDefault(id(i), Quantity.ZERO)
                                .value()
                                .intValueExact())
                .toArray();
        decide(new ReservationSet(shelf(left), List.copyOf(parts.values())), events.subList(cut, EVENTS), parts);

        assertThat(parts).isEqualTo(whole);
    }

    private static void decide(ReservationSet set, List<SalesOrderEvent> events, Map<UUID, Reservation> into) {
        events.forEach(event -> set.decide(event).ifPresent(decided -> into.put(decided.orderId(), decided)));
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
                                id(random.nextInt(PRODUCTS)), Quantity.of(1 + random.nextInt(6))))
                        .toList();
                events.add(new SalesOrderEvent.Placed(order, "SO-1", lines));
            }
        }
        return events;
    }

    private static Shelf shelf(int[] available) {
        return new Shelf(IntStream.range(0, PRODUCTS)
                .mapToObj(i -> new Shelf.Item(id(i), "sku" + i, false, Quantity.of(available[i])))
                .toList());
    }

    private static UUID id(int product) {
        return new UUID(2, product);
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
                left[(int) line.productId().getLeastSignificantBits()] +=
                        sign * line.quantity().value().intValueExact();
            }
            return IntStream.of(left).allMatch(pieces -> pieces >= 0);
        }
    }
}
