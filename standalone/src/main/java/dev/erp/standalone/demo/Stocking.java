package dev.erp.standalone.demo;

import dev.erp.standalone.api.ApiClient;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Products, warehouses, and what lies in them at the beginning. */
final class Stocking {
    private final Company company;
    private final ApiClient inventory;
    private final Map<String, String> productIds = new HashMap<>();

    /** @param inventory signed in as somebody who may do all that */
    Stocking(Company company, ApiClient inventory) {
        this.company = company;
        this.inventory = inventory;
    }

    /** Makes what is missing. @return ids of the products by SKU */
    Map<String, String> stock() {
        inventory.forEach("/api/v1/products", product -> productIds.put(text(product, "sku"), text(product, "id")));
        for (Company.Product product : company.products()) {
            if (!productIds.containsKey(product.sku())) {
                productIds.put(product.sku(), create(product));
            }
        }
        Map<String, String> warehouseIds = new HashMap<>();
        inventory.forEach(
                "/api/v1/warehouses", warehouse -> warehouseIds.put(text(warehouse, "code"), text(warehouse, "id")));
        for (Company.Warehouse warehouse : company.warehouses()) {
            if (!warehouseIds.containsKey(warehouse.code())) {
                open(warehouse, warehouseIds.get("MAIN"));
            }
        }
        return productIds;
    }

    private String create(Company.Product product) {
        Map<String, Object> body = new LinkedHashMap<>(Map.of(
                "sku", product.sku(),
                "name", product.name(),
                "description", product.description(),
                "category", product.category(),
                "unitDecimals", product.unitDecimals(),
                "price", DemoCompany.money(product.price()),
                "taxRate", product.taxRate(),
                "reorderLevel", product.reorderLevel(),
                "reorderQuantity", product.reorderQuantity()));
        if (product.unit() != null) {
            body.put("unit", product.unit());
        }
        String id = text(inventory.post("/api/v1/products", body), "id");
        inventory.post(
                "/api/v1/stock-adjustments",
                Map.of(
                        "productId",
                        id,
                        "change",
                        product.stock(),
                        "unitCost",
                        DemoCompany.money(product.unitCost()),
                        "reason",
                        "opening stock"));
        return id;
    }

    private void open(Company.Warehouse warehouse, String mainId) {
        JsonNode opened =
                inventory.post("/api/v1/warehouses", Map.of("code", warehouse.code(), "name", warehouse.name()));
        warehouse
                .fromMain()
                .forEach((sku, quantity) -> inventory.post(
                        "/api/v1/stock-transfers",
                        Map.of(
                                "productId", productIds.get(sku),
                                "fromWarehouseId", mainId,
                                "toWarehouseId", text(opened, "id"),
                                "quantity", BigDecimal.valueOf(quantity),
                                "reason", "for the shelves of " + warehouse.name())));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString();
    }
}
