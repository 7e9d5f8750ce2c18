package dev.erp.bench;

import dev.erp.bench.load.LoadSetup;
import dev.erp.bench.load.LoadSetup.Clerk;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Fills the system through its public API, as its users would: clerks, customers, products, stock. */
final class Seeding {
    private static final int AT_ONCE = 16;
    /** Pieces of each product: more than all runs together can sell. */
    private static final int STOCK = 1_000_000;

    private Seeding() {}

    /** @return what the load generator needs to know of it */
    static LoadSetup run(RunningSystem system, int products, int customers, int clerks) {
        try (var api = new Api(system.gateway(), "admin", system.adminPassword());
                ExecutorService threads =
                        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            var setup = new LoadSetup(
                    system.gateway(),
                    system.kafka(),
                    all(threads, clerks, number -> clerk(api, number)),
                    all(threads, customers, number -> customer(api, number)),
                    all(threads, products, number -> product(api, number)));
            if (api.repeated() > 0) {
                Bench.say("%d requests had to be repeated.".formatted(api.repeated()));
            }
            return setup;
        }
    }

    private static Clerk clerk(Api api, int number) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        var clerk = new Clerk("bench-clerk-" + number, HexFormat.of().formatHex(random));
        api.post(
                "/users",
                Map.of(
                        "username", clerk.username(),
                        "displayName", "Bench clerk " + number,
                        "password", clerk.password(),
                        "roles", List.of("sales_rep")));
        return clerk;
    }

    private static UUID customer(Api api, int number) {
        return id(api.post("/customers", Map.of("name", "Bench customer " + number, "currency", "EUR")));
    }

    private static UUID product(Api api, int number) {
        UUID id = id(api.post(
                "/products",
                Map.of(
                        "sku",
                        "BENCH-%05d".formatted(number),
                        "name",
                        "Bench product " + number,
                        "price",
                        Map.of("amount", "%d.%02d".formatted(1 + number % 99, number % 100), "currency", "EUR"),
                        "taxRate",
                        number % 3 == 0 ? "7.00" : "19.00")));
        api.post("/stock-adjustments", Map.of("productId", id, "change", STOCK, "reason", "Bench seeding"));
        return id;
    }

    private static UUID id(JsonNode created) {
        return UUID.fromString(created.get("id").asString());
    }

    private static <T> List<T> all(ExecutorService threads, int count, IntFunction<T> create) {
        List<Future<T>> started = IntStream.rangeClosed(1, count)
                .mapToObj(number -> threads.submit(() -> create.apply(number)))
                .toList();
        List<T> created = new ArrayList<>(count);
        try {
            for (Future<T> one : started) {
                created.add(one.get());
            }
        } catch (ExecutionException e) {
            started.forEach(one -> one.cancel(false));
            throw new BenchException("The seeding failed: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.", e);
        }
        return created;
    }
}
