package dev.erp.purchasing.order;

import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import java.util.List;
import java.util.UUID;

/**
 * What the world answers about a receipt: inventory about its stock, finance about its bill. Each record holds the fields that are
 * read of the event's data.
 */
sealed interface Reply {

    UUID purchaseOrderId();

    UUID receiptId();

    /** What the timeline says about it, after the receipt's number. */
    String detail();

    record StockBooked(UUID purchaseOrderId, UUID receiptId, List<UUID> filledOrders) implements Reply {
        @Override
        public String detail() {
            int filled = filledOrders == null ? 0 : filledOrders.size();
            return filled == 0 ? "in stock" : "in stock; it helps " + filled + " sales orders that waited";
        }
    }

    record StockRefused(UUID purchaseOrderId, UUID receiptId, String reason) implements Reply {
        @Override
        public String detail() {
            return "inventory does not book it: " + reason;
        }
    }

    record StockReversed(UUID purchaseOrderId, UUID receiptId) implements Reply {
        @Override
        public String detail() {
            return "its goods have left the stock";
        }
    }

    record ReversalRefused(UUID purchaseOrderId, UUID receiptId, String reason) implements Reply {
        @Override
        public String detail() {
            return "its goods stay: " + reason;
        }
    }

    record BillDrafted(UUID purchaseOrderId, UUID receiptId, UUID billId) implements Reply {
        @Override
        public String detail() {
            return "bill drafted";
        }
    }

    record BillVoided(UUID purchaseOrderId, UUID receiptId, UUID billId, String reason) implements Reply {
        @Override
        public String detail() {
            return "its bill is void: " + reason;
        }
    }

    /** Snake case, for the timeline. */
    default String step() {
        return switch (this) {
            case StockBooked _ -> "stock_booked";
            case StockRefused _ -> "stock_refused";
            case StockReversed _ -> "stock_reversed";
            case ReversalRefused _ -> "reversal_refused";
            case BillDrafted _ -> "bill_drafted";
            case BillVoided _ -> "bill_voided";
        };
    }

    /** Whether it is about a receipt at all: bills may also be entered by hand, with an order or without one. */
    default boolean isOurs() {
        return purchaseOrderId() != null && receiptId() != null;
    }

    /** @throws InvalidEventException when the data is not what the type promises */
    static Reply of(IncomingEvent event) {
        Reply reply = event.as(type(event));
        if (!reply.isOurs() && event.type().startsWith("finance.")) {
            return reply;
        }
        require(event, reply.purchaseOrderId() != null, "purchaseOrderId is missing");
        require(event, reply.receiptId() != null, "receiptId is missing");
        switch (reply) {
            case BillDrafted a -> require(event, a.billId != null, "billId is missing");
            case StockRefused a -> require(event, a.reason != null, "reason is missing");
            case ReversalRefused a -> require(event, a.reason != null, "reason is missing");
            default -> {
                // the other fields are only shown
            }
        }
        return reply;
    }

    private static Class<? extends Reply> type(IncomingEvent event) {
        return switch (event.type()) {
            case "inventory.receipt.booked.v1" -> StockBooked.class;
            case "inventory.receipt.refused.v1" -> StockRefused.class;
            case "inventory.receipt.reversed.v1" -> StockReversed.class;
            case "inventory.receipt.reversal-refused.v1" -> ReversalRefused.class;
            case "finance.bill.drafted.v1" -> BillDrafted.class;
            case "finance.bill.voided.v1" -> BillVoided.class;
            default -> throw new InvalidEventException("no answer about a receipt: " + event.type());
        };
    }

    private static void require(IncomingEvent event, boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidEventException(event.type() + " " + event.id() + ": " + otherwise);
        }
    }
}
