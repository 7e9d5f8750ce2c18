package dev.erp.sales.order;

import dev.erp.sales.order.BillingReply.CreditNoteDrafted;
import dev.erp.sales.order.BillingReply.CreditNoteVoided;
import dev.erp.sales.order.BillingReply.InvoiceCredited;
import dev.erp.sales.order.BillingReply.InvoiceDrafted;
import dev.erp.sales.order.BillingReply.InvoiceOverdue;
import dev.erp.sales.order.BillingReply.InvoicePaid;
import dev.erp.sales.order.BillingReply.InvoicePartiallyPaid;
import dev.erp.sales.order.BillingReply.InvoiceSent;
import dev.erp.sales.order.BillingReply.InvoiceVoided;
import dev.erp.sales.order.BillingReply.PaymentReversed;
import dev.erp.sales.order.SalesOrder.Status;
import dev.erp.sales.order.StockReply.GoodsIssued;
import dev.erp.sales.order.StockReply.GoodsRestocked;
import dev.erp.sales.order.StockReply.IssueRefused;
import dev.erp.sales.order.StockReply.ReservationConfirmed;
import dev.erp.sales.order.StockReply.ReservationExpired;
import dev.erp.sales.order.StockReply.ReservationReduced;
import dev.erp.sales.order.StockReply.ReservationRejected;
import dev.erp.sales.order.StockReply.ReservationReleased;
import dev.erp.sales.order.StockReply.ReservationWaiting;

/**
 * What a sales order does when the world answers. {@link #of} is the whole saga: a table over every state and every reply. Which
 * state comes next is not in it: that follows from the quantities.
 */
sealed interface Reaction {

    /** The reply's quantities go into the ledger; see {@link Bookings}. */
    record Books() implements Reaction {}

    /** The order stays as it is; its timeline says what happened. */
    record Notes() implements Reaction {}

    /** Nothing happens at all, for this reason. */
    record Ignores(String because) implements Reaction {}

    static Reaction of(Status state, Reply reply) {
        return switch (state) {
            case QUOTATION -> new Ignores("a quotation has asked nobody for anything");
            case PENDING ->
                switch (reply) {
                    case ReservationConfirmed _, ReservationRejected _, ReservationWaiting _, ReservationExpired _ ->
                        new Books();
                    case ReservationReleased _ -> new Ignores("only a reservation is released");
                    case ReservationReduced _ -> new Notes();
                    case GoodsIssued _, IssueRefused _, GoodsRestocked _ -> new Ignores("nothing was to be shipped");
                    case BillingReply _ -> new Ignores("only a confirmed order has an invoice");
                };
            case WAITING ->
                switch (reply) {
                    case ReservationConfirmed _, ReservationWaiting _, ReservationReduced _ -> new Books();
                    case ReservationExpired _, ReservationReleased _, GoodsIssued _ -> new Books();
                    case ReservationRejected _ -> new Ignores("the order was taken as a back-order");
                    case IssueRefused _, GoodsRestocked _ -> new Notes();
                    case InvoiceDrafted _, InvoiceVoided _, CreditNoteDrafted _, CreditNoteVoided _ -> new Books();
                    case InvoiceSent _, InvoicePartiallyPaid _, InvoicePaid _ -> new Notes();
                    case InvoiceCredited _, InvoiceOverdue _, PaymentReversed _ -> new Notes();
                };
            case CONFIRMED ->
                switch (reply) {
                    case ReservationConfirmed _, ReservationRejected _ -> new Ignores("everything is reserved");
                    case ReservationWaiting _, ReservationReduced _, ReservationExpired _, ReservationReleased _ ->
                        new Books();
                    case GoodsIssued _ -> new Books();
                    case IssueRefused _, GoodsRestocked _ -> new Notes();
                    case InvoiceDrafted _, InvoiceVoided _, CreditNoteDrafted _, CreditNoteVoided _ -> new Books();
                    case InvoiceSent _, InvoicePartiallyPaid _, InvoicePaid _ ->
                        new Ignores("an invoice is drafted first");
                    case InvoiceCredited _, InvoiceOverdue _, PaymentReversed _ ->
                        new Ignores("an invoice is drafted first");
                };
            case INVOICED, PARTLY_SHIPPED, SHIPPED, COMPLETED ->
                switch (reply) {
                    case ReservationConfirmed _, ReservationWaiting _, ReservationReduced _ -> new Books();
                    case ReservationExpired _, ReservationReleased _, GoodsIssued _ -> new Books();
                    case ReservationRejected _ -> new Ignores("everything was reserved");
                    case IssueRefused _, GoodsRestocked _ -> new Notes();
                    case InvoiceDrafted _, InvoiceVoided _, CreditNoteDrafted _, CreditNoteVoided _ -> new Books();
                    case InvoiceSent _, InvoicePartiallyPaid _, InvoicePaid _ -> new Notes();
                    case InvoiceCredited _, InvoiceOverdue _, PaymentReversed _ -> new Notes();
                };
            case REJECTED ->
                switch (reply) {
                    case ReservationConfirmed _, ReservationRejected _, ReservationWaiting _ ->
                        new Ignores("a rejected order is not decided again");
                    case ReservationReduced _, ReservationExpired _, ReservationReleased _ ->
                        new Ignores("nothing was reserved");
                    case GoodsIssued _, IssueRefused _, GoodsRestocked _ -> new Ignores("nothing was to be shipped");
                    case BillingReply _ -> new Ignores("a rejected order has no invoice");
                };
            // Inventory and finance hear of the cancellation themselves and undo what they did, before or after it.
            case CANCELLED ->
                switch (reply) {
                    case ReservationReleased _, ReservationReduced _, ReservationExpired _ -> new Books();
                    case InvoiceVoided _, CreditNoteDrafted _, CreditNoteVoided _ -> new Books();
                    case StockReply _, BillingReply _ -> new Notes();
                };
        };
    }
}
