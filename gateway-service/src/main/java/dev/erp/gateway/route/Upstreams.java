package dev.erp.gateway.route;

import dev.erp.gateway.door.ApiPaths;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Who answers what. The address of each service is {@code erp.<context>.url}. */
@Component
public class Upstreams {

    private static final String OPERATIONS = ApiPaths.API + "operations/";
    private static final String JWKS = "/.well-known/jwks.json";

    private static final Map<String, Set<String>> RESOURCES = Map.of(
            "auth", Set.of("auth", "users", "roles", "permissions", "api-clients"),
            "hr", Set.of("employees", "departments", "positions"),
            "inventory",
                    Set.of(
                            "products",
                            "warehouses",
                            "stock",
                            "stock-adjustments",
                            "stock-counts",
                            "stock-transfers",
                            "reservations"),
            "sales", Set.of("customers", "sales-orders"),
            "purchasing", Set.of("suppliers", "purchase-orders", "purchase-proposals"),
            "finance",
                    Set.of(
                            "invoices",
                            "credit-notes",
                            "bills",
                            "payments",
                            "journal",
                            "tasks",
                            "customer-credits",
                            "exchange-rates"),
            "audit", Set.of("audit-events", "dashboard"));

    private final Map<String, Upstream> byContext = new HashMap<>();
    private final Map<String, Upstream> byResource = new HashMap<>();

    Upstreams(Environment environment) {
        RESOURCES.forEach((context, resources) -> {
            URI url = URI.create(environment.getRequiredProperty("erp." + context + ".url"));
            var upstream = new Upstream(context, url, resources);
            byContext.put(context, upstream);
            resources.forEach(resource -> byResource.put(resource, upstream));
        });
    }

    /** All of them, sorted by context. */
    public List<Upstream> all() {
        return byContext.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /**
     * Who answers this path, or null for nobody.
     *
     * @param path as it was sent, not decoded: a path that hides its meaning leads nowhere
     */
    Upstream of(String path) {
        if (path.startsWith(OPERATIONS)) {
            return byContext.get(segment(path, OPERATIONS.length()));
        }
        if (path.startsWith(ApiPaths.API)) {
            return byResource.get(segment(path, ApiPaths.API.length()));
        }
        return path.equals(JWKS) ? byContext.get("auth") : null;
    }

    private static String segment(String path, int from) {
        int end = path.indexOf('/', from);
        return end < 0 ? path.substring(from) : path.substring(from, end);
    }
}
