package dev.erp.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.erp.standalone.api.ApiClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever part goes away under load: afterwards every accepted order is invoiced or rejected, each exactly once, stock is
 * conserved, and nothing is lost.
 */
class FaultsTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** Orders accepted before, during, and after a fault. */
    private static final int SOME = 20;
    /** Fewer pieces than orders that are accepted in any case. */
    private static final int PIECES = SOME + SOME / 2;

    private static RunningSystem system;
    private static ApiClient api;
    private static Shop shop;

    @BeforeAll
    static void signIn() {
        system = RunningSystem.get();
        api = system.admin();
        shop = new Shop(api);
    }

    /** What is violated once stays so: to read everything after each fault would take longer than the faults. */
    @AfterAll
    static void everyGuaranteeHolds() {
        assertThat(system.check())
                .filteredOn(finding -> !finding.holds())
                .as("what is violated")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway-service",
                "auth-service",
                "sales-service",
                "inventory-service",
                "purchasing-service",
                "finance-service",
                "audit-service"
            })
    void a_service_that_is_killed_under_load_loses_nothing(String service) {
        survives(() -> {
            system.processes().kill(service);
            system.processes().start(service);
        });
    }

    @Test
    void a_database_that_crashes_and_comes_back_under_load_loses_nothing() {
        survives(() -> {
            system.processes().crashPostgres();
            system.processes().startPostgres();
        });
    }

    @Test
    void a_broker_that_is_killed_and_comes_back_under_load_loses_nothing() {
        survives(() -> {
            system.processes().killKafka();
            system.processes().startKafka();
        });
    }

    /** The stock is made to run out on the way, so that both ends of the saga are met. */
    private static void survives(Runnable fault) {
        String product = shop.product(PIECES);
        Load load = Load.of(api, shop.order(product, 1));
        try (load) {
            awaitMore(load, SOME);
            fault.run();
            awaitMore(load, SOME);
        }
        assertThat(load.accepted())
                .as("every answered request is an order of its own")
                .hasSize(load.requests());
        Map<String, String> ends = awaitEnds(load);
        assertThat(ends.values()).containsOnly("invoiced", "rejected");
        assertThat(ends.values()).filteredOn("invoiced"::equals).hasSize(PIECES);
        assertThat(shop.stock(product).path("reserved").intValue()).isEqualTo(PIECES);
    }

    private static void awaitMore(Load load, int more) {
        int before = load.accepted().size();
        await("orders to be accepted").atMost(LIMIT).until(() -> load.accepted().size() >= before + more);
    }

    private static Map<String, String> awaitEnds(Load load) {
        Map<String, String> ends = new TreeMap<>();
        // each look reads all of them through the API
        await("every accepted order to end")
                .pollInterval(Duration.ofSeconds(1))
                .atMost(LIMIT)
                .until(() -> {
                    Map<String, String> states = states();
                    load.accepted().forEach(id -> ends.put(id, states.getOrDefault(id, "missing")));
                    List<String> open = new ArrayList<>(ends.values());
                    open.removeAll(List.of("invoiced", "rejected"));
                    return open.isEmpty();
                });
        return ends;
    }

    private static Map<String, String> states() {
        Map<String, String> states = new HashMap<>();
        api.forEach(
                "/api/v1/sales-orders?customerId=" + shop.customer(),
                order -> states.put(
                        order.path("id").asString(), order.path("status").asString()));
        return states;
    }
}
