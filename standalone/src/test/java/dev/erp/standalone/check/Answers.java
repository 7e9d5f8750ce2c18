package dev.erp.standalone.check;

import dev.erp.standalone.api.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Services that answer what they are told to, in JSON.
 *
 * @param orders by id; any other order is not there
 * @param reserved pieces by product
 * @param trail records of the audit trail
 * @param verification of the trail
 * @param invariants of every service
 */
record Answers(
        Map<String, String> orders,
        Map<String, BigDecimal> reserved,
        List<String> trail,
        String verification,
        String invariants)
        implements Services {
    static final Answers NONE = new Answers(Map.of(), Map.of(), List.of(), "{\"intact\": true}", "[]");

    private static final JsonMapper JSON = JsonMapper.shared();

    Answers withOrder(String id, String order) {
        return new Answers(Map.of(id, order), reserved, trail, verification, invariants);
    }

    Answers withReserved(Map<String, Integer> pieces) {
        Map<String, BigDecimal> quantities = pieces.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> BigDecimal.valueOf(e.getValue())));
        return new Answers(orders, quantities, trail, verification, invariants);
    }

    Answers withTrail(List<String> records) {
        return new Answers(orders, reserved, records, verification, invariants);
    }

    Answers withVerification(String report) {
        return new Answers(orders, reserved, trail, report, invariants);
    }

    Answers withInvariants(String answer) {
        return new Answers(orders, reserved, trail, verification, answer);
    }

    @Override
    public JsonNode order(String id) {
        String order = orders.get(id);
        if (order == null) {
            throw Refusal.of("GET /api/v1/sales-orders/" + id, 404, "There is no such order.");
        }
        return JSON.readTree(order);
    }

    /** A purchase order is among the orders. */
    @Override
    public JsonNode purchaseOrder(String id) {
        return order(id);
    }

    @Override
    public void auditTrail(Consumer<JsonNode> entry) {
        trail.stream().map(JSON::readTree).forEach(entry);
    }

    @Override
    public JsonNode auditVerification() {
        return JSON.readTree(verification);
    }

    @Override
    public List<JsonNode> invariants(String context) {
        return JSON.readTree(invariants).valueStream().toList();
    }
}
