package dev.erp.standalone.walk;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.api.ApiException;
import dev.erp.standalone.api.Patience;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Walks one purchase order through the system, from its draft to its bill: a sales order waits for the goods, and gets them in the moment
 * in which they come. Prints what happens and when.
 */
public final class PurchaseWalk {
    private static final String SKU = "WALK-2";
    private static final String SUPPLIER = "Walk-in supplier";
    private static final String CUSTOMER = "Walk-in customer";
    private static final int BOUGHT = 12;
    /** More than there is. */
    private static final int WANTED = 2;

    private static final int CONFLICT = 409;
    private static final int UNKNOWN = 422;

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
    public PurchaseWalk(String gateway, String kafka, String password, PrintWriter out) {
        this.gateway = gateway;
        this.kafka = kafka;
        this.password = password;
        this.tell = new Narration(out);
    }

    /** @throws IllegalStateException when the goods do not come into stock, or get no bill */
    public void walk() throws InterruptedException {
        try (EventFeed _ = new EventFeed(kafka, tell::heard).awaitListening()) {
            tell.heading("Sign in");
            ApiClient api = ApiClient.signIn(gateway, "admin", password, tell::called);
            tell.heading("A product, and a supplier who sells it");
            String product = product(api);
            String supplier = supplier(api);
            agree(api, supplier, product);
            tell.heading("A customer wants more than there is, and waits for it");
            String waiting = waitFor(api, product);
            tell.heading("Draft the order and submit it; it is small, so that approves it");
            String id = draft(api, supplier, product).path("id").asString();
            String order = "/api/v1/purchase-orders/" + id;
            api.post(order + "/submit", null);
            tell.heading("The goods come; the answer waits until they are in stock");
            tell.mark("receiving");
            api.post(
                    order + "/receipts",
                    Map.of("lines", List.of(Map.of("line", 1, "accepted", BOUGHT)), "deliveryNote", "WALK"),
                    Map.of("Prefer", "wait=10"));
            tell.heading("The order that waited has its goods, and finance the bill of what came");
            tell.await("sales.order.confirmed", waiting);
            tell.await("purchasing.order.completed", id);
            tell.heading("The order's own account of it");
            tell.account(api, order + "/process");
            tell.heading("And that of the sales order that waited");
            tell.account(api, "/api/v1/sales-orders/" + waiting + "/process");
        }
    }

    private String product(ApiClient api) {
        JsonNode known = api.get("/api/v1/products?q=" + SKU).path("items");
        Map<String, Object> product = Map.of(
                "sku",
                SKU,
                "name",
                "Walking boots",
                "price",
                Map.of("amount", "89.00", "currency", "EUR"),
                "taxRate",
                "19.00");
        return (known.isEmpty() ? api.post("/api/v1/products", product) : known.get(0))
                .path("id")
                .asString();
    }

    private String supplier(ApiClient api) {
        JsonNode known =
                api.get("/api/v1/suppliers?q=" + SUPPLIER.replace(" ", "%20")).path("items");
        return (known.isEmpty()
                        ? api.post("/api/v1/suppliers", Map.of("name", SUPPLIER, "currency", "EUR", "leadTimeDays", 3))
                        : known.get(0))
                .path("id")
                .asString();
    }

    private void agree(ApiClient api, String supplier, String product) {
        Map<String, Object> price = Map.of(
                "productId", product, "supplierSku", "BOOTS", "price", Map.of("amount", "41.50", "currency", "EUR"));
        Patience.until("purchasing knows the product", () -> {
            try {
                api.post("/api/v1/suppliers/" + supplier + "/products", price);
                return true;
            } catch (ApiException e) {
                if (e.status() != CONFLICT && e.status() != UNKNOWN) {
                    throw e;
                }
                return e.status() == CONFLICT; // agreed by an earlier walk
            }
        });
    }

    /** An order for all that is available and a little more. */
    private String waitFor(ApiClient api, String product) {
        int available = api.get("/api/v1/products/" + product + "/stock")
                .path("available")
                .intValue();
        JsonNode known =
                api.get("/api/v1/customers?q=" + CUSTOMER.replace(" ", "%20")).path("items");
        String customer = (known.isEmpty()
                        ? api.post("/api/v1/customers", Map.of("name", CUSTOMER, "currency", "EUR"))
                        : known.get(0))
                .path("id")
                .asString();
        Map<String, Object> order = Map.of(
                "customerId",
                customer,
                "onShortage",
                "backorder",
                "lines",
                List.of(Map.of("productId", product, "quantity", available + WANTED)));
        return Patience.untilKnown(() -> api.post("/api/v1/sales-orders", order, Map.of("Prefer", "wait=10")))
                .path("id")
                .asString();
    }

    private JsonNode draft(ApiClient api, String supplier, String product) {
        return api.post(
                "/api/v1/purchase-orders",
                Map.of("supplierId", supplier, "lines", List.of(Map.of("productId", product, "quantity", BOUGHT))));
    }
}
