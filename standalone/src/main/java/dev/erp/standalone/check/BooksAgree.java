package dev.erp.standalone.check;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Order total = invoice total = sum of the lines, and net + tax = gross, to the cent. The invoice of an order that was reduced is held
 * against its lines alone.
 */
final class BooksAgree implements Guarantee {
    private record Document(String name, BigDecimal net, BigDecimal tax, BigDecimal gross, int lines) {}

    private final Finding.Builder found =
            new Finding.Builder("order total = invoice total = sum of the lines, net + tax = gross");
    private final Map<String, Document> orders = new HashMap<>();
    private final Map<String, Document> early = new HashMap<>();
    private final Map<String, String> differences = new HashMap<>();
    private final Set<String> reduced = new HashSet<>();

    @Override
    public void see(Event event) {
        switch (event.kind()) {
            case "sales.order.placed" -> {
                Document order = document(event, event.text("number"));
                orders.put(event.key(), order);
                Document invoice = early.remove(event.key());
                if (invoice != null) {
                    compare(event.key(), order, invoice);
                }
            }
            case "sales.order.reduced" -> reduced.add(event.key());
            case "finance.invoice.drafted" -> {
                Document invoice = document(event, "invoice of " + event.text("orderNumber"));
                Document order = orders.get(event.text("orderId"));
                if (order == null) {
                    early.put(event.text("orderId"), invoice); // topics are read side by side
                } else {
                    compare(event.text("orderId"), order, invoice);
                }
            }
            default -> {}
        }
    }

    private Document document(Event event, String name) {
        found.checked();
        JsonNode lines = event.data().path("lines");
        var document = new Document(
                name,
                amount(event.data(), "net"),
                amount(event.data(), "tax"),
                amount(event.data(), "gross"),
                lines.size());
        Map<String, BigDecimal> totals = Map.of("net", document.net, "tax", document.tax, "gross", document.gross);
        totals.forEach((field, total) -> {
            BigDecimal sum = sum(lines, line -> amount(line, field));
            if (sum.compareTo(total) != 0) {
                found.violation("%s: %s is %s, its lines make %s".formatted(name, field, total, sum));
            }
        });
        if (document.net.add(document.tax).compareTo(document.gross) != 0) {
            found.violation("%s: %s + %s is not %s".formatted(name, document.net, document.tax, document.gross));
        }
        return document;
    }

    private void compare(String id, Document order, Document invoice) {
        if (order.gross.compareTo(invoice.gross) != 0
                || order.net.compareTo(invoice.net) != 0
                || order.lines != invoice.lines) {
            differences.put(
                    id,
                    "%s: %s in %d lines, its invoice: %s in %d lines"
                            .formatted(order.name, order.gross, order.lines, invoice.gross, invoice.lines));
        }
    }

    private static BigDecimal sum(JsonNode lines, Function<JsonNode, BigDecimal> amount) {
        return lines.valueStream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** @throws NumberFormatException when there is none: what is missing on both sides would agree */
    private static BigDecimal amount(JsonNode node, String field) {
        return new BigDecimal(node.path(field).asString(""));
    }

    @Override
    public Finding finding(Services services) {
        differences.forEach((order, difference) -> {
            if (!reduced.contains(order)) {
                found.violation(difference);
            }
        });
        early.forEach((order, invoice) -> found.violation("%s has no order %s".formatted(invoice.name, order)));
        return found.build();
    }
}
