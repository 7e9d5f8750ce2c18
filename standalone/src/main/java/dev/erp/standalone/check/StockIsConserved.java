package dev.erp.standalone.check;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** On hand = sum of the movements, 0 ≤ reserved ≤ on hand, and reserved = sum of what open reservations hold. */
final class StockIsConserved implements Guarantee {
    private final Finding.Builder found =
            new Finding.Builder("on hand = sum of movements, 0 <= reserved <= on hand, reserved = open reservations");
    private final Map<String, BigDecimal> moved = new HashMap<>();
    private final Map<String, BigDecimal> open = new HashMap<>();

    @Override
    public void see(Event event) {
        if (event.topic().equals("erp.inventory.stock")) {
            found.checked();
            movement(event);
        } else if (event.kind().equals("inventory.reservation.confirmed")) {
            found.checked();
            reservation(event, 1);
        } else if (event.kind().equals("inventory.reservation.released")) {
            reservation(event, -1);
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

    private void reservation(Event event, int sign) {
        event.data()
                .path("lines")
                .forEach(line -> open.merge(
                        line.path("productId").asString(),
                        number(line, "quantity").multiply(BigDecimal.valueOf(sign)),
                        BigDecimal::add));
    }

    private static BigDecimal number(JsonNode node, String field) {
        return node.path(field).decimalValue();
    }

    @Override
    public Finding finding(Services services) {
        Map<String, BigDecimal> reserved = services.reserved();
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
