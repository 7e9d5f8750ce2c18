package dev.erp.inventory.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.outbox.Outbox;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.inventory.Goods;
import dev.erp.inventory.ledger.Ledger;
import dev.erp.inventory.ledger.SalesOrderEvent;
import dev.erp.inventory.reservation.Orders.Wanted;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Sets beside each other, and what a set costs: the handler called as the chassis calls it, in a transaction. */
@ServiceTest
class ReservationConcurrencyTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Autowired
    Reservations reservations;

    @Autowired
    Transactions transactions;

    @Autowired
    DatabaseClient client;

    @Autowired
    Outbox outbox;

    @Autowired
    Clock clock;

    private Goods goods;

    @BeforeEach
    void goods() {
        goods = new Goods(api);
    }

    @Test
    void sets_that_share_products_in_any_order_do_not_deadlock_and_promise_no_piece_twice() {
        List<UUID> products =
                IntStream.range(0, 6).mapToObj(i -> goods.product(40)).toList();
        Random random = new Random(11);
        List<List<IncomingEvent>> sets = IntStream.range(0, 40)
                .mapToObj(set -> IntStream.range(0, 5)
                        .mapToObj(order -> placed(shuffled(products, random), 1))
                        .toList())
                .toList();

        // 200 orders for one piece of each of six products, of which there are 40: eight sets at a time
        Flux.fromIterable(sets)
                .flatMap(set -> transactions.run(reservations.handle(set)), 8)
                .blockLast(TIMEOUT);

        products.forEach(product -> goods.expectStock(product, 40, 40));
        Object[] orders =
                sets.stream().flatMap(List::stream).map(IncomingEvent::subject).toArray();
        assertThat(states(orders))
                .containsOnly("confirmed", "rejected")
                .filteredOn("confirmed"::equals)
                .hasSize(40);
    }

    @Test
    void an_adjustment_beside_reservations_takes_no_promised_piece() {
        UUID product = goods.product(50);
        Flux<Void> orders = Flux.range(0, 50)
                .flatMap(i -> transactions.run(reservations.handle(List.of(placed(List.of(product), 1)))), 4);
        Mono<Void> takingAway = Mono.<Void>fromRunnable(() -> {
                    for (int i = 0; i < 30; i++) {
                        api.as(dev.erp.testing.Role.ADMIN).post("/stock-adjustments", Goods.adjustment(product, -1));
                    }
                })
                .subscribeOn(reactor.core.scheduler.Schedulers.boundedElastic());
        Mono.when(orders, takingAway).block(TIMEOUT);
        assertThat(database.number(
                        "SELECT count(*) FROM stock WHERE product_id = ? AND reserved = on_hand AND on_hand BETWEEN 20 AND 50",
                        product))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 300})
    void a_set_costs_three_statements_whatever_its_size(int orders) {
        UUID product = goods.product(200);
        UUID before = UUID.randomUUID();
        handle(reservations, List.of(Orders.incoming(Orders.placedEvent(before, new Wanted(product, 1)))));

        List<IncomingEvent> set = new ArrayList<>(List.of(Orders.incoming(Orders.cancelledEvent(before))));
        for (int i = 0; i < orders; i++) {
            set.add(placed(List.of(product), 1));
        }
        AtomicInteger statements = new AtomicInteger();
        handle(new Reservations(new Ledger(counting(statements), outbox, clock)), set);

        assertThat(statements).hasValue(3);
        goods.expectStock(product, 200, Math.min(orders, 200));
    }

    @Test
    void placed_and_cancelled_in_one_set_leaves_the_stock_and_both_events() {
        UUID product = goods.product(3);
        UUID order = UUID.randomUUID();
        handle(
                reservations,
                List.of(
                        Orders.incoming(Orders.placedEvent(order, new Wanted(product, 3))),
                        Orders.incoming(Orders.cancelledEvent(order)),
                        Orders.incoming(Orders.placedEvent(order, new Wanted(product, 3)))));
        goods.expectStock(product, 3, 0);
        assertThat(states(order)).containsExactly("released");
        outbox.wake();
        dev.erp.testing.Topics.awaitExactly(
                "erp.inventory.reservation",
                order,
                "inventory.reservation.confirmed.v1",
                "inventory.reservation.released.v1");
    }

    @Test
    void one_invalid_event_leaves_the_whole_set_undone() {
        UUID product = goods.product(3);
        IncomingEvent good = placed(List.of(product), 1);
        IncomingEvent bad = Orders.incoming(SalesOrderEvent.PLACED, UUID.randomUUID(), "{}");
        Mono<Void> handled = transactions.run(reservations.handle(List.of(good, bad)));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> handled.block(TIMEOUT))
                .isInstanceOf(InvalidEventException.class);
        goods.expectStock(product, 3, 0);
        assertThat(states(good.subject())).isEmpty();
    }

    private void handle(Reservations handler, List<IncomingEvent> set) {
        transactions.run(handler.handle(set)).block(TIMEOUT);
    }

    private List<String> states(Object... orders) {
        String marks = String.join(", ", java.util.Collections.nCopies(orders.length, "?"));
        return database.rows("SELECT state FROM reservation WHERE order_id IN (" + marks + ")", orders).stream()
                .map(row -> row.get("state").toString())
                .toList();
    }

    private static IncomingEvent placed(List<UUID> products, int pieces) {
        return Orders.incoming(Orders.placedEvent(
                UUID.randomUUID(),
                products.stream().map(product -> new Wanted(product, pieces)).toArray(Wanted[]::new)));
    }

    private static List<UUID> shuffled(List<UUID> products, Random random) {
        List<UUID> shuffled = new ArrayList<>(products);
        java.util.Collections.shuffle(shuffled, random);
        return shuffled;
    }

    /** The same client, counting the statements that are asked of it. */
    private DatabaseClient counting(AtomicInteger statements) {
        return (DatabaseClient) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DatabaseClient.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("sql")) {
                        statements.incrementAndGet();
                    }
                    try {
                        return method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
