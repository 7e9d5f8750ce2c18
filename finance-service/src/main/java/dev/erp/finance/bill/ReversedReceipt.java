package dev.erp.finance.bill;

import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import java.util.UUID;

/** What finance reads of {@code purchasing.order.receipt-reversed.v1}. */
record ReversedReceipt(UUID purchaseOrderId, UUID receiptId, String reason) {

    private static final int MAX_REASON = 500;

    /** @throws InvalidEventException when something is missing or out of range */
    static ReversedReceipt of(IncomingEvent event) {
        ReversedReceipt receipt = event.as(ReversedReceipt.class);
        if (!event.subject().equals(receipt.purchaseOrderId)) {
            throw new InvalidEventException("purchaseOrderId is not the subject of " + event.id());
        }
        if (receipt.receiptId == null) {
            throw new InvalidEventException("receiptId is missing in " + event.id());
        }
        if (receipt.reason == null || receipt.reason.length() > MAX_REASON || receipt.reason.indexOf('\0') >= 0) {
            throw new InvalidEventException(
                    "the reason of " + event.id() + " is not up to " + MAX_REASON + " characters without NUL");
        }
        return receipt;
    }
}
