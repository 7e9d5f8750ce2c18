package dev.erp.audit.dashboard;

import dev.erp.audit.dashboard.Measures.Sum;
import dev.erp.chassis.event.EventJson;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Sales orders: by state, what was ordered, and the products and customers that it was ordered of and by. */
final class Orders implements Kind {

    private static final String SALES = "erp.sales.order";
    private static final String RESERVATION = "erp.inventory.reservation";

    @Override
    public String name() {
        return "order";
    }

    @Override
    public Set<String> topics() {
        return Set.of(SALES, RESERVATION);
    }

    @Override
    public void apply(Document order, Heard event) {
        if (event.topic().equals(RESERVATION)) {
            applyReservation(order, event);
            return;
        }
        switch (event.action()) {
            case "quoted" -> fill(order, event, "quotedAt");
            case "placed", "reservation-requested" -> {
                fill(order, event, "placedAt");
                order.set("placed", true);
                order.set("rejected", false);
            }
            case "confirmed" -> {
                fill(order, event, "placedAt");
                order.set("placed", true);
                order.set("confirmed", true);
                order.set("rejected", false);
            }
            case "rejected" -> order.set("rejected", true);
            case "cancelled" -> order.set("cancelled", true);
            case "invoiced" -> order.set("invoiced", true);
            case "reduced" -> reduce(order, event);
            case "shipped" -> order.set("shipped", event.data().path("complete").asBoolean(false) ? "all" : "some");
            case "completed" -> order.set("completed", true);
            default -> {
                // a return, a shipment that is asked for: the order stays what it is
            }
        }
    }

    /** What sales does not tell: how much of it is reserved. */
    private static void applyReservation(Document order, Heard event) {
        switch (event.action()) {
            case "waiting" -> order.set("reserved", isAnyReserved(event.data().path("lines")) ? "some" : "none");
            case "confirmed" -> order.set("reserved", "all");
            case "rejected", "released", "expired" -> order.set("reserved", "none");
            default -> {
                // issued, fulfilled, restocked: what was reserved is on its way
            }
        }
    }

    private static boolean isAnyReserved(JsonNode lines) {
        return lines.valueStream()
                .anyMatch(line -> new BigDecimal(line.path("reserved").asString("0")).signum() > 0);
    }

    private static void fill(Document order, Heard event, String time) {
        order.set("currency", event.text("currency"));
        order.set("gross", event.number("gross", BigDecimal.ZERO));
        order.set("net", event.number("net", BigDecimal.ZERO));
        order.set("customer", event.data().path("customer").path("customerId").asString(""));
        if (!order.has("day") || event.has("placedAt")) {
            order.set("day", event.day(time));
        }
        order.set("lines", lines(event.data().path("lines")));
    }

    private static void reduce(Document order, Heard event) {
        JsonNode remaining = event.data().path("remaining");
        order.set("gross", new BigDecimal(remaining.path("gross").asString("0")));
        order.set("net", new BigDecimal(remaining.path("net").asString("0")));
        order.set("lines", lines(remaining.path("lines")));
    }

    /** One entry per line: product, gross, net, quantity. */
    private static ArrayNode lines(JsonNode lines) {
        ArrayNode kept = EventJson.MAPPER.createArrayNode();
        lines.forEach(line -> kept.addArray()
                .add(line.path("productId").asString(""))
                .add(line.path("gross").asString("0"))
                .add(line.path("net").asString("0"))
                .add(line.path("quantity").asString("0")));
        return kept;
    }

    /** In the words of sales, and with its precedence. */
    static String status(Document order) {
        if (order.is("rejected")) {
            return "rejected";
        }
        if (order.is("cancelled")) {
            return "cancelled";
        }
        if (order.is("completed")) {
            return "completed";
        }
        if (order.has("shipped")) {
            return order.text("shipped").equals("all") ? "shipped" : "partly_shipped";
        }
        if (order.is("invoiced")) {
            return "invoiced";
        }
        if (!order.is("placed")) {
            return "quotation";
        }
        return switch (order.text("reserved")) {
            case "all" -> "confirmed";
            case "some" -> "waiting";
            case "none" -> "pending";
            default -> order.is("confirmed") ? "confirmed" : "pending";
        };
    }

    @Override
    public void measure(Document order, Measures sums) {
        if (!order.has("currency")) {
            return;
        }
        String status = status(order);
        String currency = order.text("currency");
        LocalDate day = order.day("day");
        Sum total = Sum.of(order.number("gross"), order.number("net"));
        sums.count("orders", currency, day, status, total);
        if (status.equals("quotation") || status.equals("rejected") || status.equals("cancelled")) {
            return;
        }
        sums.count("ordered", currency, day, "", total);
        sums.countMonthly("customer", currency, day, order.text("customer"), total);
        order.node("lines")
                .forEach(line -> sums.countMonthly(
                        "product",
                        currency,
                        day,
                        line.path(0).asString(),
                        new Sum(decimal(line, 1), decimal(line, 2), decimal(line, 3), 1)));
    }

    private static BigDecimal decimal(JsonNode line, int field) {
        return new BigDecimal(line.path(field).asString("0"));
    }
}
