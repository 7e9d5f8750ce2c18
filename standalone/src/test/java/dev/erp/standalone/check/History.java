package dev.erp.standalone.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fabricated events in the order in which they are read: the first example of each contract, with changes. The examples are about
 * one order, its reservation, its invoice and its payments.
 */
final class History {
    static final String ORDER = "0193a8c0-7c1e-7055-8a4b-5e6f70819205";
    static final String ORDER_NUMBER = "SO-2026-000017";
    static final String INVOICE = "0193a8c0-7c1e-7066-8a4b-5e6f70819206";
    static final String WIDGET = "0193a8c0-7c1e-7022-8a4b-5e6f70819202";
    static final String RECEIPT = "0193a8c0-7c1e-7103-8a4b-5e6f70819403";
    static final String PART = "0193a8c0-7c1e-7033-8a4b-5e6f70819203";

    /** Nothing of then can be under way any more. */
    static final Instant LONG_AGO = Instant.now().minus(Duration.ofHours(1));

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Map<String, String> KEYS = Map.of(
            "sales.order", "orderId",
            "purchasing.order", "purchaseOrderId",
            "receipt", "receiptId",
            "bill", "billId",
            "reservation", "orderId",
            "stock", "productId",
            "invoice", "invoiceId",
            "credit-note", "creditNoteId",
            "payment", "paymentId");

    private final List<Event> events = new ArrayList<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private Instant time = LONG_AGO;

    /** From the delivery of the goods to the paid invoice, a piece that came back, and goods that were bought; nothing is wrong. */
    static History healthy() {
        return new History()
                .add("inventory.stock.received")
                .add("inventory.stock.received", data -> data.put("productId", PART))
                .add("sales.order.placed")
                .add("inventory.reservation.confirmed")
                .add("sales.order.confirmed")
                .add("finance.invoice.drafted")
                .add("sales.order.invoiced")
                .add("finance.invoice.sent", data -> data.put("number", "INV-2026-000001"))
                .add("finance.payment.recorded")
                .add("finance.invoice.partially-paid")
                .payment("40.69")
                .add("finance.invoice.paid")
                .add("finance.credit-note.drafted")
                .add("purchasing.order.receipt-recorded")
                .add("inventory.receipt.booked", data -> {
                    data.put("receiptId", RECEIPT);
                    line(data, 0).put("quantity", 24);
                })
                .add("purchasing.order.received")
                .add("finance.bill.drafted", data -> data.put("receiptId", RECEIPT)
                        .put("gross", "325.58"));
    }

    /** What follows happens now. */
    History now() {
        time = Instant.now();
        return this;
    }

    /** @param kind such as {@code sales.order.placed} */
    History add(String kind) {
        return add(kind, data -> {});
    }

    /** @param change makes of the example what is wanted */
    History add(String kind, Consumer<ObjectNode> change) {
        ObjectNode data = example(kind);
        change.accept(data);
        String[] parts = kind.split("\\.");
        String topic = "erp.%s.%s".formatted(parts[0], parts[1]);
        String field = KEYS.getOrDefault(parts[1], KEYS.get(parts[0] + "." + parts[1]));
        String key = data.path(field).asString();
        long sequence = sequences.merge(topic + key, 1L, Long::sum);
        return add(
                new Event(topic, key, UUID.randomUUID(), kind + ".v1", sequence, UUID.fromString(ORDER), time, data));
    }

    History add(Event event) {
        events.add(event);
        return this;
    }

    /** A further payment of the invoice. */
    History payment(String amount) {
        return add(
                "finance.payment.recorded",
                data -> data.put("paymentId", UUID.randomUUID().toString()).put("amount", amount));
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    /** What a guarantee makes of it when no service has anything to say. */
    Finding judgedBy(Guarantee guarantee) {
        return judgedBy(guarantee, Answers.NONE);
    }

    Finding judgedBy(Guarantee guarantee, Services services) {
        events.forEach(guarantee::see);
        return guarantee.finding(services);
    }

    /** A line of an order or of an invoice, to change it; from 0. */
    static ObjectNode line(ObjectNode data, int index) {
        return (ObjectNode) data.path("lines").path(index);
    }

    private static ObjectNode example(String kind) {
        String context = kind.substring(0, kind.indexOf('.'));
        String file = "/event-contracts/%s/%s.v1.examples.json".formatted(context, kind);
        try (InputStream in = History.class.getResourceAsStream(file)) {
            JsonNode examples = JSON.readTree(in);
            return (ObjectNode) examples.path(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
