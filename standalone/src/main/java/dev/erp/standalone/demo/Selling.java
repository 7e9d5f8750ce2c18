package dev.erp.standalone.demo;

import dev.erp.standalone.api.ApiClient;
import dev.erp.standalone.api.Patience;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Customers, and sales orders in every state. */
final class Selling {
    private static final String ORDERS = "/api/v1/sales-orders";
    private static final int OFFER_DAYS = 30;

    private final Company company;
    private final Map<String, String> productIds;
    private final ApiClient sales;
    private final ApiClient finance;
    private final List<String> customerIds = new ArrayList<>();

    /**
     * @param sales signed in as somebody who may sell and ship
     * @param finance as somebody who may send invoices and record payments
     */
    Selling(Company company, Map<String, String> productIds, ApiClient sales, ApiClient finance) {
        this.company = company;
        this.productIds = productIds;
        this.sales = sales;
        this.finance = finance;
    }

    /** Meets the customers that are not known yet. */
    void meetCustomers() {
        Map<String, String> known = sales.list("/api/v1/customers").stream()
                .collect(Collectors.toMap(
                        customer -> text(customer, "name"), customer -> text(customer, "id"), (first, other) -> first));
        for (Company.Customer customer : company.customers()) {
            String id = known.get(customer.name());
            customerIds.add(id == null ? create(customer) : id);
        }
    }

    private String create(Company.Customer customer) {
        Map<String, Object> body = Map.of(
                "name", customer.name(),
                "email", customer.email(),
                "currency", DemoCompany.CURRENCY,
                "paymentTermDays", customer.paymentTermDays(),
                "billingAddress",
                        Map.of(
                                "street", customer.street(),
                                "postalCode", customer.postalCode(),
                                "city", customer.city(),
                                "country", customer.country()));
        return text(sales.post("/api/v1/customers", body), "id");
    }

    /** @return how many orders are, or will be, in each state */
    Map<String, Integer> sell() {
        Map<String, Integer> states = new LinkedHashMap<>();
        for (Company.Order order : company.orders()) {
            String path = ORDERS + "/" + text(place(order), "id");
            bring(path, order);
            states.merge(order.until(), 1, Integer::sum);
        }
        return states;
    }

    private void bring(String path, Company.Order order) {
        switch (order.until()) {
            case "quotation" -> {}
            case "rejected" -> awaitStatus(path, "rejected");
            case "waiting", "filled" -> awaitStatus(path, "waiting");
            case "cancelled" -> {
                awaitStatus(path, "invoiced");
                sales.post(path + "/cancel", Map.of("reason", "the customer changed their mind"));
            }
            case "partly_shipped" -> {
                awaitStatus(path, "invoiced");
                ship(
                        path,
                        List.of(Map.of(
                                "line", 1, "quantity", order.lines().getFirst().quantity())));
            }
            case "completed", "returned" -> complete(path, order);
            default -> {
                awaitStatus(path, "invoiced");
                collect(path, order.until());
            }
        }
    }

    private JsonNode place(Company.Order order) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("customerId", customerIds.get(order.customer()));
        body.put("lines", DemoCompany.lines(order.lines(), productIds));
        if (order.discountPercent() != null) {
            body.put("discountPercent", order.discountPercent());
        }
        if (order.until().equals("quotation")) {
            body.put("quotation", true);
            body.put("validUntil", LocalDate.now(ZoneOffset.UTC).plusDays(OFFER_DAYS));
        }
        if (order.until().equals("waiting") || order.until().equals("filled")) {
            body.put("onShortage", "backorder");
        }
        return Patience.untilKnown(() -> sales.post(ORDERS, body, Map.of("Prefer", "wait=5")));
    }

    private void ship(String path, List<Map<String, Object>> lines) {
        sales.post(
                path + "/shipments",
                Map.of(
                        "lines",
                        lines,
                        "carrier",
                        "DHL",
                        "trackingNumber",
                        "JD0146" + path.substring(path.length() - 8)),
                Map.of("Prefer", "wait=10"));
    }

    private void complete(String path, Company.Order order) {
        awaitStatus(path, "invoiced");
        collect(path, "paid");
        ship(
                path,
                IntStream.range(0, order.lines().size())
                        .mapToObj(i -> Map.<String, Object>of(
                                "line", i + 1, "quantity", order.lines().get(i).quantity()))
                        .toList());
        awaitStatus(path, "completed");
        if (order.until().equals("returned")) {
            Map<String, Object> line = Map.of("line", 1, "quantity", 1, "disposition", "restock");
            sales.post(path + "/returns", Map.of("lines", List.of(line), "reason", "arrived with a dent"));
        }
    }

    /** Sends the invoice, and has it paid as far as {@code until} says. */
    private void collect(String path, String until) {
        if (until.equals("invoiced")) {
            return;
        }
        String orderId = path.substring(path.lastIndexOf('/') + 1);
        JsonNode invoice =
                finance.get("/api/v1/invoices?orderId=" + orderId).path("items").get(0);
        String invoicePath = "/api/v1/invoices/" + text(invoice, "id");
        finance.post(invoicePath + "/send", null);
        if (until.equals("sent")) {
            return;
        }
        var gross = new BigDecimal(invoice.path("gross").path("amount").asString());
        BigDecimal amount = until.equals("paid")
                ? gross
                : gross.multiply(new BigDecimal("0.40")).setScale(gross.scale(), RoundingMode.HALF_UP);
        finance.post(
                invoicePath + "/payments",
                Map.of(
                        "amount", DemoCompany.money(amount.toPlainString()),
                        "method", "bank_transfer",
                        "reference", text(invoice, "orderNumber")));
    }

    private void awaitStatus(String path, String status) {
        Patience.until(
                "the order is " + status, () -> text(sales.get(path), "status").equals(status));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString();
    }
}
