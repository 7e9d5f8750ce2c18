package dev.erp.standalone.demo;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.api.ApiException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * Fills an empty system with a small company: everybody does what their role may do, and orders end in different states. A
 * system that has it already is left as it is.
 */
public final class DemoCompany {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String CURRENCY = "EUR";

    private final Company company = Company.load();
    private final Map<String, String> productIds = new HashMap<>();
    private final Map<Integer, String> customerIds = new HashMap<>();
    private final ApiClient admin;
    private final UnaryOperator<String> passwords;
    private final Consumer<String> said;

    /**
     * @param admin signed in as the first admin
     * @param passwords gives a user name its password
     * @param said is told what has been made, line by line
     */
    public DemoCompany(ApiClient admin, UnaryOperator<String> passwords, Consumer<String> said) {
        this.admin = admin;
        this.passwords = passwords;
        this.said = said;
    }

    /** Makes what is missing; returns when every order is in its state. */
    public void create() {
        Map<String, ApiClient> staff = hire();
        stock(staff.get("inventory_manager"));
        ApiClient sales = staff.get("sales_rep");
        meetCustomers(sales);
        if (sales.get("/api/v1/sales-orders?limit=1").path("items").isEmpty()) {
            trade(sales, staff.get("finance_manager"));
        } else {
            said.accept("orders are there already");
        }
    }

    private Map<String, ApiClient> hire() {
        List<String> known = admin.list("/api/v1/users").stream()
                .map(user -> user.path("username").asString())
                .toList();
        Map<String, ApiClient> staff = new LinkedHashMap<>();
        for (Company.User user : company.users()) {
            String password = passwords.apply(user.username());
            if (!known.contains(user.username())) {
                admin.post(
                        "/api/v1/users",
                        Map.of(
                                "username", user.username(),
                                "displayName", user.displayName(),
                                "password", password,
                                "roles", List.of(user.role())));
            }
            staff.put(user.role(), admin.as(user.username(), password));
            said.accept("%-8s %-18s %-18s password %s"
                    .formatted(user.username(), user.displayName(), user.role(), password));
        }
        return staff;
    }

    private void stock(ApiClient inventory) {
        inventory.forEach(
                "/api/v1/products",
                product -> productIds.put(
                        product.path("sku").asString(), product.path("id").asString()));
        int made = 0;
        for (Company.Product product : company.products()) {
            if (!productIds.containsKey(product.sku())) {
                JsonNode created = inventory.post(
                        "/api/v1/products",
                        Map.of(
                                "sku", product.sku(),
                                "name", product.name(),
                                "description", product.description(),
                                "price", money(product.price()),
                                "taxRate", product.taxRate(),
                                "reorderLevel", product.reorderLevel()));
                String id = created.path("id").asString();
                productIds.put(product.sku(), id);
                inventory.post(
                        "/api/v1/stock-adjustments",
                        Map.of("productId", id, "change", product.stock(), "reason", "opening stock"));
                made++;
            }
        }
        said.accept("%d products in stock".formatted(made));
    }

    private void meetCustomers(ApiClient sales) {
        Map<String, String> known = new HashMap<>();
        sales.forEach(
                "/api/v1/customers",
                customer -> known.put(
                        customer.path("name").asString(), customer.path("id").asString()));
        for (int i = 0; i < company.customers().size(); i++) {
            Company.Customer customer = company.customers().get(i);
            String id = known.get(customer.name());
            customerIds.put(i, id == null ? create(sales, customer) : id);
        }
        said.accept("%d customers".formatted(customerIds.size()));
    }

    private static String create(ApiClient sales, Company.Customer customer) {
        Map<String, Object> body = Map.of(
                "name", customer.name(),
                "email", customer.email(),
                "currency", CURRENCY,
                "paymentTermDays", customer.paymentTermDays(),
                "billingAddress",
                        Map.of(
                                "street", customer.street(),
                                "postalCode", customer.postalCode(),
                                "city", customer.city(),
                                "country", customer.country()));
        return sales.post("/api/v1/customers", body).path("id").asString();
    }

    private void trade(ApiClient sales, ApiClient finance) {
        Map<String, Integer> states = new LinkedHashMap<>();
        for (Company.Order order : company.orders()) {
            JsonNode placed = place(sales, order);
            String id = placed.path("id").asString();
            String decided = order.until().equals("rejected") ? "rejected" : "invoiced";
            until(
                    "order " + placed.path("number").asString() + " is " + decided,
                    () -> decided.equals(sales.get("/api/v1/sales-orders/" + id)
                            .path("status")
                            .asString()));
            if (order.until().equals("cancelled")) {
                sales.post(
                        "/api/v1/sales-orders/" + id + "/cancel", Map.of("reason", "the customer changed their mind"));
            } else if (!decided.equals(order.until())) {
                collect(finance, id, order.until());
            }
            states.merge(order.until(), 1, Integer::sum);
        }
        said.accept("orders: " + states);
    }

    /** Sales hears of a new product through an event, so it may take a moment until it can be ordered. */
    private JsonNode place(ApiClient sales, Company.Order order) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("customerId", customerIds.get(order.customer()));
        body.put(
                "lines",
                order.lines().stream()
                        .map(line -> Map.of("productId", productIds.get(line.sku()), "quantity", line.quantity()))
                        .toList());
        if (order.discountPercent() != null) {
            body.put("discountPercent", order.discountPercent());
        }
        JsonNode[] placed = new JsonNode[1];
        until("sales knows the products", () -> {
            try {
                placed[0] = sales.post("/api/v1/sales-orders", body, Map.of("Prefer", "wait=5"));
                return true;
            } catch (ApiException e) {
                if (e.status() == 422) {
                    return false;
                }
                throw e;
            }
        });
        return placed[0];
    }

    /** Sends the invoice, and has it paid as far as {@code until} says. */
    private void collect(ApiClient finance, String orderId, String until) {
        JsonNode invoice =
                finance.get("/api/v1/invoices?orderId=" + orderId).path("items").get(0);
        String path = "/api/v1/invoices/" + invoice.path("id").asString();
        finance.post(path + "/send", null);
        if (until.equals("sent")) {
            return;
        }
        var gross = new BigDecimal(invoice.path("gross").path("amount").asString());
        BigDecimal amount = until.equals("paid")
                ? gross
                : gross.multiply(new BigDecimal("0.40")).setScale(gross.scale(), RoundingMode.HALF_UP);
        finance.post(
                path + "/payments",
                Map.of(
                        "amount", money(amount.toPlainString()),
                        "method", "bank_transfer",
                        "reference", invoice.path("orderNumber").asString()));
    }

    private static Map<String, String> money(String amount) {
        return Map.of("amount", amount, "currency", CURRENCY);
    }

    private static void until(String what, Supplier<Boolean> condition) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.get()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Waited %d s in vain until %s.".formatted(LIMIT.toSeconds(), what));
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting until " + what, e);
            }
        }
    }
}
