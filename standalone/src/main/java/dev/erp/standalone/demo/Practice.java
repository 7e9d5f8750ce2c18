package dev.erp.standalone.demo;

import dev.erp.standalone.api.ApiClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** What users do all day, in a few seconds, so that the JVM sees which code is hot. Leaves its orders behind. */
public final class Practice {
    private static final int CLIENTS = 8;
    private static final int STOCK = 1_000_000;

    private final ApiClient api;
    private final Duration time;

    /** @param api signed in as the first admin of a system with the demo company */
    public Practice(ApiClient api, Duration time) {
        this.api = api;
        this.time = time;
    }

    /** Places orders until the time is over. */
    public void run() {
        List<JsonNode> products = api.list("/api/v1/products");
        products.forEach(product -> api.post(
                "/api/v1/stock-adjustments",
                Map.of("productId", product.path("id").asString(), "change", STOCK, "reason", "for practice")));
        List<JsonNode> customers = api.list("/api/v1/customers");
        long end = System.nanoTime() + time.toNanos();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < CLIENTS; client++) {
                int first = client;
                clients.submit(() -> {
                    for (int i = first; System.nanoTime() - end < 0; i++) {
                        order(customers.get(i % customers.size()), products, i);
                    }
                });
            }
        }
    }

    private void order(JsonNode customer, List<JsonNode> products, int number) {
        String id = api.post(
                        "/api/v1/sales-orders",
                        Map.of(
                                "customerId",
                                customer.path("id").asString(),
                                "lines",
                                List.of(
                                        line(products, number),
                                        line(products, number + 1),
                                        line(products, number + 2))))
                .path("id")
                .asString();
        if (number % 10 == 0) {
            api.get("/api/v1/sales-orders/" + id);
            api.get("/api/v1/stock?limit=50");
        }
    }

    private static Map<String, Object> line(List<JsonNode> products, int number) {
        return Map.of(
                "productId", products.get(number % products.size()).path("id").asString(), "quantity", 1 + number % 3);
    }
}
