package dev.erp.purchasing.order;

import dev.erp.chassis.web.Problem;
import dev.erp.purchasing.order.Receipt.Attention;
import dev.erp.purchasing.order.Receipt.Party;
import dev.erp.purchasing.order.Receipt.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What becomes of receipts that nobody answers: they ask for attention, and somebody asks again or gives up. */
final class Waiting {

    /** How long inventory and finance may take. */
    record Patience(Duration stock, Duration bill) {

        private Duration with(Party party) {
            return party == Party.STOCK ? stock : bill;
        }
    }

    private Waiting() {}

    /** Silence is no "no": the receipt stays as it is, and a late answer still moves it. Empty when nothing is overdue. */
    static Decision overdue(PurchaseOrder order, Patience patience, Instant at) {
        Decision decision = new Decision(order, at, null);
        for (Receipt receipt : order.receipts()) {
            Party party = receipt.waitsFor();
            if (party == null
                    || receipt.attention() != null
                    || receipt.waitingSince().plus(patience.with(party)).isAfter(at)) {
                continue;
            }
            String reason = "%s within %d s"
                    .formatted(silence(receipt), patience.with(party).toSeconds());
            decision.becomes(receipt.needing(new Attention(reason, at)))
                    .notes(party == Party.STOCK ? "stock_overdue" : "bill_overdue", reason, receipt.id());
        }
        return decision;
    }

    private static String silence(Receipt receipt) {
        String number = receipt.number();
        return switch (receipt.state()) {
            case RECORDED -> "inventory did not book receipt " + number;
            case REVERSING -> "inventory did not say whether receipt " + number + " is reversed";
            case BOOKED -> "finance drafted no bill of receipt " + number;
            default -> "finance did not void the bill of receipt " + number;
        };
    }

    /** What can be done about a receipt that asks for attention. */
    static List<String> nextActions(Receipt receipt) {
        return switch (receipt.state()) {
            case RECORDED, BOOKED, REVERSED -> List.of("wait", "retry", "abandon");
            // what goes may be gone already: nobody can stop waiting for the answer
            case REVERSING -> List.of("wait", "retry");
            // what stood in the way may be gone
            case REFUSED -> List.of("retry", "abandon");
            case BILLED, WAIVED, ABANDONED, REJECTED -> List.of();
        };
    }

    /**
     * Asks again for what is overdue or was refused. Who is asked twice does it once: the receipt's id is the same.
     *
     * @param overPercent so much more than was ordered is taken in
     * @throws Problem 409 {@code nothing_to_retry}, or {@code receipt_not_needed} when what was refused has come otherwise
     */
    static Decision retry(PurchaseOrder order, BigDecimal overPercent, Instant at) {
        Decision decision = new Decision(order, at, null);
        for (Receipt receipt : asking(order, "retry")) {
            String detail = "receipt " + receipt.number() + ": asked again";
            if (receipt.state() == State.REFUSED) {
                Receiving.requireRoom(decision.order(), receipt, overPercent);
                decision.becomes(receipt.to(State.RECORDED, null, at))
                        .enters(Entry.RECORDED, receipt.accepted(), "retried", detail, receipt.id())
                        .tells(Telling.recorded(order, receipt));
            } else {
                decision.becomes(receipt.waitingFrom(at))
                        .notes("retried", detail, receipt.id())
                        .tells(asked(order, receipt, at));
            }
        }
        if (decision.isEmpty()) {
            throw Problem.conflict(
                    "nothing_to_retry",
                    "Purchase order " + order.number()
                            + " waits for nothing that is overdue and could be asked for again.");
        }
        return decision;
    }

    private static PurchaseOrderEvent asked(PurchaseOrder order, Receipt receipt, Instant at) {
        return switch (receipt.state()) {
            case RECORDED -> Telling.recorded(order, receipt);
            case REVERSING -> Telling.reversalRequested(order, receipt, at);
            case BOOKED -> Telling.received(order, receipt);
            default -> Telling.reversed(order, receipt, at);
        };
    }

    /**
     * Stops waiting: for the booking of a receipt, which inventory is asked to take back should it yet come; for a bill; for the
     * voiding of one; or takes note of a refusal.
     *
     * @throws Problem 409 {@code nothing_to_abandon}
     */
    static Decision abandon(PurchaseOrder order, String reason, Instant at) {
        Decision decision = new Decision(order, at, null);
        List<UUID> abandoned = new ArrayList<>();
        for (Receipt receipt : asking(order, "abandon")) {
            abandon(decision, receipt, reason);
            abandoned.add(receipt.id());
        }
        if (abandoned.isEmpty()) {
            throw Problem.conflict(
                    "nothing_to_abandon",
                    "Purchase order " + order.number() + " waits for nothing that could be given up.");
        }
        decision.tells(new PurchaseOrderEvent.ProcessAbandoned(order.id(), order.number(), reason, abandoned, at));
        return decision.settled();
    }

    private static void abandon(Decision decision, Receipt receipt, String reason) {
        String what = "receipt " + receipt.number() + ": ";
        Instant at = decision.at();
        switch (receipt.state()) {
            case RECORDED -> {
                Receipt abandoned = receipt.to(State.ABANDONED, reason, at);
                decision.becomes(abandoned)
                        .enters(
                                Entry.DROPPED,
                                receipt.accepted(),
                                "booking_abandoned",
                                what + "inventory shall take it back if it books it yet; " + reason,
                                receipt.id())
                        .tells(Telling.reversalRequested(decision.order(), abandoned, at));
            }
            case BOOKED ->
                decision.becomes(receipt.to(State.WAIVED, reason, at).covered(true, null))
                        .enters(
                                Entry.BILLED,
                                receipt.accepted(),
                                "bill_abandoned",
                                what + "nobody waits for its bill; " + reason,
                                receipt.id());
            case REVERSED ->
                decision.becomes(receipt.waitingFrom(at).covered(false, receipt.billId()))
                        .enters(
                                Entry.UNBILLED,
                                receipt.accepted(),
                                "voiding_abandoned",
                                what + "nobody waits until its bill is void; " + reason,
                                receipt.id());
            default -> decision.becomes(receipt.waitingFrom(at)).notes("refusal_noted", what + reason, receipt.id());
        }
    }

    private static List<Receipt> asking(PurchaseOrder order, String action) {
        return order.receipts().stream()
                .filter(receipt ->
                        receipt.attention() != null && nextActions(receipt).contains(action))
                .toList();
    }
}
