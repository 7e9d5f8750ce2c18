package dev.erp.purchasing.order;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** What a purchase order tells the world; each record is the event's data. The schemas are in event-contracts/purchasing. */
sealed interface PurchaseOrderEvent {

    String TOPIC = "erp.purchasing.order";

    /** {@code purchasing.order.<past participle>.v1}. */
    default String type() {
        return "purchasing.order."
                + switch (this) {
                    case Drafted _ -> "drafted";
                    case Changed _ -> "changed";
                    case Submitted _ -> "submitted";
                    case Approved _ -> "approved";
                    case Cancelled _ -> "cancelled";
                    case ReceiptRecorded _ -> "receipt-recorded";
                    case GoodsRejected _ -> "goods-rejected";
                    case Received _ -> "received";
                    case ReversalRequested _ -> "receipt-reversal-requested";
                    case ReceiptReversed _ -> "receipt-reversed";
                    case ProcessAbandoned _ -> "process-abandoned";
                    case Billed _ -> "billed";
                    case Completed _ -> "completed";
                }
                + ".v1";
    }

    record Drafted(@JsonUnwrapped Document document, Instant draftedAt) implements PurchaseOrderEvent {}

    /** The draft is another one now. */
    record Changed(@JsonUnwrapped Document document, Instant changedAt) implements PurchaseOrderEvent {}

    record Submitted(@JsonUnwrapped Document document, Instant submittedAt) implements PurchaseOrderEvent {}

    /** The supplier may deliver: inventory expects its goods. */
    record Approved(@JsonUnwrapped Document document, String approvedBy, Instant approvedAt)
            implements PurchaseOrderEvent {}

    /** So much of it is not wanted any more. @param status of the order afterwards */
    record Cancelled(
            UUID purchaseOrderId,
            String number,
            String reason,
            PurchaseOrderStatus status,
            List<CountedLine> lines,
            Instant cancelledAt)
            implements PurchaseOrderEvent {}

    /** Goods are at the door: inventory books what was accepted. */
    record ReceiptRecorded(
            UUID purchaseOrderId,
            String number,
            UUID receiptId,
            String receiptNumber,
            UUID warehouseId,
            List<RecordedLine> lines,
            Instant receivedAt)
            implements PurchaseOrderEvent {}

    /** All that came was sent back at the door. */
    record GoodsRejected(
            UUID purchaseOrderId,
            String number,
            UUID receiptId,
            String receiptNumber,
            List<CountedLine> lines,
            Instant rejectedAt)
            implements PurchaseOrderEvent {}

    /** The goods are in stock: finance drafts a bill of them. */
    record Received(
            UUID purchaseOrderId,
            String number,
            UUID receiptId,
            String receiptNumber,
            PurchaseOrder.Supplier supplier,
            Currency currency,
            BigDecimal exchangeRate,
            String rounding,
            List<BillableLine> lines,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal gross,
            int paymentTermDays,
            Instant receivedAt)
            implements PurchaseOrderEvent {}

    /** The goods of a receipt shall leave the stock again. */
    record ReversalRequested(
            UUID purchaseOrderId,
            String number,
            UUID receiptId,
            String receiptNumber,
            UUID warehouseId,
            String reason,
            List<RecordedLine> lines,
            Instant requestedAt)
            implements PurchaseOrderEvent {}

    /** The goods of a receipt have left the stock: finance voids its bill. */
    record ReceiptReversed(
            UUID purchaseOrderId,
            String number,
            UUID receiptId,
            String receiptNumber,
            String reason,
            List<CountedLine> lines,
            Instant reversedAt)
            implements PurchaseOrderEvent {}

    /** Somebody decided not to wait any longer for what the receipts wait for. */
    record ProcessAbandoned(
            UUID purchaseOrderId, String number, String reason, List<UUID> receiptIds, Instant abandonedAt)
            implements PurchaseOrderEvent {}

    /** All that was received has its bill. */
    record Billed(UUID purchaseOrderId, String number, List<UUID> billIds, Instant billedAt)
            implements PurchaseOrderEvent {}

    record Completed(UUID purchaseOrderId, String number, Instant completedAt) implements PurchaseOrderEvent {}

    /** The order as it is agreed; amounts at the minor units of the one currency. */
    record Document(
            UUID purchaseOrderId,
            String number,
            PurchaseOrder.Supplier supplier,
            Currency currency,
            BigDecimal exchangeRate,
            UUID warehouseId,
            String supplierReference,
            String rounding,
            List<OrderedLine> lines,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal gross,
            int paymentTermDays) {}

    /** @param cancelled so much of the quantity before it was approved, or null */
    record OrderedLine(
            int line,
            UUID productId,
            String sku,
            String name,
            String supplierSku,
            Quantity quantity,
            Quantity cancelled,
            BigDecimal unitPrice,
            BigDecimal net,
            BigDecimal taxRate,
            BigDecimal tax,
            BigDecimal gross,
            LocalDate expectedOn) {}

    record CountedLine(int line, UUID productId, String sku, Quantity quantity) {}

    /** @param unitCost of one unit in the base currency, four decimals */
    record RecordedLine(
            int line, UUID productId, String sku, Quantity accepted, Quantity rejected, BigDecimal unitCost) {}

    record BillableLine(
            int line,
            UUID productId,
            String sku,
            String name,
            Quantity quantity,
            BigDecimal unitPrice,
            BigDecimal net,
            BigDecimal taxRate,
            BigDecimal tax,
            BigDecimal gross) {}
}
