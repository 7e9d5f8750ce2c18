package dev.erp.standalone.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** At most one bill that is not void for every receipt of goods that came into stock, over the same amount, and none for any other. */
final class OneBillPerReceipt implements Guarantee {
    private final Finding.Builder found =
            new Finding.Builder("at most one bill per receipt of goods, over the same amount");
    private final Map<String, Set<String>> received = new HashMap<>();
    private final Map<String, Set<String>> bills = new HashMap<>();
    private final Map<String, Set<String>> billed = new HashMap<>();

    @Override
    public void see(Event event) {
        switch (event.kind()) {
            // more than once when somebody asked again
            case "purchasing.order.received" -> {
                if (received.computeIfAbsent(event.text("receiptId"), receipt -> new HashSet<>())
                        .add(gross(event))) {
                    found.checked();
                }
            }
            case "finance.bill.voided" ->
                bills.getOrDefault(event.text("receiptId"), new HashSet<>()).remove(event.text("billId"));
            case "finance.bill.drafted" -> {
                if (event.text("receiptId").isEmpty()) {
                    return; // entered by hand
                }
                bills.computeIfAbsent(event.text("receiptId"), receipt -> new HashSet<>())
                        .add(event.text("billId"));
                billed.computeIfAbsent(event.text("receiptId"), receipt -> new HashSet<>())
                        .add(gross(event));
            }
            default -> {}
        }
    }

    private static String gross(Event event) {
        return event.text("gross") + " " + event.text("currency");
    }

    @Override
    public Finding finding(Services services) {
        received.forEach((receipt, grosses) -> {
            if (grosses.size() > 1) {
                found.violation("receipt %s is said to be worth %s".formatted(receipt, grosses));
            }
        });
        bills.forEach((receipt, ids) -> {
            if (ids.size() > 1) {
                found.violation("receipt %s has %d bills".formatted(receipt, ids.size()));
            }
            if (!received.containsKey(receipt)) {
                found.violation("receipt %s is not in stock and has a bill".formatted(receipt));
            } else if (!received.get(receipt).equals(billed.get(receipt))) {
                found.violation("receipt %s is worth %s and its bill %s"
                        .formatted(receipt, received.get(receipt), billed.get(receipt)));
            }
        });
        return found.build();
    }
}
