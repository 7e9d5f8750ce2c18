package dev.erp.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.erp.testing.Api;
import dev.erp.testing.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Products and stock made over HTTP, each with a SKU that nobody had before. */
public final class Goods {

    private final Api.Caller manager;

    public Goods(Api api) {
        this.manager = api.as(Role.INVENTORY_MANAGER);
    }

    /** A SKU of its own. */
    public static String sku() {
        return "T-" + UUID.randomUUID();
    }

    /** The body of a new product. */
    public static String body(String sku) {
        return """
                {"sku":"%s","name":"Widget","price":{"amount":"12.50","currency":"EUR"},"taxRate":"19"}""".formatted(sku);
    }

    /** A new product with so many pieces in stock; its id. */
    public UUID product(int onHand) {
        JsonNode product = json(manager.post("/products", body(sku()))
                .expectStatus()
                .isCreated()
                .expectBody());
        UUID id = UUID.fromString(product.get("id").asString());
        if (onHand != 0) {
            adjust(id, onHand);
        }
        return id;
    }

    /** A new product that is counted in kg with three decimals, of which there is nothing yet; its id. */
    public UUID productByWeight() {
        String body = body(sku()).replace("\"taxRate\"", "\"unit\":\"kg\",\"unitDecimals\":3,\"taxRate\"");
        return UUID.fromString(
                json(manager.post("/products", body).expectStatus().isCreated().expectBody())
                        .get("id")
                        .asString());
    }

    /** Corrects a stock by so many pieces. */
    public void adjust(UUID product, int change) {
        manager.post("/stock-adjustments", adjustment(product, change))
                .expectStatus()
                .isCreated();
    }

    /** The body of an adjustment. */
    public static String adjustment(UUID product, int change) {
        return """
                {"productId":"%s","change":%d,"reason":"counted"}""".formatted(product, change);
    }

    /** A new warehouse; its id. */
    public UUID warehouse() {
        String code = "W-" + Long.toString(System.nanoTime(), 36);
        return UUID.fromString(
                json(manager.post("/warehouses", "{\"code\":\"%s\",\"name\":\"Another one\"}".formatted(code))
                                .expectStatus()
                                .isCreated()
                                .expectBody())
                        .get("id")
                        .asString());
    }

    /** A new product of which there is nothing yet and that should be bought again below this level; its id. */
    public UUID productWithLevel(int level) {
        String body = body(sku()).replace("\"taxRate\"", "\"reorderLevel\":" + level + ",\"taxRate\"");
        return UUID.fromString(
                json(manager.post("/products", body).expectStatus().isCreated().expectBody())
                        .get("id")
                        .asString());
    }

    /** Moves so many pieces from the first warehouse. */
    public void transfer(UUID product, UUID to, int quantity) {
        manager.post("/stock-transfers", """
                        {"productId":"%s","fromWarehouseId":"019ab1c0-0000-7000-8000-000000000001","toWarehouseId":"%s",\
                        "quantity":%d,"reason":"moved"}""".formatted(product, to, quantity))
                .expectStatus()
                .isCreated();
    }

    /** As {@code GET /products/{id}/stock} tells of one warehouse. */
    public JsonNode stock(UUID product, UUID warehouse) {
        return json(manager.get("/products/" + product + "/stock?warehouseId=" + warehouse)
                .expectStatus()
                .isOk()
                .expectBody());
    }

    public void discontinue(UUID product) {
        manager.post("/products/" + product + "/discontinue").expectStatus().isOk();
    }

    /** As {@code GET /products/{id}/stock} tells. */
    public void expectStock(UUID product, int onHand, int reserved) {
        JsonNode stock = json(manager.get("/products/" + product + "/stock")
                .expectStatus()
                .isOk()
                .expectBody());
        assertThat(stock.get("onHand").asInt()).as("on hand").isEqualTo(onHand);
        assertThat(stock.get("reserved").asInt()).as("reserved").isEqualTo(reserved);
        assertThat(stock.get("available").asInt()).as("available").isEqualTo(onHand - reserved);
    }

    /** No invariant of the service is broken; that something is parked may be what a test is about. */
    public static void expectConserved(Api api) {
        JsonNode checked = json(api.as(Role.ADMIN)
                .get("/operations/inventory/invariants")
                .expectStatus()
                .isOk()
                .expectBody());
        assertThat(checked.valueStream()
                        .filter(one -> !one.get("name").asString().equals("nothing_is_parked"))
                        .filter(one -> one.get("count").asInt() > 0))
                .as("broken invariants")
                .isEmpty();
    }

    /** The body of a response as JSON. */
    public static JsonNode json(BodyContentSpec body) {
        return JsonMapper.shared().readTree(body.returnResult().getResponseBody());
    }

    /** Calls so many times at once. */
    public static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        try (var threads = Executors.newFixedThreadPool(times)) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(Collections.nCopies(times, call))) {
                results.add(result.get());
            }
            return results;
        }
    }
}
