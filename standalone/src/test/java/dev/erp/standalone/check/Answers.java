package dev.erp.standalone.check;

import dev.erp.standalone.api.Refusal;
import java.math.BigDecimal;
import java.util.HashMap;
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
 * @param summary of the dashboard
 * @param lists items by path; any other list is empty
 */
record Answers(
        Map<String, String> orders,
        Map<String, BigDecimal> reserved,
        List<String> trail,
        String verification,
        String invariants,
        String summary,
        Map<String, List<String>> lists)
        implements Services {
    static final Answers NONE = new Answers(Map.of(), Map.of(), List.of(), "{\"intact\": true}", "[]", "{}", Map.of());

    private static final JsonMapper JSON = JsonMapper.shared();

    Answers withOrder(String id, String order) {
        return new Answers(Map.of(id, order), reserved, trail, verification, invariants, summary, lists);
    }

    Answers withReserved(Map<String, Integer> pieces) {
        Map<String, BigDecimal> quantities = pieces.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> BigDecimal.valueOf(e.getValue())));
        return new Answers(orders, quantities, trail, verification, invariants, summary, lists);
    }

    Answers withTrail(List<String> records) {
        return new Answers(orders, reserved, records, verification, invariants, summary, lists);
    }

    Answers withVerification(String report) {
        return new Answers(orders, reserved, trail, report, invariants, summary, lists);
    }

    Answers withInvariants(String answer) {
        return new Answers(orders, reserved, trail, verification, answer, summary, lists);
    }

    Answers withDashboard(String answer) {
        return new Answers(orders, reserved, trail, verification, invariants, answer, lists);
    }

    Answers withList(String path, List<String> items) {
        Map<String, List<String>> all = new HashMap<>(lists);
        all.put(path, items);
        return new Answers(orders, reserved, trail, verification, invariants, summary, all);
    }

    @Override
    public JsonNode dashboard() {
        return JSON.readTree(summary);
    }

    @Override
    public void each(String path, Consumer<JsonNode> item) {
        lists.getOrDefault(path, List.of()).stream().map(JSON::readTree).forEach(item);
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
