package dev.erp.standalone.check;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** On hand = sum of the movements, 0 ≤ reserved ≤ on hand, and reserved = sum of what open reservations hold. */
final class StockIsConserved implements Guarantee {
    private final Finding.Builder found =
            new Finding.Builder("on hand = sum of movements, 0 <= reserved <= on hand, reserved = open reservations");
    private final Map<String, BigDecimal> moved = new HashMap<>();
    /** By order, what it holds of each product. */
    private final Map<String, Map<String, BigDecimal>> held = new HashMap<>();

    private final Set<String> shipments = new HashSet<>();

    @Override
    public void see(Event event) {
        switch (event.kind()) {
            case "inventory.stock.below-reorder-level" -> {
                // moves nothing
            }
            case "inventory.reservation.confirmed", "inventory.reservation.waiting" -> {
                found.checked();
                holds(event, event.kind().endsWith("waiting") ? "reserved" : "quantity");
            }
            case "inventory.reservation.reduced" -> holds(event, "reserved");
            case "inventory.reservation.released", "inventory.reservation.expired" -> losesLines(event);
            case "inventory.reservation.issued" -> {
                // the same shipment may be told of again
                if (shipments.add(event.text("shipmentId"))) {
                    losesLines(event);
                }
            }
            default -> {
                if (event.topic().equals("erp.inventory.stock")) {
                    found.checked();
                    movement(event);
                }
            }
        }
    }

    private void movement(Event event) {
        BigDecimal sum = moved.merge(event.key(), number(event.data(), "change"), BigDecimal::add);
        BigDecimal onHand = number(event.data(), "onHand");
        BigDecimal reserved = number(event.data(), "reserved");
        if (sum.compareTo(onHand) != 0) {
            found.violation("%s: %s on hand, its movements make %s".formatted(event.text("sku"), onHand, sum));
        }
        if (reserved.signum() < 0 || reserved.compareTo(onHand) > 0) {
            found.violation("%s: %s reserved of %s on hand".formatted(event.text("sku"), reserved, onHand));
        }
    }

    private void holds(Event event, String field) {
        Map<String, BigDecimal> order = held.computeIfAbsent(event.key(), _ -> new HashMap<>());
        event.data()
                .path("lines")
                .forEach(line -> order.put(line.path("productId").asString(), number(line, field)));
    }

    private void losesLines(Event event) {
        Map<String, BigDecimal> order = held.computeIfAbsent(event.key(), _ -> new HashMap<>());
        event.data()
                .path("lines")
                .forEach(line -> order.merge(
                        line.path("productId").asString(),
                        number(line, "quantity").negate(),
                        BigDecimal::add));
    }

    private static BigDecimal number(JsonNode node, String field) {
        return node.path(field).decimalValue();
    }

    @Override
    public Finding finding(Services services) {
        Map<String, BigDecimal> reserved = services.reserved();
        Map<String, BigDecimal> open = new HashMap<>();
        held.values()
                .forEach(order -> order.forEach((product, quantity) -> open.merge(product, quantity, BigDecimal::add)));
        var products = new TreeSet<>(reserved.keySet());
        products.addAll(open.keySet());
        for (String product : products) {
            BigDecimal says = reserved.getOrDefault(product, BigDecimal.ZERO);
            BigDecimal holds = open.getOrDefault(product, BigDecimal.ZERO);
            found.checked();
            if (says.compareTo(holds) != 0) {
                found.violation("product %s: %s reserved, open reservations hold %s".formatted(product, says, holds));
            }
        }
        return found.build();
    }
}
