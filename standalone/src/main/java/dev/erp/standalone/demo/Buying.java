package dev.erp.standalone.demo;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.api.Patience;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Suppliers with their prices, and purchase orders in every state. */
final class Buying {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final Company company;
    private final Map<String, String> productIds;
    private final ApiClient buyer;
    private final ApiClient approver;
    private final List<String> supplierIds = new ArrayList<>();

    /**
     * @param buyer signed in as somebody who may buy
     * @param approver another one, who approves
     */
    Buying(Company company, Map<String, String> productIds, ApiClient buyer, ApiClient approver) {
        this.company = company;
        this.productIds = productIds;
        this.buyer = buyer;
        this.approver = approver;
    }

    /** Meets the suppliers that are not known yet. */
    void meetSuppliers() {
        Map<String, String> known = buyer.list("/api/v1/suppliers").stream()
                .collect(Collectors.toMap(supplier -> text(supplier, "name"), supplier -> text(supplier, "id")));
        Map<String, String> costs =
                company.products().stream().collect(Collectors.toMap(Company.Product::sku, Company.Product::unitCost));
        for (Company.Supplier supplier : company.suppliers()) {
            String id = known.get(supplier.name());
            supplierIds.add(id == null ? meet(supplier, costs) : id);
        }
    }

    private String meet(Company.Supplier supplier, Map<String, String> costs) {
        String id = text(
                buyer.post(
                        "/api/v1/suppliers",
                        Map.of(
                                "name", supplier.name(),
                                "currency", supplier.currency(),
                                "paymentTermDays", supplier.paymentTermDays(),
                                "leadTimeDays", supplier.leadTimeDays(),
                                "contacts", List.of(Map.of("name", "Order desk", "email", supplier.email())),
                                "addresses",
                                        List.of(Map.of(
                                                "kind", "office",
                                                "city", supplier.city(),
                                                "country", supplier.country())))),
                "id");
        for (String sku : supplier.skus()) {
            Patience.untilKnown(() -> buyer.post(
                    "/api/v1/suppliers/" + id + "/products",
                    Map.of(
                            "productId", productIds.get(sku),
                            "supplierSku", "S-" + sku,
                            "price", DemoCompany.money(costs.get(sku)))));
        }
        return id;
    }

    /** @return how many orders are in each state */
    Map<String, Integer> order() {
        Map<String, Integer> states = new LinkedHashMap<>();
        for (Company.PurchaseOrder order : company.purchaseOrders()) {
            JsonNode draft = Patience.untilKnown(() -> buyer.post(
                    "/api/v1/purchase-orders",
                    Map.of(
                            "supplierId", supplierIds.get(order.supplier()),
                            "lines", DemoCompany.lines(order.lines(), productIds))));
            bring("/api/v1/purchase-orders/" + text(draft, "id"), order);
            states.merge(order.until(), 1, Integer::sum);
        }
        return states;
    }

    private void bring(String path, Company.PurchaseOrder order) {
        if (order.until().equals("draft")) {
            return;
        }
        JsonNode submitted = buyer.post(path + "/submit", null);
        if (order.until().equals("submitted")) {
            return;
        }
        if (text(submitted, "status").equals("submitted")) {
            approver.post(path + "/approve", null);
        }
        switch (order.until()) {
            case "approved" -> {}
            case "cancelled" -> buyer.post(path + "/cancel", Map.of("reason", "the supplier cannot deliver"));
            case "partly_received" -> receive(path, order, HALF);
            default -> {
                receive(path, order, BigDecimal.ONE);
                Patience.until("the purchase order is " + order.until(), () -> text(buyer.get(path), "status")
                        .equals(order.until()));
            }
        }
    }

    private void receive(String path, Company.PurchaseOrder order, BigDecimal part) {
        List<Map<String, Object>> counted = IntStream.range(0, order.lines().size())
                .mapToObj(i -> Map.<String, Object>of(
                        "line",
                        i + 1,
                        "accepted",
                        order.lines().get(i).quantity().multiply(part).setScale(0, RoundingMode.DOWN)))
                .toList();
        buyer.post(path + "/receipts", Map.of("lines", counted), Map.of("Prefer", "wait=10"));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString();
    }
}
