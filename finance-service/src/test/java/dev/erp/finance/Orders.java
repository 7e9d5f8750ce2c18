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
import tools.jackson.databind.node.ObjectNode;

/** What sales tells about orders. Unless changed: two lines, 52.72 + 7.97 = 60.69 EUR, 30 days to pay. */
public final class Orders {

    public static final String TOPIC = "erp.sales.order";
    public static final String CONFIRMED = "sales.order.confirmed.v1";
    public static final String CANCELLED = "sales.order.cancelled.v1";

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
