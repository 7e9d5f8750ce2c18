package dev.erp.purchasing.order;

import dev.erp.purchasing.order.Receipt.Attention;
import dev.erp.purchasing.order.Receipt.State;
import dev.erp.purchasing.order.ReceiptSaga.Becomes;
import dev.erp.purchasing.order.ReceiptSaga.Ignores;
import dev.erp.purchasing.order.ReceiptSaga.Notes;
import dev.erp.purchasing.order.Reply.BillDrafted;
import dev.erp.purchasing.order.Reply.BillVoided;
import dev.erp.purchasing.order.Reply.ReversalRefused;
import dev.erp.purchasing.order.Reply.StockBooked;
import dev.erp.purchasing.order.Reply.StockRefused;
import dev.erp.purchasing.order.Reply.StockReversed;
import java.time.Instant;
import java.util.UUID;

/** What an order makes of an answer about one of its receipts, as {@link ReceiptSaga} says. */
final class Answering {

    private Answering() {}

    /** Pure: what the order makes of the reply; empty when it is ignored. */
    static Decision decide(PurchaseOrder order, Receipt receipt, Reply reply, UUID heard, Instant at) {
        Decision decision = new Decision(order, at, heard);
        switch (ReceiptSaga.reaction(receipt.state(), reply)) {
            case Becomes(State next) -> moves(decision, receipt, next, reply);
            case Notes() -> noted(decision, receipt, reply);
            case Ignores _ -> {
                return decision;
            }
        }
        return decision.settled();
    }

    private static void moves(Decision decision, Receipt receipt, State next, Reply reply) {
        Instant at = decision.at();
        switch (reply) {
            case StockBooked _ -> booked(decision, receipt, next, reply);
            case StockRefused a -> {
                String detail = detail(receipt, reply);
                decision.becomes(receipt.to(next, a.reason(), at).needing(new Attention(detail, at)));
                enters(decision, Entry.DROPPED, receipt, reply);
            }
            case StockReversed _ -> reversed(decision, receipt, next, reply);
            case ReversalRefused _ -> {
                State stays = stays(receipt);
                decision.becomes(receipt.to(stays, null, at));
                enters(decision, Entry.KEPT, receipt, reply);
            }
            case BillDrafted a -> {
                decision.becomes(receipt.to(next, null, at).covered(true, a.billId()));
                if (receipt.covered()) {
                    decision.notes(reply.step(), detail(receipt, reply), receipt.id());
                } else {
                    enters(decision, Entry.BILLED, receipt, reply);
                }
            }
            case BillVoided _ -> {
                decision.becomes(receipt.to(next, null, at).covered(false, null));
                enters(decision, Entry.UNBILLED, receipt, reply);
            }
        }
    }

    private static void booked(Decision decision, Receipt receipt, State next, Reply reply) {
        if (receipt.state() != State.RECORDED) {
            decision.enters(
                    Entry.RECORDED,
                    receipt.accepted(),
                    "receipt_resumed",
                    "receipt " + receipt.number() + ": inventory has booked it after all",
                    receipt.id());
        }
        decision.becomes(receipt.to(next, receipt.reason(), decision.at()));
        enters(decision, Entry.BOOKED, receipt, reply);
        decision.tells(Telling.received(decision.order(), receipt));
        if (next == State.REVERSING) {
            decision.enters(
                    Entry.REVERSING,
                    receipt.accepted(),
                    "reversal_requested",
                    "receipt " + receipt.number() + ": inventory was asked for it when the receipt was abandoned",
                    receipt.id());
        }
    }

    private static void reversed(Decision decision, Receipt receipt, State next, Reply reply) {
        Receipt reversed = receipt.to(next, reason(receipt), decision.at());
        if (receipt.state() != State.REVERSING) {
            decision.enters(
                    Entry.REVERSING,
                    receipt.accepted(),
                    "reversal_granted",
                    "receipt " + receipt.number() + ": inventory was asked more than once, and has changed its answer",
                    receipt.id());
        }
        decision.becomes(reversed);
        enters(decision, Entry.REVERSED, receipt, reply);
        if (receipt.covered() && receipt.billId() == null) {
            // nobody waited for its bill, so nobody waits until it is void
            decision.becomes(reversed.covered(false, null));
            decision.enters(
                    Entry.UNBILLED,
                    receipt.accepted(),
                    "bill_not_needed",
                    "receipt " + receipt.number() + ": it needs no bill any more",
                    receipt.id());
        }
        decision.tells(Telling.reversed(decision.order(), reversed, decision.at()));
    }

    /** A bill came, or was voided, while the goods go or are gone; or inventory answers what nobody waits for. */
    private static void noted(Decision decision, Receipt receipt, Reply reply) {
        switch (reply) {
            case BillDrafted a
            when !receipt.covered() -> {
                decision.becomes(receipt.covered(true, a.billId()));
                enters(decision, Entry.BILLED, receipt, reply);
            }
            case BillDrafted a -> {
                decision.becomes(receipt.covered(true, a.billId()));
                decision.notes(reply.step(), detail(receipt, reply), receipt.id());
            }
            case BillVoided _
            when receipt.covered() -> {
                Receipt uncovered = receipt.covered(false, null);
                decision.becomes(receipt.state() == State.REVERSED ? uncovered.waitingFrom(decision.at()) : uncovered);
                enters(decision, Entry.UNBILLED, receipt, reply);
            }
            default -> decision.notes(reply.step(), detail(receipt, reply), receipt.id());
        }
    }

    /** What was said when it was asked for; that is forgotten when it is refused. */
    private static String reason(Receipt receipt) {
        return receipt.reason() == null ? "reversed after all" : receipt.reason();
    }

    private static State stays(Receipt receipt) {
        if (!receipt.covered()) {
            return State.BOOKED;
        }
        return receipt.billId() == null ? State.WAIVED : State.BILLED;
    }

    private static void enters(Decision decision, Entry entry, Receipt receipt, Reply reply) {
        decision.enters(entry, receipt.accepted(), reply.step(), detail(receipt, reply), receipt.id());
    }

    private static String detail(Receipt receipt, Reply reply) {
        return "receipt " + receipt.number() + ": " + reply.detail();
    }
}
