package dev.erp.inventory.ledger;

import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.persistence.Transactions;
import dev.erp.inventory.reservation.Orders;
import dev.erp.testing.TestEvent;
import dev.erp.testing.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Events of sales and purchasing, handed to their subscriptions as the chassis does it: sets, each in a transaction. */
public final class Happenings {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<EventSubscription> subscriptions;
    private final Transactions transactions;

    public Happenings(List<EventSubscription> subscriptions, Transactions transactions) {
        this.subscriptions = subscriptions;
        this.transactions = transactions;
    }

    /** A product and how much of it. */
    public record Piece(UUID product, int quantity) {}

    public static IncomingEvent placed(UUID order, UUID warehouse, boolean waits, Piece... pieces) {
        Map<String, Object> data = order(order);
        if (warehouse != null) {
            data.put("warehouseId", warehouse);
        }
        data.put("onShortage", waits ? "backorder" : "reject");
        data.put("lines", lines(null, pieces));
        return event(SalesOrderEvent.PLACED, order, data);
    }

    /** An order that keeps its stock until then. */
    public static IncomingEvent placedUntil(UUID order, Instant until, Piece... pieces) {
        Map<String, Object> data = order(order);
        data.put("reserveUntil", until.toString());
        data.put("lines", lines(null, pieces));
        return event(SalesOrderEvent.PLACED, order, data);
    }

    public static IncomingEvent cancelled(UUID order) {
        return event(SalesOrderEvent.CANCELLED, order, order(order));
    }

    public static IncomingEvent reduced(UUID order, Piece... pieces) {
        Map<String, Object> data = order(order);
        data.put("lines", lines(null, pieces));
        return event(SalesOrderEvent.REDUCED, order, data);
    }

    public static IncomingEvent shipment(UUID order, UUID shipment, Piece... pieces) {
        Map<String, Object> data = order(order);
        data.put("shipmentId", shipment);
        data.put("lines", lines(null, pieces));
        return event(SalesOrderEvent.SHIPMENT_REQUESTED, order, data);
    }

    public static IncomingEvent returned(UUID order, UUID id, String disposition, Piece... pieces) {
        Map<String, Object> data = order(order);
        data.put("returnId", id);
        data.put("lines", lines(disposition, pieces));
        return event(SalesOrderEvent.RETURNED, order, data);
    }

    public static IncomingEvent received(
            UUID purchase, UUID receipt, UUID warehouse, String unitCost, Piece... pieces) {
        return event(
                "purchasing.order.receipt-recorded.v1",
                purchase,
                receipt(purchase, receipt, warehouse, unitCost, pieces));
    }

    public static IncomingEvent reversed(UUID purchase, UUID receipt, UUID warehouse, Piece... pieces) {
        Map<String, Object> data = receipt(purchase, receipt, warehouse, "1.0000", pieces);
        data.put("reason", "typed in twice");
        return event("purchasing.order.receipt-reversal-requested.v1", purchase, data);
    }

    /** Approved, so many pieces of each expected on that day. */
    public static IncomingEvent approved(UUID purchase, UUID warehouse, String expectedOn, Piece... pieces) {
        Map<String, Object> data = receipt(purchase, purchase, warehouse, "1.0000", pieces);
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Piece piece : pieces) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("line", lines.size() + 1);
            line.put("productId", piece.product());
            line.put("quantity", piece.quantity());
            if (expectedOn != null) {
                line.put("expectedOn", expectedOn);
            }
            lines.add(line);
        }
        data.put("lines", lines);
        return event("purchasing.order.approved.v1", purchase, data);
    }

    /** So many pieces of one of its lines are not wanted any more. */
    public static IncomingEvent purchaseCancelled(UUID purchase, int line, int quantity) {
        return event(
                "purchasing.order.cancelled.v1",
                purchase,
                Map.of("purchaseOrderId", purchase, "lines", List.of(Map.of("line", line, "quantity", quantity))));
    }

    private static Map<String, Object> receipt(
            UUID purchase, UUID receipt, UUID warehouse, String unitCost, Piece... pieces) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("purchaseOrderId", purchase);
        data.put("number", "PO-2026-000009");
        data.put("receiptId", receipt);
        data.put("receiptNumber", "GR-2026-000012");
        if (warehouse != null) {
            data.put("warehouseId", warehouse);
        }
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Piece piece : pieces) {
            lines.add(Map.of(
                    "line",
                    lines.size() + 1,
                    "productId",
                    piece.product(),
                    "sku",
                    "SKU",
                    "accepted",
                    piece.quantity(),
                    "rejected",
                    0,
                    "unitCost",
                    unitCost));
        }
        data.put("lines", lines);
        data.put("receivedAt", "2026-11-22T14:05:06Z");
        return data;
    }

    private static Map<String, Object> order(UUID order) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("orderId", order);
        data.put("number", "SO-2026-000001");
        return data;
    }

    private static List<Map<String, Object>> lines(String disposition, Piece... pieces) {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Piece piece : pieces) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("line", lines.size() + 1);
            line.put("productId", piece.product());
            line.put("quantity", piece.quantity());
            if (disposition != null) {
                line.put("disposition", disposition);
            }
            lines.add(line);
        }
        return lines;
    }

    private static IncomingEvent event(String type, UUID subject, Map<String, Object> data) {
        return Orders.incoming(type, subject, JSON.writeValueAsString(data));
    }

    /** Publishes it on its topic, as its service does. */
    public static void publish(IncomingEvent event) {
        TestEvent written =
                TestEvent.of(event.type(), event.subject(), 1, new String(event.body(), StandardCharsets.UTF_8));
        Topics.publishRaw(written.topic(), event.subject().toString(), event.body(), written.headers());
    }

    /** Handles them as one set. */
    public void happen(IncomingEvent... set) {
        String subscription = set[0].type().startsWith("sales.") ? "reservations" : "receipts";
        EventSubscription.Handler handler = subscriptions.stream()
                .filter(one -> one.name().equals(subscription))
                .findAny()
                .orElseThrow()
                .handler();
        transactions.run(handler.handle(List.of(set))).block(TIMEOUT);
    }
}
