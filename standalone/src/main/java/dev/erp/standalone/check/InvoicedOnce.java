package dev.erp.standalone.check;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * No quantity of an order is invoiced twice: on all invoices that are not void there is no more of a line than the order has. What a
 * credit note by hand gave back may be invoiced again.
 */
final class InvoicedOnce implements Guarantee {
    /** What is on an invoice or a credit note, by line. */
    private record Document(String orderId, Map<Integer, BigDecimal> quantities) {}

    private final Finding.Builder found = new Finding.Builder("no quantity of an order is invoiced twice");
    private final Map<String, Map<Integer, BigDecimal>> ordered = new HashMap<>();
    private final Map<String, Document> invoices = new HashMap<>();
    private final Map<String, Document> notes = new HashMap<>();

    @Override
    public void see(Event event) {
        switch (event.kind()) {
            case "sales.order.confirmed" -> ordered.putIfAbsent(event.key(), quantities(event));
            case "finance.invoice.drafted" -> keep(invoices, event);
            case "finance.invoice.voided" -> invoices.remove(event.key());
            case "finance.credit-note.drafted" -> {
                if (event.text("kind").equals("manual") || event.text("kind").equals("reduction")) {
                    keep(notes, event);
                }
            }
            case "finance.credit-note.voided" -> notes.remove(event.key());
            default -> {}
        }
    }

    /** What is told again is void when it was void. */
    private static void keep(Map<String, Document> documents, Event event) {
        if (!event.text("orderId").isEmpty() && !event.data().path("repeated").asBoolean(false)) {
            documents.put(event.key(), new Document(event.text("orderId"), quantities(event)));
        }
    }

    private static Map<Integer, BigDecimal> quantities(Event event) {
        Map<Integer, BigDecimal> quantities = new HashMap<>();
        event.data()
                .path("lines")
                .forEach(line -> quantities.merge(
                        line.path("line").asInt(),
                        new BigDecimal(line.path("quantity").asString()),
                        BigDecimal::add));
        return quantities;
    }

    @Override
    public Finding finding(Services services) {
        Map<String, Map<Integer, BigDecimal>> invoiced = new HashMap<>();
        invoices.values().forEach(invoice -> add(invoiced, invoice, 1));
        notes.values().forEach(note -> add(invoiced, note, -1));
        invoiced.forEach((order, lines) -> {
            Map<Integer, BigDecimal> of = ordered.get(order);
            if (of == null) {
                return; // the topic may have forgotten it; that there is one is another guarantee's matter
            }
            lines.forEach((line, quantity) -> {
                found.checked();
                if (quantity.compareTo(of.getOrDefault(line, BigDecimal.ZERO)) > 0) {
                    found.violation("order %s line %d: ordered %s, invoiced %s"
                            .formatted(order, line, of.getOrDefault(line, BigDecimal.ZERO), quantity));
                }
            });
        });
        return found.build();
    }

    private static void add(Map<String, Map<Integer, BigDecimal>> sums, Document document, int sign) {
        Map<Integer, BigDecimal> lines = sums.computeIfAbsent(document.orderId, order -> new HashMap<>());
        document.quantities.forEach(
                (line, quantity) -> lines.merge(line, quantity.multiply(BigDecimal.valueOf(sign)), BigDecimal::add));
    }
}
