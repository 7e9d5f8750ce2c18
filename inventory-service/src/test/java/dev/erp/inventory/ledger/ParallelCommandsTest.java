package dev.erp.inventory.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.inventory.Goods;
import dev.erp.inventory.ledger.Happenings.Piece;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.Role;
import dev.erp.testing.ServiceTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Everything at once on few products. */
@ServiceTest
class ParallelCommandsTest {

    private static final int COMMANDS = 200;
    private static final int THREADS = 24;

    @Autowired
    Api api;

    @Autowired
    Database database;

    @Autowired
    Transactions transactions;

    @Autowired
    List<EventSubscription> subscriptions;

    private Happenings happenings;
    private List<UUID> products;
    private UUID elsewhere;

    @BeforeEach
    void goods() {
        happenings = new Happenings(subscriptions, transactions);
        products =
                IntStream.range(0, 5).mapToObj(i -> new Goods(api).product(20)).toList();
        elsewhere = UUID.fromString(Goods.json(api.as(Role.ADMIN)
                        .post("/warehouses", "{\"code\":\"P-%d\",\"name\":\"Elsewhere\"}".formatted(System.nanoTime()))
                        .expectBody())
                .get("id")
                .asString());
    }

    @Test
    void two_hundred_commands_of_all_kinds_at_once_on_five_products_leave_right_sums_and_no_client_sees_a_deadlock()
            throws Exception {
        Random random = new Random(17);
        List<Callable<Integer>> commands = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
            commands.add(command(i % 10, random));
        }
        Collections.shuffle(commands, random);
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Integer> one : threads.invokeAll(commands)) {
                statuses.add(one.get());
            }
        }
        assertThat(statuses).hasSize(COMMANDS).allMatch(status -> status == 201 || status == 409);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSizeGreaterThan(COMMANDS / 2);
        Goods.expectConserved(api);
    }

    /** Answers with the status that its client sees; what an event does is a client's 201. */
    private Callable<Integer> command(int kind, Random random) {
        UUID one = products.get(random.nextInt(5));
        UUID other = products.get(random.nextInt(5));
        int quantity = 1 + random.nextInt(4);
        Piece[] pieces = one.equals(other)
                ? new Piece[] {new Piece(one, quantity)}
                : new Piece[] {new Piece(one, quantity), new Piece(other, 2)};
        UUID order = UUID.randomUUID();
        UUID receipt = UUID.randomUUID();
        Api.Caller manager = api.as(Role.INVENTORY_MANAGER);
        return switch (kind) {
            case 0 -> () -> happen(() -> happenings.happen(Happenings.placed(order, null, false, pieces)));
            case 1 -> () -> happen(() -> happenings.happen(Happenings.placed(order, null, true, pieces)));
            case 2 -> () -> happen(() -> happenings.happen(Happenings.placed(order, elsewhere, true, pieces)));
            case 3 ->
                () -> happen(() -> {
                    happenings.happen(Happenings.placed(order, null, true, pieces));
                    happenings.happen(Happenings.cancelled(order));
                });
            case 4 ->
                () -> happen(() -> {
                    happenings.happen(Happenings.placed(order, null, true, pieces));
                    happenings.happen(Happenings.shipment(order, UUID.randomUUID(), new Piece(one, 1)));
                    happenings.happen(Happenings.reduced(order, new Piece(one, 1)));
                });
            case 5 ->
                () -> happen(() ->
                        happenings.happen(Happenings.received(UUID.randomUUID(), receipt, null, "3.2500", pieces)));
            case 6 ->
                () -> happen(() -> {
                    happenings.happen(Happenings.received(UUID.randomUUID(), receipt, elsewhere, "3.2500", pieces));
                    happenings.happen(Happenings.reversed(UUID.randomUUID(), receipt, elsewhere, pieces));
                });
            case 7 ->
                () -> status(manager.post(
                        "/stock-transfers", """
                    {"productId":"%s","fromWarehouseId":"%s","toWarehouseId":"%s","quantity":%d,"reason":"moved"}""".formatted(one, Ledger.FIRST_WAREHOUSE, elsewhere, quantity)));
            case 8 -> () -> status(manager.post("/stock-counts", """
                    {"productId":"%s","counted":%d,"reason":"counted"}""".formatted(one, 15 + quantity)));
            default ->
                () -> status(manager.post(
                        "/stock-adjustments", Goods.adjustment(one, random.nextBoolean() ? quantity : -quantity)));
        };
    }

    private static int happen(Runnable events) {
        events.run();
        return 201;
    }

    private static int status(org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec answer) {
        return answer.returnResult(Void.class).getStatus().value();
    }
}
