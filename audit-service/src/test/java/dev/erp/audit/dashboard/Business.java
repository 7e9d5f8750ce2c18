package dev.erp.audit.dashboard;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A few orders, invoices and payments, the events that they make, and what there is of each in the end: the naive model. */
final class Business {

    private static final int ORDERS = 5;
    private static final Instant NOW = Instant.parse("2026-11-22T14:05:06Z");

    private static final class Order {
        final UUID id = UUID.randomUUID();
        final UUID invoice = UUID.randomUUID();
        long sequence;
        long invoiceSequence;
        long reservation;
        String status = "";
        boolean waiting;
        String invoiceStatus = "";
        int gross;
        int paid;
    }

    private final List<Order> orders = new ArrayList<>();
    private final Map<String, List<Heard>> events = new LinkedHashMap<>();
    private int paidInAll;
    private int payments;
    private final Map<String, BigDecimal> counted = new HashMap<>();

    Business() {
        for (int i = 0; i < ORDERS; i++) {
            orders.add(new Order());
        }
    }

    /** The next thing happens, if it can. */
    void next(int number) {
        Order order = orders.get(number % ORDERS);
        switch (number / ORDERS % 8) {
            case 0, 1 -> {
                if (order.status.isEmpty()) {
                    order.gross = 1 + number % 997;
                    order.status = "pending";
                    sales(order, "placed", document(order.id, order.gross + ".00"));
                }
            }
            case 2 -> {
                if (order.status.equals("pending")) {
                    order.waiting = true;
                    reservation(order, "waiting");
                }
            }
            case 3 -> {
                if (order.status.equals("pending")) {
                    order.waiting = false;
                    reservation(order, "confirmed");
                    order.status = "confirmed";
                    sales(order, "confirmed", document(order.id, order.gross + ".00"));
                }
            }
            case 4 -> {
                if (order.status.equals("pending")) {
                    order.waiting = false;
                    reservation(order, "rejected");
                    order.status = "rejected";
                    sales(order, "rejected", "{\"reason\":\"insufficient_stock\"}");
                }
            }
            case 5 -> {
                if (order.status.equals("pending") || order.status.equals("confirmed")) {
                    order.waiting = false;
                    reservation(order, "released");
                    order.status = "cancelled";
                    sales(order, "cancelled", "{}");
                }
            }
            case 6 -> {
                if (order.status.equals("confirmed") && order.invoiceStatus.isEmpty()) {
                    order.invoiceStatus = "drafted";
                    invoice(order, "drafted", "\"net\":\"0.00\"");
                    order.invoiceStatus = "sent";
                    invoice(order, "sent", "\"dueOn\":\"2026-12-22\",\"sentAt\":\"2026-11-22T16:00:00Z\"");
                }
            }
            default -> pay(order, number);
        }
    }

    private void pay(Order order, int number) {
        if (order.invoiceStatus.isEmpty() || order.paid == order.gross) {
            return;
        }
        int amount = Math.min(order.gross - order.paid, 1 + number % 500);
        order.paid += amount;
        paidInAll += amount;
        payments++;
        order.invoiceStatus = order.paid == order.gross ? "paid" : "partially_paid";
        invoice(order, order.paid == order.gross ? "paid" : "partially-paid", "\"paid\":\"" + order.paid + ".00\"");
        UUID payment = UUID.randomUUID();
        add("erp.finance.payment", "finance.payment.recorded.v1", payment, 1, """
                {"amount":"%d.00","currency":"EUR","receivedOn":"2026-11-23"}""".formatted(amount));
    }

    /** By topic and document. */
    Map<String, List<Heard>> events() {
        return events;
    }

    /** What there is in the end, each thing looked at once. */
    Map<String, BigDecimal> counted() {
        for (Order order : orders) {
            if (order.status.isEmpty()) {
                continue;
            }
            count("orders " + (order.waiting ? "waiting" : order.status), order.gross);
            if (!order.status.equals("rejected") && !order.status.equals("cancelled")) {
                count("ordered ", order.gross);
                count("customer " + CUSTOMER, order.gross);
                count("product " + PRODUCT, order.gross);
            }
            if (!order.invoiceStatus.isEmpty()) {
                count("invoices " + order.invoiceStatus, order.gross);
                count("invoice_sent ", order.gross);
                if (order.paid < order.gross) {
                    count("invoice_open ", order.gross - order.paid);
                }
            }
        }
        if (payments > 0) {
            counted.put("cash_in  documents", BigDecimal.valueOf(payments));
            counted.put("cash_in  amount", BigDecimal.valueOf(paidInAll).stripTrailingZeros());
        }
        return counted;
    }

    private void count(String what, int amount) {
        counted.merge(what + " documents", BigDecimal.ONE, BigDecimal::add);
        counted.merge(what + " amount", BigDecimal.valueOf(amount), (a, b) -> a.add(b));
        counted.computeIfPresent(what + " amount", (key, sum) -> sum.stripTrailingZeros());
    }

    private static final UUID CUSTOMER = UUID.fromString("0193a8c0-7c1e-7044-8a4b-5e6f70819204");
    private static final UUID PRODUCT = UUID.fromString("0193a8c0-7c1e-7011-8a4b-5e6f70819201");

    static String document(UUID order, String gross) {
        return """
                {"orderId":"%s","currency":"EUR","customer":{"customerId":"%s"},"gross":"%s","net":"0.00",
                 "lines":[{"productId":"%s","quantity":1,"net":"0.00","gross":"%s"}],"placedAt":"2026-11-22T14:05:06Z"}
                """.formatted(order, CUSTOMER, gross, PRODUCT, gross);
    }

    private void sales(Order order, String action, String data) {
        add("erp.sales.order", "sales.order." + action + ".v1", order.id, ++order.sequence, data);
    }

    private void reservation(Order order, String action) {
        add(
                "erp.inventory.reservation",
                "inventory.reservation." + action + ".v1",
                order.id,
                ++order.reservation,
                "{\"lines\":[{\"reserved\":1,\"missing\":2}]}");
    }

    private void invoice(Order order, String action, String fields) {
        add(
                "erp.finance.invoice",
                "finance.invoice." + action + ".v1",
                order.invoice,
                ++order.invoiceSequence,
                """
                {"currency":"EUR","gross":"%d.00",%s}""".formatted(order.gross, fields));
    }

    private void add(String topic, String type, UUID subject, long sequence, String data) {
        events.computeIfAbsent(topic + subject, key -> new ArrayList<>())
                .add(Heard.of(topic, type, subject, sequence, NOW, data));
    }
}
