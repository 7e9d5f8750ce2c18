package dev.erp.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who works there, what it sells, to whom, and what has been ordered; read from {@code demo/company.json}.
 *
 * @param users one for each role but admin
 * @param products with what is in stock of them
 * @param customers numbered from 0 for the orders
 * @param orders in the order in which they are placed
 */
record Company(List<User> users, List<Product> products, List<Customer> customers, List<Order> orders) {

    record User(String username, String displayName, String role) {}

    /** @param price in EUR; {@code stock} in pieces */
    record Product(
            String sku, String name, String description, String price, String taxRate, int reorderLevel, int stock) {}

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
     * @param until state to bring it to: rejected, cancelled, invoiced, sent, partially_paid or paid
     */
    record Order(int customer, List<Line> lines, String discountPercent, String until) {}

    record Line(String sku, int quantity) {}

    static Company load() {
        try (InputStream in = Company.class.getResourceAsStream("/demo/company.json")) {
            return JsonMapper.builder().build().readValue(in, Company.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
