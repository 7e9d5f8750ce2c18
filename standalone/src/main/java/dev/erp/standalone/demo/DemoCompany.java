package dev.erp.standalone.demo;

import dev.erp.standalone.api.ApiClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Fills an empty system with a small company: everybody does what their role may do, and documents end in different states. A
 * system that has it already is left as it is.
 */
public final class DemoCompany {
    static final String CURRENCY = "EUR";

    private final Company company = Company.load();
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

    /** Makes what is missing; returns when every document is in its state, or on its way there. */
    public void create() {
        Map<String, ApiClient> staff = hire();
        new Staffing(staff.get("hr_manager"), userIds(), said).employ();
        ApiClient inventory = staff.get("inventory_manager");
        ApiClient sales = staff.get("sales_rep");
        Map<String, String> productIds = new Stocking(company, inventory).stock();
        said.accept("%d products in stock".formatted(productIds.size()));
        var selling = new Selling(company, productIds, sales, staff.get("finance_manager"));
        selling.meetCustomers();
        said.accept("%d customers".formatted(company.customers().size()));
        var buying = new Buying(company, productIds, inventory, admin);
        buying.meetSuppliers();
        said.accept("%d suppliers".formatted(company.suppliers().size()));
        if (sales.get("/api/v1/sales-orders?limit=1").path("items").isEmpty()) {
            said.accept("orders: " + selling.sell());
        } else {
            said.accept("orders are there already");
        }
        if (inventory.get("/api/v1/purchase-orders?limit=1").path("items").isEmpty()) {
            said.accept("purchase orders: " + buying.order());
        } else {
            said.accept("purchase orders are there already");
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

    private Map<String, String> userIds() {
        return admin.list("/api/v1/users").stream()
                .collect(Collectors.toMap(user -> user.path("username").asString(), user -> user.path("id")
                        .asString()));
    }

    static Map<String, String> money(String amount) {
        return Map.of("amount", amount, "currency", CURRENCY);
    }

    static List<Map<String, Object>> lines(List<Company.Line> lines, Map<String, String> productIds) {
        return lines.stream()
                .map(line ->
                        Map.<String, Object>of("productId", productIds.get(line.sku()), "quantity", line.quantity()))
                .toList();
    }
}
