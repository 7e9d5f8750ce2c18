package dev.erp.standalone.check;

import dev.erp.standalone.api.ApiException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** What was accepted of a delivery is what is booked; or the purchase order says why not. Its bill is {@link OneBillPerReceipt}'s. */
final class ReceiptsAreBookedOnce implements Guarantee {
    private record Recorded(String number, String purchaseOrder, Map<String, BigDecimal> accepted, Instant at) {}

    private final Finding.Builder found =
            new Finding.Builder("what was accepted of a delivery is in stock once, or it is said why not");
    private final Map<String, Recorded> recorded = new HashMap<>();
    private final Map<String, Map<String, BigDecimal>> booked = new HashMap<>();
    private final Set<String> refused = new HashSet<>();
    private long underWay;
    private long waiting;

    @Override
    public void see(Event event) {
        JsonNode data = event.data();
        switch (event.kind()) {
            case "purchasing.order.receipt-recorded" -> {
                found.checked();
                recorded.put(
                        event.text("receiptId"),
                        new Recorded(
                                event.text("receiptNumber"), event.key(), quantities(data, "accepted"), event.time()));
            }
            case "inventory.receipt.booked" -> {
                // told of again when somebody asked again
                Map<String, BigDecimal> now = quantities(data, "quantity");
                Map<String, BigDecimal> before = booked.put(event.key(), now);
                if (before != null && !before.equals(now)) {
                    found.violation("receipt %s was booked twice: %s and %s".formatted(event.key(), before, now));
                }
            }
            case "inventory.receipt.refused" -> refused.add(event.key());
            default -> {}
        }
    }

    private static Map<String, BigDecimal> quantities(JsonNode data, String field) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (JsonNode line : data.path("lines")) {
            BigDecimal quantity = line.path(field).decimalValue();
            if (quantity.signum() > 0) {
                sums.merge(line.path("productId").asString(), quantity, BigDecimal::add);
            }
        }
        sums.replaceAll((product, quantity) -> quantity.stripTrailingZeros());
        return sums;
    }

    @Override
    public Finding finding(Services services) {
        recorded.forEach((id, receipt) -> {
            if (!receipt.accepted.isEmpty() && !refused.contains(id)) {
                judge(services, id, receipt);
            }
        });
        booked.keySet().stream()
                .filter(id -> !recorded.containsKey(id))
                .forEach(id -> found.violation("receipt %s is in stock and was never recorded".formatted(id)));
        if (underWay > 0) {
            found.remark(underWay + " are under way");
        }
        if (waiting > 0) {
            found.remark(waiting + " wait and say why");
        }
        return found.build();
    }

    private void judge(Services services, String id, Recorded receipt) {
        Map<String, BigDecimal> inStock = booked.get(id);
        if (inStock != null && !inStock.equals(receipt.accepted)) {
            found.violation(
                    "%s (%s): %s accepted, %s in stock".formatted(receipt.number, id, receipt.accepted, inStock));
        }
        if (inStock == null) {
            unfinished(services, id, receipt);
        }
    }

    private void unfinished(Services services, String id, Recorded receipt) {
        if (Guarantee.isUnderWay(receipt.at)) {
            underWay++;
        } else if (saysWhy(services, receipt.purchaseOrder)) {
            waiting++;
        } else {
            found.violation("%s (%s) was recorded at %s and is not in stock".formatted(receipt.number, id, receipt.at));
        }
    }

    private static boolean saysWhy(Services services, String purchaseOrder) {
        try {
            return services.purchaseOrder(purchaseOrder).path("attention").hasNonNull("reason");
        } catch (ApiException _) {
            return false;
        }
    }
}
