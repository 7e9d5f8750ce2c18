package dev.erp.purchasing.order;

import dev.erp.purchasing.order.Receipt.State;
import dev.erp.purchasing.order.Reply.BillDrafted;
import dev.erp.purchasing.order.Reply.BillVoided;
import dev.erp.purchasing.order.Reply.ReversalRefused;
import dev.erp.purchasing.order.Reply.StockBooked;
import dev.erp.purchasing.order.Reply.StockRefused;
import dev.erp.purchasing.order.Reply.StockReversed;

/**
 * What becomes of a receipt when the world answers: stock, average cost and waiting sales orders are inventory's, the bill is
 * finance's. {@link #reaction} is the whole saga: a table over every state and every reply.
 */
final class ReceiptSaga {

    /** A cell of the table. */
    sealed interface Reaction {}

    /** The receipt takes this state. */
    record Becomes(State next) implements Reaction {}

    /** The receipt keeps its state; that its bill came or went is noted. */
    record Notes() implements Reaction {}

    /** Nothing happens at all, for this reason. */
    record Ignores(String because) implements Reaction {}

    private static final Ignores ONCE = new Ignores("inventory answers a receipt once");
    private static final Ignores NOT_ASKED = new Ignores("nobody asked to reverse it");
    private static final Ignores NOT_IN_STOCK = new Ignores("what is not in stock has no bill");
    private static final Ignores NO_BILL = new Ignores("it has no bill that could be voided");

    private ReceiptSaga() {}

    static Reaction reaction(State state, Reply reply) {
        return switch (state) {
            case RECORDED ->
                switch (reply) {
                    case StockBooked _ -> new Becomes(State.BOOKED);
                    case StockRefused _ -> new Becomes(State.REFUSED);
                    case StockReversed _, ReversalRefused _ -> NOT_ASKED;
                    case BillDrafted _, BillVoided _ -> NOT_IN_STOCK;
                };
            case BOOKED ->
                switch (reply) {
                    case StockBooked _, StockRefused _ -> ONCE;
                    // asked twice, refused once, and done the second time
                    case StockReversed _ -> new Becomes(State.REVERSED);
                    case ReversalRefused _ -> NOT_ASKED;
                    case BillDrafted _ -> new Becomes(State.BILLED);
                    case BillVoided _ -> NO_BILL;
                };
            case BILLED ->
                switch (reply) {
                    case StockBooked _, StockRefused _ -> ONCE;
                    // asked twice, refused once, and done the second time
                    case StockReversed _ -> new Becomes(State.REVERSED);
                    case ReversalRefused _ -> NOT_ASKED;
                    case BillDrafted _ -> new Ignores("a receipt has one bill");
                    // by hand: it waits for another one
                    case BillVoided _ -> new Becomes(State.BOOKED);
                };
            case WAIVED ->
                switch (reply) {
                    case StockBooked _, StockRefused _ -> ONCE;
                    // asked twice, refused once, and done the second time
                    case StockReversed _ -> new Becomes(State.REVERSED);
                    case ReversalRefused _ -> NOT_ASKED;
                    // late, and welcome
                    case BillDrafted _ -> new Becomes(State.BILLED);
                    case BillVoided _ -> NO_BILL;
                };
            case REVERSING ->
                switch (reply) {
                    case StockBooked _, StockRefused _ -> ONCE;
                    case StockReversed _ -> new Becomes(State.REVERSED);
                    // BILLED, if it has a bill
                    case ReversalRefused _ -> new Becomes(State.BOOKED);
                    case BillDrafted _, BillVoided _ -> new Notes();
                };
            case REVERSED ->
                switch (reply) {
                    case StockBooked _, StockRefused _ -> ONCE;
                    case StockReversed _, ReversalRefused _ -> new Ignores("it is reversed already");
                    // finance hears of the reversal itself, and voids what it drafted before or after it
                    case BillDrafted _, BillVoided _ -> new Notes();
                };
            case REFUSED ->
                switch (reply) {
                    // asked twice: what stood in the way the first time was gone the second time
                    case StockBooked _ -> new Becomes(State.BOOKED);
                    case StockRefused _ -> ONCE;
                    case StockReversed _, ReversalRefused _ -> NOT_ASKED;
                    case BillDrafted _, BillVoided _ -> NOT_IN_STOCK;
                };
            case ABANDONED ->
                switch (reply) {
                    // it is in stock after all, and asked to leave it already
                    case StockBooked _ -> new Becomes(State.REVERSING);
                    case StockRefused _, StockReversed _, ReversalRefused _ -> new Notes();
                    case BillDrafted _, BillVoided _ -> NOT_IN_STOCK;
                };
            case REJECTED ->
                switch (reply) {
                    case StockBooked _, StockRefused _, StockReversed _, ReversalRefused _ ->
                        new Ignores("inventory was asked nothing");
                    case BillDrafted _, BillVoided _ -> NOT_IN_STOCK;
                };
        };
    }
}
