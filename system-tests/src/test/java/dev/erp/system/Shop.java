package dev.erp.system;

import static org.awaitility.Awaitility.await;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.api.ApiException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** Products in stock and customers, made through the public API, ready to be sold. */
public final class Shop {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ApiClient api;
    private final String customer;

    /** With a customer of its own. */
    public Shop(ApiClient api) {
        this.api = api;
        this.customer = api.post("/api/v1/customers", Map.of("name", "Tester", "currency", "EUR"))
                .path("id")
                .asString();
    }

    String customer() {
        return customer;
    }

    /** A new product with so many pieces in stock, which sales has heard of. */
    public String product(int pieces) {
        String id = api.post(
                        "/api/v1/products",
                        Map.of(
                                "sku",
                                "T-" + UUID.randomUUID(),
                                "name",
                                "Thing",
                                "price",
                                Map.of("amount", "9.99", "currency", "EUR"),
                                "taxRate",
                                "19.00"))
                .path("id")
                .asString();
        if (pieces > 0) {
            adjust(id, pieces);
        }
        // an order that sales accepts shows that the catalogue has the product; it asks for more than there is, and is
        // rejected
        await("the catalogue")
                .atMost(LIMIT)
                .ignoreExceptionsMatching(Shop::isUnknown)
                .until(() -> {
                    JsonNode probe =
                            api.post("/api/v1/sales-orders", order(id, 1_000_000), Map.of("Prefer", "wait=10"));
                    return probe.path("status").asString().equals("rejected");
                });
        return id;
    }

    private static boolean isUnknown(Throwable failure) {
        return failure instanceof ApiException e && e.status() == 422;
    }

    void adjust(String product, int change) {
        api.post("/api/v1/stock-adjustments", Map.of("productId", product, "change", change, "reason", "for a test"));
    }

    Map<String, Object> order(String product, int quantity) {
        return Map.of("customerId", customer, "lines", List.of(Map.of("productId", product, "quantity", quantity)));
    }

    /** Places an order and waits until it is decided. */
    public JsonNode place(String product, int quantity) {
        return awaitDecided(api.post("/api/v1/sales-orders", order(product, quantity), Map.of("Prefer", "wait=10"))
                .path("id")
                .asString());
    }

    /** Waits until an order is rejected, invoiced, or cancelled. */
    JsonNode awaitDecided(String orderId) {
        return await("order " + orderId + " to end")
                .atMost(LIMIT)
                .until(() -> api.get("/api/v1/sales-orders/" + orderId), order -> !List.of("pending", "confirmed")
                        .contains(order.path("status").asString()));
    }

    JsonNode invoiceOf(String orderId) {
        return api.get("/api/v1/invoices?orderId=" + orderId).path("items").path(0);
    }

    JsonNode stock(String product) {
        return api.get("/api/v1/products/" + product + "/stock");
    }
}
