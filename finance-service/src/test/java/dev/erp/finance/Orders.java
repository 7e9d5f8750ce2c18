package dev.erp.finance;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.testing.Contracts;
import dev.erp.testing.TestEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What sales tells about orders. Unless changed: two lines, 52.72 + 7.97 = 60.69 EUR, 30 days to pay. */
public final class Orders {

    public static final String TOPIC = "erp.sales.order";
    public static final String CONFIRMED = "sales.order.confirmed.v1";
    public static final String CANCELLED = "sales.order.cancelled.v1";
    public static final String REDUCED = "sales.order.reduced.v1";
    public static final String RETURNED = "sales.order.returned.v1";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Orders() {}

    public static TestEvent confirmed(UUID orderId) {
        return confirmed(orderId, order -> {});
    }

    public static TestEvent confirmed(UUID orderId, Consumer<ObjectNode> change) {
        return event(CONFIRMED, orderId, 2, change);
    }

    /** Everything is given away. */
    public static TestEvent free(UUID orderId) {
        return confirmed(orderId, order -> {
            order.get("lines").forEach(line -> ((ObjectNode) line)
                    .put("discountPercent", "100.00")
                    .put("net", "0.00")
                    .put("tax", "0.00")
                    .put("gross", "0.00"));
            order.put("net", "0.00").put("tax", "0.00").put("gross", "0.00");
        });
    }

    public static TestEvent cancelled(UUID orderId, boolean wasConfirmed) {
        return event(CANCELLED, orderId, 3, order -> order.put("wasConfirmed", wasConfirmed));
    }

    /** One piece of the first line less: 40.85 + 5.71 = 46.56 EUR remain, 14.13 less than before. */
    public static TestEvent reduced(UUID orderId) {
        return reduced(orderId, order -> {});
    }

    public static TestEvent reduced(UUID orderId, Consumer<ObjectNode> change) {
        var confirmed = (ObjectNode) JSON.readTree(Contracts.examples(CONFIRMED).getFirst());
        var remaining = JSON.createObjectNode();
        var lines = (ArrayNode) confirmed.get("lines");
        ((ObjectNode) lines.get(0))
                .put("quantity", 2)
                .put("net", "23.75")
                .put("tax", "4.51")
                .put("gross", "28.26");
        remaining.set("lines", lines);
        remaining.put("net", "40.85").put("tax", "5.71").put("gross", "46.56");
        var order = JSON.createObjectNode()
                .put("orderId", orderId.toString())
                .put("number", "SO-2026-000017")
                .put("reason", "two of three are enough")
                .put("reducedAt", "2026-11-24T09:00:00Z")
                .put("currency", "EUR");
        order.putArray("lines")
                .addObject()
                .put("line", 1)
                .put("productId", lines.get(0).get("productId").asString())
                .put("sku", "WIDGET-1")
                .put("quantity", 1);
        order.set("remaining", remaining);
        change.accept(order);
        return TestEvent.of(REDUCED, orderId, 3, order.toString()).at(Instant.now());
    }

    /** One piece of the first line came back: 11.87 + 2.26 = 14.13 EUR. */
    public static TestEvent returned(UUID orderId, UUID returnId) {
        return returned(orderId, returnId, order -> {});
    }

    public static TestEvent returned(UUID orderId, UUID returnId, Consumer<ObjectNode> change) {
        var order = JSON.createObjectNode()
                .put("orderId", orderId.toString())
                .put("number", "SO-2026-000017")
                .put("returnId", returnId.toString())
                .put("returnNumber", "RET-2026-000002")
                .put("currency", "EUR")
                .put("reason", "wrong colour")
                .put("returnedAt", "2026-11-24T09:00:00Z");
        order.putArray("lines")
                .addObject()
                .put("line", 1)
                .put("productId", "0193a8c0-7c1e-7022-8a4b-5e6f70819202")
                .put("sku", "WIDGET-1")
                .put("quantity", 1)
                .put("disposition", "restock")
                .put("net", "11.87")
                .put("taxRate", "19.00")
                .put("tax", "2.26")
                .put("gross", "14.13");
        order.put("net", "11.87").put("tax", "2.26").put("gross", "14.13");
        change.accept(order);
        return TestEvent.of(RETURNED, orderId, 4, order.toString()).at(Instant.now());
    }

    /** As the chassis hands it to a handler. */
    public static IncomingEvent incoming(TestEvent event) {
        return new IncomingEvent(
                event.id(),
                event.type(),
                event.subject(),
                event.sequence(),
                event.time(),
                new Actor("test", "Test"),
                event.correlationId(),
                event.causationId(),
                null,
                ((String) event.data()).getBytes(StandardCharsets.UTF_8),
                new IncomingEvent.Source(event.topic(), 0, 0));
    }

    private static TestEvent event(String type, UUID orderId, long sequence, Consumer<ObjectNode> change) {
        var data = (ObjectNode) JSON.readTree(Contracts.examples(type).getFirst());
        data.put("orderId", orderId.toString());
        change.accept(data);
        return TestEvent.of(type, orderId, sequence, data.toString()).at(Instant.now());
    }
}
