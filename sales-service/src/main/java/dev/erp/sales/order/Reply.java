package dev.erp.sales.order;

import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import java.util.UUID;

/**
 * What the world answers to a sales order, as far as sales cares: inventory about its stock, finance about its invoice. Each record
 * holds the fields that are read of the event's data.
 */
sealed interface Reply permits StockReply, BillingReply {

    UUID orderId();

    /** What the timeline says about it. */
    String detail();

    /** Snake case, for the timeline. */
    String step();

    /** Whether it holds what must be there to act on it. */
    boolean isComplete();

    /** @throws InvalidEventException when the data is not what the type promises */
    static Reply of(IncomingEvent event) {
        Reply reply = event.as(type(event));
        require(event, reply.orderId() != null, "orderId is missing");
        require(event, reply.isComplete(), "what it must tell is not all there, or out of bounds");
        return reply;
    }

    private static Class<? extends Reply> type(IncomingEvent event) {
        return switch (event.type()) {
            case "inventory.reservation.confirmed.v1" -> StockReply.ReservationConfirmed.class;
            case "inventory.reservation.rejected.v1" -> StockReply.ReservationRejected.class;
            case "inventory.reservation.released.v1" -> StockReply.ReservationReleased.class;
            case "inventory.reservation.waiting.v1" -> StockReply.ReservationWaiting.class;
            case "inventory.reservation.reduced.v1" -> StockReply.ReservationReduced.class;
            case "inventory.reservation.expired.v1" -> StockReply.ReservationExpired.class;
            case "inventory.reservation.issued.v1", "inventory.reservation.fulfilled.v1" ->
                StockReply.GoodsIssued.class;
            case "inventory.reservation.issue-refused.v1" -> StockReply.IssueRefused.class;
            case "inventory.reservation.restocked.v1" -> StockReply.GoodsRestocked.class;
            case "finance.invoice.drafted.v1" -> BillingReply.InvoiceDrafted.class;
            case "finance.invoice.sent.v1" -> BillingReply.InvoiceSent.class;
            case "finance.invoice.partially-paid.v1" -> BillingReply.InvoicePartiallyPaid.class;
            case "finance.invoice.paid.v1" -> BillingReply.InvoicePaid.class;
            case "finance.invoice.voided.v1" -> BillingReply.InvoiceVoided.class;
            case "finance.invoice.credited.v1" -> BillingReply.InvoiceCredited.class;
            case "finance.invoice.payment-reversed.v1" -> BillingReply.PaymentReversed.class;
            case "finance.invoice.overdue.v1" -> BillingReply.InvoiceOverdue.class;
            case "finance.credit-note.drafted.v1" -> BillingReply.CreditNoteDrafted.class;
            case "finance.credit-note.voided.v1" -> BillingReply.CreditNoteVoided.class;
            default -> throw new InvalidEventException("no answer to a sales order: " + event.type());
        };
    }

    private static void require(IncomingEvent event, boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidEventException(event.type() + " " + event.id() + ": " + otherwise);
        }
    }
}
