package dev.erp.finance.task;

import java.time.Instant;
import java.util.UUID;

/**
 * A task to be opened, once for each kind and subject.
 *
 * @param subject what it is about: an invoice, a return, a receipt, or the event that could not be followed
 * @param invoiceId null when it is about no invoice
 * @param billId null when it is about no bill
 * @param orderId the sales order, or null
 * @param purchaseOrderId or null
 * @param reason up to 500 characters are kept
 */
public record NewTask(
        Kind kind,
        UUID subject,
        UUID invoiceId,
        UUID billId,
        UUID orderId,
        UUID purchaseOrderId,
        String reason,
        Instant since) {

    private static final int MAX_REASON = 500;

    /** What a person has to decide. */
    public enum Kind {
        /** An order was cancelled, or reduced in a way that cannot be followed, after its invoice was sent. */
        CREDIT_NEEDED,
        /** Goods came back that the invoice has no room to credit, or there is no invoice. */
        RETURN_NOT_CREDITED,
        /** A receipt was reversed after its bill was no draft any more. */
        BILL_CORRECTION_NEEDED
    }

    public NewTask {
        if (reason.length() > MAX_REASON) {
            reason = reason.substring(0, MAX_REASON);
        }
    }

    public static NewTask creditNeeded(UUID subject, UUID invoiceId, UUID orderId, String reason, Instant since) {
        return new NewTask(Kind.CREDIT_NEEDED, subject, invoiceId, null, orderId, null, reason, since);
    }

    /** @param invoiceId null when the order has none */
    public static NewTask returnNotCredited(UUID returnId, UUID invoiceId, UUID orderId, String reason, Instant since) {
        return new NewTask(Kind.RETURN_NOT_CREDITED, returnId, invoiceId, null, orderId, null, reason, since);
    }

    public static NewTask billCorrectionNeeded(
            UUID receiptId, UUID billId, UUID purchaseOrderId, String reason, Instant since) {
        return new NewTask(Kind.BILL_CORRECTION_NEEDED, receiptId, null, billId, null, purchaseOrderId, reason, since);
    }
}
