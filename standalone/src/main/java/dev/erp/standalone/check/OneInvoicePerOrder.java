package dev.erp.standalone.check;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Exactly one invoice for every confirmed order, none for any other; one that was replaced because its order was reduced does not
 * count, nor do those that were drafted by hand ({@link InvoicedOnce} looks after their quantities). None stays a draft when its order is cancelled.
 */
final class OneInvoicePerOrder implements Guarantee {
    private record Confirmed(String number, Instant at) {}

    private final Finding.Builder found =
            new Finding.Builder("exactly one invoice per confirmed order, none for any other");
    private final Map<String, Confirmed> confirmed = new HashMap<>();
    private final Map<String, Instant> cancelledAt = new HashMap<>();
    private final Map<String, Set<String>> invoices = new HashMap<>();
    private final Set<String> replaced = new HashSet<>();
    private final Map<String, String> drafts = new HashMap<>();

    @Override
    public void see(Event event) {
        switch (event.kind()) {
            case "sales.order.confirmed" -> {
                found.checked();
                confirmed.put(event.key(), new Confirmed(event.text("number"), event.time()));
            }
            case "sales.order.cancelled" -> cancelledAt.put(event.key(), event.time());
            case "finance.invoice.drafted" -> {
                String invoice = event.text("invoiceId");
                if (event.text("orderId").isEmpty()) {
                    return; // a free one
                }
                if (!event.data().path("byHand").asBoolean(false)) {
                    invoices.computeIfAbsent(event.text("orderId"), order -> new HashSet<>())
                            .add(invoice);
                }
                replaced.add(event.text("replaces"));
                if (!event.data().path("repeated").asBoolean(false)) {
                    drafts.put(invoice, event.text("orderId"));
                }
            }
            case "finance.invoice.sent", "finance.invoice.voided" -> drafts.remove(event.text("invoiceId"));
            default -> {}
        }
    }

    @Override
    public Finding finding(Services services) {
        confirmed.forEach((id, order) -> {
            long count = invoices.getOrDefault(id, Set.of()).stream()
                    .filter(invoice -> !replaced.contains(invoice))
                    .count();
            boolean mayHaveNone = cancelledAt.containsKey(id) || Guarantee.isUnderWay(order.at);
            if (count > 1 || count == 0 && !mayHaveNone) {
                found.violation("%s (%s) is confirmed and has %d invoices".formatted(order.number, id, count));
            }
        });
        invoices.keySet().stream()
                .filter(order -> !confirmed.containsKey(order))
                .forEach(order -> found.violation("order %s is not confirmed and has an invoice".formatted(order)));
        cancelledAt.forEach((order, at) -> {
            if (drafts.containsValue(order) && !Guarantee.isUnderWay(at)) {
                found.violation("order %s is cancelled and its invoice is still a draft".formatted(order));
            }
        });
        return found.build();
    }
}
