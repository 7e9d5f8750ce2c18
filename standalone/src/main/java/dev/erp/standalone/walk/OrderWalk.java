package dev.erp.standalone.walk;

import dev.erp.standalone.api.ApiCall;
import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.api.ApiException;
import dev.erp.standalone.check.Event;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Walks one order through the system and prints what happens, when, and how long it took. */
public final class OrderWalk {
    private static final String SKU = "WALK-1";
    private static final String CUSTOMER = "Walk-in customer";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final String gateway;
    private final String kafka;
    private final String password;
    private final PrintWriter out;
    private final Set<String> seen = new HashSet<>();
    private final long begun = System.nanoTime();
    private long placedAt;

    /**
     * @param gateway base URL
     * @param kafka bootstrap servers
     * @param password of the user {@code admin}
     * @param out where to print
     */
    public OrderWalk(String gateway, String kafka, String password, PrintWriter out) {
        this.gateway = gateway;
        this.kafka = kafka;
        this.password = password;
        this.out = out;
    }

    /** @throws IllegalStateException when the order does not become a paid invoice */
    public void walk() throws InterruptedException {
        try (EventFeed _ = new EventFeed(kafka, this::heard).awaitListening()) {
            heading("Sign in");
            ApiClient api = ApiClient.signIn(gateway, "admin", password, this::called);
            heading("A product in stock, and a customer");
            String product = product(api);
            api.post("/api/v1/stock-adjustments", Map.of("productId", product, "change", 3, "reason", "for a walk"));
            String customer = customer(api);
            heading("Place the order; the answer waits until it is decided");
            JsonNode order = place(api, customer, product);
            String id = order.path("id").asString();
            heading("Finance has made the invoice of what was confirmed");
            awaitEvent("sales.order.invoiced", id);
            JsonNode invoice =
                    api.get("/api/v1/invoices?orderId=" + id).path("items").path(0);
            heading("Send the invoice, and record its payment");
            pay(api, invoice);
            awaitEvent("finance.invoice.paid", invoice.path("id").asString());
            heading("The order's own account of it");
            account(api, id);
        }
    }

    private String product(ApiClient api) {
        JsonNode known = api.get("/api/v1/products?q=" + SKU).path("items");
        return (known.isEmpty()
                        ? api.post(
                                "/api/v1/products",
                                Map.of(
                                        "sku",
                                        SKU,
                                        "name",
                                        "Walking stick",
                                        "price",
                                        Map.of("amount", "24.90", "currency", "EUR"),
                                        "taxRate",
                                        "19.00"))
                        : known.get(0))
                .path("id")
                .asString();
    }

    private String customer(ApiClient api) {
        JsonNode known =
                api.get("/api/v1/customers?q=" + CUSTOMER.replace(" ", "%20")).path("items");
        return (known.isEmpty()
                        ? api.post("/api/v1/customers", Map.of("name", CUSTOMER, "currency", "EUR"))
                        : known.get(0))
                .path("id")
                .asString();
    }

    private JsonNode place(ApiClient api, String customer, String product) throws InterruptedException {
        Map<String, Object> order =
                Map.of("customerId", customer, "lines", List.of(Map.of("productId", product, "quantity", 3)));
        for (int attempt = 1; ; attempt++) {
            try {
                placedAt = System.nanoTime();
                return api.post("/api/v1/sales-orders", order, Map.of("Prefer", "wait=10"));
            } catch (ApiException e) {
                if (e.status() != 422 || attempt == 50) {
                    throw e;
                }
                Thread.sleep(100); // sales has not yet heard of the product
            }
        }
    }

    private void pay(ApiClient api, JsonNode invoice) {
        String path = "/api/v1/invoices/" + invoice.path("id").asString();
        api.post(path + "/send", null);
        api.post(path + "/payments", Map.of("amount", invoice.path("gross"), "method", "bank_transfer"));
    }

    private void account(ApiClient api, String order) {
        JsonNode process = api.get("/api/v1/sales-orders/" + order + "/process");
        Instant first = null;
        for (JsonNode step : process.path("steps")) {
            Instant at = Instant.parse(step.path("at").asString());
            first = first == null ? at : first;
            out.printf(
                    Locale.ROOT,
                    "  %+9.1f ms  %-22s %s%n",
                    Duration.between(first, at).toNanos() / 1e6,
                    step.path("step").asString(),
                    step.path("detail").asString(""));
        }
        out.flush();
    }

    private synchronized void awaitEvent(String kind, String key) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!seen.contains(kind + " " + key)) {
            long leftMs = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                throw new IllegalStateException("Waited %d s in vain for %s.".formatted(LIMIT.toSeconds(), kind));
            }
            wait(leftMs);
        }
    }

    private void heading(String text) {
        print("%n%s%n".formatted(text));
    }

    private void called(ApiCall call) {
        String answer =
                call.answer().path("status").asString(call.answer().path("code").asString(""));
        String number = call.answer().path("number").asString("");
        print("  %s  %-4s %s -> %d %s %s (%.1f ms)%n"
                .formatted(
                        clock(),
                        call.method(),
                        call.path(),
                        call.status(),
                        number,
                        answer,
                        call.took().toNanos() / 1e6));
    }

    private synchronized void heard(Event event) {
        String since = placedAt == 0 ? "" : "+%.1f ms after placing".formatted((System.nanoTime() - placedAt) / 1e6);
        print("  %s  event  %-34s version %d of %s %s%n"
                .formatted(clock(), event.type(), event.sequence(), event.key(), since));
        seen.add(event.kind() + " " + event.key());
        notifyAll();
    }

    private String clock() {
        return "%9.1f ms".formatted((System.nanoTime() - begun) / 1e6);
    }

    /** Calls and events are told on two threads. */
    private synchronized void print(String text) {
        out.print(text);
        out.flush();
    }
}
