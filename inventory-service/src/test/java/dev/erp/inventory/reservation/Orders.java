package dev.erp.inventory.reservation;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.ledger.SalesOrderEvent;
import dev.erp.testing.TestEvent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** Sales orders as tests write them down: {@code Orders.placed(id, "3 x widget", "1 x gadget")}. */
public final class Orders {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** A line on the wire. */
    public record Wanted(UUID productId, int quantity) {}

    private Orders() {}

    /** The id that stands for a product's name in pure tests. */
    public static UUID product(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    public static SalesOrderEvent.Placed placed(UUID orderId, String... lines) {
        return new SalesOrderEvent.Placed(
                orderId,
                "SO-2026-000001",
                null,
                null,
                null,
                Arrays.stream(lines).map(Orders::line).toList());
    }

    /** The same order, ready to wait for what is missing. */
    public static SalesOrderEvent.Placed waiting(UUID orderId, String... lines) {
        SalesOrderEvent.Placed order = placed(orderId, lines);
        return new SalesOrderEvent.Placed(orderId, order.number(), null, "backorder", null, order.lines());
    }

    public static SalesOrderEvent.Cancelled cancelled(UUID orderId) {
        return new SalesOrderEvent.Cancelled(orderId);
    }

    /** {@code "3 x widget"}. */
    public static SalesOrderEvent.Line line(String text) {
        String[] parts = text.split(" x ");
        return new SalesOrderEvent.Line(product(parts[1]), new Quantity(new BigDecimal(parts[0])), null);
    }

    /** The event as sales-service publishes it. */
    public static TestEvent placedEvent(UUID orderId, Wanted... lines) {
        List<Map<String, Object>> written = new ArrayList<>();
        IntStream.range(0, lines.length).forEach(i -> written.add(line(i + 1, lines[i])));
        return TestEvent.of(
                SalesOrderEvent.PLACED,
                orderId,
                1,
                Map.ofEntries(
                        Map.entry("orderId", orderId),
                        Map.entry("number", number()),
                        Map.entry(
                                "customer",
                                Map.of("customerId", UUID.randomUUID(), "number", "C-000001", "name", "Ada")),
                        Map.entry("currency", "EUR"),
                        Map.entry("rounding", "half_up_per_line"),
                        Map.entry("discountPercent", "0.00"),
                        Map.entry("lines", written),
                        Map.entry("net", "1.00"),
                        Map.entry("tax", "0.19"),
                        Map.entry("gross", "1.19"),
                        Map.entry("paymentTermDays", 30),
                        Map.entry("placedAt", "2026-11-22T14:05:06Z")));
    }

    /** The event as sales-service publishes it. */
    public static TestEvent cancelledEvent(UUID orderId) {
        return TestEvent.of(
                SalesOrderEvent.CANCELLED,
                orderId,
                2,
                Map.of(
                        "orderId", orderId,
                        "number", "SO-2026-000001",
                        "reason", "changed their mind",
                        "cancelledAt", "2026-11-22T15:00:00Z",
                        "wasConfirmed", true));
    }

    /** As the chassis hands it to the subscription. */
    public static IncomingEvent incoming(TestEvent event) {
        return incoming(event.type(), event.subject(), JSON.writeValueAsString(event.data()));
    }

    /** The event's data as it lies on the topic. */
    public static byte[] body(TestEvent event) {
        return JSON.writeValueAsBytes(event.data());
    }

    public static IncomingEvent incoming(String type, UUID subject, String body) {
        return new IncomingEvent(
                UUID.randomUUID(),
                type,
                subject,
                1,
                Instant.parse("2026-11-22T14:05:06Z"),
                new Actor("test", "test"),
                subject,
                null,
                null,
                body.getBytes(StandardCharsets.UTF_8),
                new IncomingEvent.Source(SalesOrderEvent.TOPIC, 0, 0));
    }

    private static String number() {
        return "SO-2026-%06d".formatted(NUMBER.incrementAndGet());
    }

    private static Map<String, Object> line(int number, Wanted wanted) {
        return Map.ofEntries(
                Map.entry("line", number),
                Map.entry("productId", wanted.productId()),
                Map.entry("sku", "SKU"),
                Map.entry("name", "Name"),
                Map.entry("quantity", wanted.quantity()),
                Map.entry("unitPrice", "1.00"),
                Map.entry("discountPercent", "0.00"),
                Map.entry("net", "1.00"),
                Map.entry("taxRate", "19.00"),
                Map.entry("tax", "0.19"),
                Map.entry("gross", "1.19"));
    }
}
