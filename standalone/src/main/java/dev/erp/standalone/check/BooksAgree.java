package dev.erp.standalone.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Order total = invoice total = sum of the lines, and net + tax = gross, to the cent. The invoice of an order that was reduced is over
 * what it was once, or over what remained of it; one that was drafted by hand may be over a part.
 */
final class BooksAgree implements Guarantee {
    private record Document(String name, BigDecimal net, BigDecimal tax, BigDecimal gross, int lines) {
        boolean isOver(Document order) {
            return gross.compareTo(order.gross) == 0 && net.compareTo(order.net) == 0 && lines == order.lines;
        }
    }

    private final Finding.Builder found =
            new Finding.Builder("order total = invoice total = sum of the lines, net + tax = gross");
    /** What was agreed, and after each reduction what remains of it, by order. */
    private final Map<String, List<Document>> orders = new HashMap<>();

    private final Map<String, List<Document>> invoices = new HashMap<>();

    @Override
    public void see(Event event) {
        switch (event.kind()) {
            case "sales.order.placed" -> add(orders, event.key(), document(event.data(), event.text("number")));
            case "sales.order.reduced" ->
                add(orders, event.key(), document(event.data().path("remaining"), event.text("number")));
            case "finance.invoice.drafted" -> {
                Document invoice = document(event.data(), "invoice of " + event.text("orderNumber"));
                boolean ofAll = !event.data().path("byHand").asBoolean(false);
                if (ofAll && !event.text("orderId").isEmpty()) {
                    add(invoices, event.text("orderId"), invoice);
                }
            }
            default -> {}
        }
    }

    private static void add(Map<String, List<Document>> documents, String order, Document document) {
        documents.computeIfAbsent(order, key -> new ArrayList<>(1)).add(document);
    }

    private Document document(JsonNode data, String name) {
        found.checked();
        JsonNode lines = data.path("lines");
        var document =
                new Document(name, amount(data, "net"), amount(data, "tax"), amount(data, "gross"), lines.size());
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

    private void compare(List<Document> order, Document invoice) {
        if (order.stream().noneMatch(invoice::isOver)) {
            Document first = order.getFirst();
            found.violation("%s: %s in %d lines, its invoice: %s in %d lines"
                    .formatted(first.name, first.gross, first.lines, invoice.gross, invoice.lines));
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
        invoices.forEach((id, all) -> all.forEach(invoice -> {
            List<Document> order = orders.get(id);
            if (order == null) {
                found.violation("%s has no order %s".formatted(invoice.name, id));
            } else {
                compare(order, invoice);
            }
        }));
        return found.build();
    }
}
