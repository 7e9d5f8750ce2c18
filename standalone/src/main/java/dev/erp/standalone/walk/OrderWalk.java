package dev.erp.standalone.walk;

import static java.util.stream.Collectors.joining;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.api.Patience;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Walks one order through the system and prints what happens, when, and how long it took. */
public final class OrderWalk {
    private static final String SKU = "WALK-1";
    private static final String CUSTOMER = "Walk-in customer";

    private final String gateway;
    private final String kafka;
    private final String password;
    private final Narration tell;

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
        this.tell = new Narration(out);
    }

    /** @throws IllegalStateException when the order does not become a paid invoice */
    public void walk() throws InterruptedException {
        try (EventFeed _ = new EventFeed(kafka, tell::heard).awaitListening()) {
            tell.heading("Sign in");
            ApiClient api = ApiClient.signIn(gateway, "admin", password, tell::called);
            tell.heading("A product in stock, and a customer");
            String product = product(api);
            api.post("/api/v1/stock-adjustments", Map.of("productId", product, "change", 3, "reason", "for a walk"));
            String customer = customer(api);
            tell.heading("Place the order; the answer waits until it is decided");
            JsonNode order = place(api, customer, product);
            String id = order.path("id").asString();
            tell.heading("It goes to " + address(order));
            tell.heading("Finance has made the invoice of what was confirmed");
            tell.await("sales.order.invoiced", id);
            JsonNode invoice =
                    api.get("/api/v1/invoices?orderId=" + id).path("items").path(0);
            tell.heading("Send the invoice, and record its payment");
            pay(api, invoice);
            tell.await("finance.invoice.paid", invoice.path("id").asString());
            tell.heading("Ship it; inventory takes the goods off the shelf, and the order is completed");
            api.post("/api/v1/sales-orders/" + id + "/ship", null, Map.of("Prefer", "wait=10"));
            tell.await("sales.order.completed", id);
            tell.heading("The order's own account of it");
            tell.account(api, "/api/v1/sales-orders/" + id + "/process");
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
                        ? api.post(
                                "/api/v1/customers",
                                Map.of(
                                        "name",
                                        CUSTOMER,
                                        "currency",
                                        "EUR",
                                        "billingAddress",
                                        Map.of("street", "Wegstraße 1", "city", "Bremen", "country", "DE")))
                        : known.get(0))
                .path("id")
                .asString();
    }

    private JsonNode place(ApiClient api, String customer, String product) {
        Map<String, Object> order =
                Map.of("customerId", customer, "lines", List.of(Map.of("productId", product, "quantity", 3)));
        return Patience.untilKnown(() -> {
            tell.mark("placing");
            return api.post("/api/v1/sales-orders", order, Map.of("Prefer", "wait=10"));
        });
    }

    private static String address(JsonNode order) {
        String address = order.path("shippingAddress")
                .valueStream()
                .map(JsonNode::asString)
                .collect(joining(", "));
        return address.isEmpty() ? "no address: its customer has none" : address;
    }

    private void pay(ApiClient api, JsonNode invoice) {
        String path = "/api/v1/invoices/" + invoice.path("id").asString();
        api.post(path + "/send", null);
        api.post(path + "/payments", Map.of("amount", invoice.path("gross"), "method", "bank_transfer"));
    }
}
