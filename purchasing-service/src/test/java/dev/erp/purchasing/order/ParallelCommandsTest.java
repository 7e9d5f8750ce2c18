package dev.erp.purchasing.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.purchasing.Buying;
import dev.erp.testing.Api;
import dev.erp.testing.Database;
import dev.erp.testing.ServiceTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Everybody at once. */
@ServiceTest
class ParallelCommandsTest {

    private static final int COMMANDS = 200;
    private static final String REASON = "{\"reason\": \"because\"}";

    @Autowired
    Api api;

    @Autowired
    Database database;

    Buying buying;
    List<UUID> products;
    List<UUID> suppliers;
    List<UUID> orders;

    @BeforeEach
    void arrive() {
        buying = new Buying(api, database);
        products = IntStream.range(0, 5).mapToObj(i -> buying.product()).toList();
        suppliers = IntStream.range(0, 3).mapToObj(i -> buying.supplier()).toList();
        orders = IntStream.range(0, 10)
                .mapToObj(i -> buying.drafted(suppliers.get(i % 3), products.get(i % 5), "20", "1.00"))
                .toList();
        orders.stream().limit(7).forEach(buying::submit);
    }

    @Test
    void two_hundred_commands_of_all_kinds_at_once_fail_for_nobody_and_leave_sums_right() throws Exception {
        List<Callable<Integer>> commands =
                IntStream.range(0, COMMANDS).mapToObj(this::command).toList();
        List<Integer> statuses = new ArrayList<>();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> status : people.invokeAll(commands)) {
                statuses.add(status.get());
            }
        }
        assertThat(statuses).allSatisfy(status -> assertThat(status).isLessThan(500));
        assertThat(statuses).filteredOn(status -> status < 300).hasSizeGreaterThan(COMMANDS / 5);
        await().untilAsserted(() -> assertThat(buying.violations()).isEmpty());
    }

    private Callable<Integer> command(int number) {
        UUID order = orders.get(number % orders.size());
        String path = "/purchase-orders/" + order;
        UUID supplier = suppliers.get(number % 3);
        UUID product = products.get(number % 5);
        return switch (number % 9) {
            case 0 -> () -> status(buying.receive(order, 1 + number % 3, number % 2));
            case 1 ->
                () -> status(buying.buyer().post("/purchase-orders", Buying.order(supplier, product, "3", "2.00")));
            case 2 -> () -> status(buying.buyer().post(path + "/submit"));
            case 3 -> () -> status(buying.buyer().patch(path, "*", "{\"note\": \"note " + number + "\"}"));
            case 4 ->
                () -> status(buying.buyer().patch("/suppliers/" + supplier, "*", "{\"taxId\": \"T" + number + "\"}"));
            case 5 ->
                () -> status(buying.buyer()
                        .post(path + "/cancel", "{\"reason\": \"less\", \"lines\": [{\"line\": 1, \"quantity\": 1}]}"));
            case 6 -> () -> status(buying.buyer().post("/suppliers/" + supplier + "/products", price(product)));
            case 7 -> () -> status(buying.buyer().post(path + "/process/retry"));
            default -> () -> status(buying.buyer().post(path + "/process/abandon", REASON));
        };
    }

    private static Map<String, Object> price(UUID product) {
        return Map.of("productId", product, "supplierSku", "S", "price", Map.of("amount", "1.00", "currency", "EUR"));
    }

    private static int status(ResponseSpec response) {
        return response.returnResult(Void.class).getStatus().value();
    }
}
