package dev.erp.inventory.receipt;

import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** What stock needs to know of a purchase order's events; whatever else they carry is ignored. */
sealed interface PurchaseOrderEvent {

    String TOPIC = "erp.purchasing.order";
    String APPROVED = "purchasing.order.approved.v1";
    String CANCELLED = "purchasing.order.cancelled.v1";
    String RECEIPT_RECORDED = "purchasing.order.receipt-recorded.v1";
    String REVERSAL_REQUESTED = "purchasing.order.receipt-reversal-requested.v1";

    int MAX_LINES = 500;
    int MAX_UNIT_COST_DIGITS = 15;

    UUID purchaseOrderId();

    /** Goods are to come. @param warehouseId null for the default one */
    record Approved(UUID purchaseOrderId, String number, UUID warehouseId, List<Line> lines)
            implements PurchaseOrderEvent {}

    /**
     * @param cancelled of the quantity, before it was approved; null for nothing
     * @param expectedOn null when nobody has said
     */
    record Line(int line, UUID productId, Quantity quantity, Quantity cancelled, LocalDate expectedOn) {}

    /** So much less is to come. */
    record Cancelled(UUID purchaseOrderId, List<Less> lines) implements PurchaseOrderEvent {}

    record Less(int line, Quantity quantity) {}

    /** Goods came. @param warehouseId null for the default one */
    record Recorded(UUID purchaseOrderId, UUID receiptId, UUID warehouseId, List<Delivery> lines)
            implements PurchaseOrderEvent {}

    /**
     * @param line of the purchase order
     * @param accepted zero or more
     * @param unitCost in the base currency; null for nothing
     */
    record Delivery(int line, UUID productId, Quantity accepted, BigDecimal unitCost) {}

    /** A receipt was wrong. @param lines as recorded */
    record ReversalRequested(UUID purchaseOrderId, UUID receiptId, String reason, List<Delivery> lines)
            implements PurchaseOrderEvent {}

    /** @throws InvalidEventException when the event cannot be a purchase order's */
    static PurchaseOrderEvent of(IncomingEvent event) {
        PurchaseOrderEvent order =
                switch (event.type()) {
                    case APPROVED -> checked(event.as(Approved.class));
                    case CANCELLED -> checked(event.as(Cancelled.class));
                    case RECEIPT_RECORDED -> checked(event.as(Recorded.class));
                    case REVERSAL_REQUESTED -> event.as(ReversalRequested.class);
                    default -> throw new InvalidEventException("receipts do not listen to " + event.type());
                };
        require(event.subject().equals(order.purchaseOrderId()), "purchaseOrderId must be the event's subject");
        if (order instanceof ReversalRequested reversal) {
            require(reversal.receiptId() != null, "receiptId must be given");
        }
        return order;
    }

    private static Approved checked(Approved order) {
        require(order.number() != null && order.number().matches("[\\x21-\\x7e]{1,40}"), "number must be given");
        require(hasLines(order.lines()), "lines must be given, at most " + MAX_LINES);
        for (Line line : order.lines()) {
            require(line != null && line.productId() != null, "a line must name its product");
            require(line.quantity() != null && line.quantity().isPositive(), "a line's quantity must be more than 0");
            require(
                    line.cancelled() == null
                            || !line.cancelled().isNegative()
                                    && line.cancelled().compareTo(line.quantity()) <= 0,
                    "cancelled must be 0 to the line's quantity");
        }
        return order;
    }

    private static Cancelled checked(Cancelled order) {
        require(hasLines(order.lines()), "lines must be given, at most " + MAX_LINES);
        for (Less line : order.lines()) {
            require(line != null && line.line() >= 1, "a line must say which it is");
            require(line.quantity() != null && line.quantity().isPositive(), "a line's quantity must be more than 0");
        }
        return order;
    }

    private static Recorded checked(Recorded receipt) {
        require(receipt.receiptId() != null, "receiptId must be given");
        require(hasLines(receipt.lines()), "lines must be given, at most " + MAX_LINES);
        for (Delivery line : receipt.lines()) {
            require(line != null && line.productId() != null, "a line must name its product");
            require(line.accepted() != null && !line.accepted().isNegative(), "accepted must be 0 or more");
            require(
                    line.unitCost() == null
                            || line.unitCost().signum() >= 0
                                    && line.unitCost().scale() <= 4
                                    && line.unitCost().precision()
                                                    - line.unitCost().scale()
                                            <= MAX_UNIT_COST_DIGITS,
                    "unitCost must be 0 or more with at most 4 decimals");
        }
        return receipt;
    }

    private static boolean hasLines(List<?> lines) {
        return lines != null && !lines.isEmpty() && lines.size() <= MAX_LINES;
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new InvalidEventException(rule);
        }
    }
}
