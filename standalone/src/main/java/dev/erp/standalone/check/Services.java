package dev.erp.standalone.check;

import dev.erp.standalone.api.ApiClient;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** What the services answer, through the gateway, as somebody who may read everything. */
interface Services {
    JsonNode order(String id);

    JsonNode purchaseOrder(String id);

    /** Reserved pieces by product id, in all warehouses, at this moment. */
    Map<String, BigDecimal> reserved();

    /** Calls {@code entry} with every record of the audit trail: id, occurredAt, and data when that is JSON. */
    void auditTrail(Consumer<JsonNode> entry);

    /** The trail's own verification. */
    JsonNode auditVerification();

    /** The summary of the dashboard. */
    JsonNode dashboard();

    /** Calls {@code item} with every item of a list. */
    void each(String path, Consumer<JsonNode> item);

    /** The service's invariants: name, count, violations. */
    List<JsonNode> invariants(String context);

    /** Through the API. */
    static Services of(ApiClient api) {
        return new Services() {
            @Override
            public JsonNode order(String id) {
                return api.get("/api/v1/sales-orders/" + id);
            }

            @Override
            public JsonNode purchaseOrder(String id) {
                return api.get("/api/v1/purchase-orders/" + id);
            }

            @Override
            public Map<String, BigDecimal> reserved() {
                Map<String, BigDecimal> reserved = new HashMap<>();
                api.forEach(
                        "/api/v1/stock",
                        stock -> reserved.merge(
                                stock.path("productId").asString(),
                                stock.path("reserved").decimalValue(),
                                BigDecimal::add));
                return reserved;
            }

            @Override
            public void auditTrail(Consumer<JsonNode> entry) {
                api.forEach("/api/v1/audit-events", entry);
            }

            @Override
            public JsonNode auditVerification() {
                return api.get("/api/v1/audit-events/verify");
            }

            @Override
            public JsonNode dashboard() {
                return api.get("/api/v1/dashboard/summary");
            }

            @Override
            public void each(String path, Consumer<JsonNode> item) {
                api.forEach(path, item);
            }

            @Override
            public List<JsonNode> invariants(String context) {
                return api.get("/api/v1/operations/%s/invariants".formatted(context))
                        .valueStream()
                        .toList();
            }
        };
    }
}
