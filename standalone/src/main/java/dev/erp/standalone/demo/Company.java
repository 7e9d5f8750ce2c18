package dev.erp.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who works there, what it sells, to whom, what it buys, and what has been ordered; read from {@code demo/company.json}.
 *
 * @param users one for each role but admin
 * @param products with what is in stock of them in the main warehouse
 * @param warehouses further ones, with what is brought to them
 * @param customers numbered from 0 for the orders
 * @param orders in the order in which they are placed
 * @param suppliers numbered from 0 for the purchase orders
 * @param purchaseOrders in the order in which they are made, after the orders
 */
record Company(
        List<User> users,
        List<Product> products,
        List<Warehouse> warehouses,
        List<Customer> customers,
        List<Order> orders,
        List<Supplier> suppliers,
        List<PurchaseOrder> purchaseOrders) {

    record User(String username, String displayName, String role) {}

    /**
     * @param unit null for pieces
     * @param price in EUR; {@code unitCost} too
     * @param stock in its unit
     */
    record Product(
            String sku,
            String name,
            String description,
            String category,
            String unit,
            int unitDecimals,
            String price,
            String unitCost,
            String taxRate,
            int reorderLevel,
            int reorderQuantity,
            BigDecimal stock) {}

    /** @param fromMain quantities by SKU */
    record Warehouse(String code, String name, Map<String, Integer> fromMain) {}

    record Customer(
            String name,
            String email,
            String street,
            String postalCode,
            String city,
            String country,
            int paymentTermDays) {}

    /**
     * @param customer its number
     * @param until state to bring it to: quotation, waiting, filled (by a purchase order below), rejected, cancelled, invoiced, sent,
     *     partially_paid, paid, partly_shipped, completed or returned
     */
    record Order(int customer, List<Line> lines, String discountPercent, String until) {}

    /** @param skus what it sells, at what it costs */
    record Supplier(
            String name,
            String email,
            String city,
            String country,
            String currency,
            int paymentTermDays,
            int leadTimeDays,
            List<String> skus) {}

    /**
     * @param supplier its number
     * @param until draft, submitted, approved, partly_received, completed or cancelled
     */
    record PurchaseOrder(int supplier, List<Line> lines, String until) {}

    record Line(String sku, BigDecimal quantity) {}

    static Company load() {
        try (InputStream in = Company.class.getResourceAsStream("/demo/company.json")) {
            return JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build()
                    .readValue(in, Company.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
