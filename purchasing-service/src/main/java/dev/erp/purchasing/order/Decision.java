package dev.erp.purchasing.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.purchasing.order.PurchaseOrder.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What is decided about an order: the order after it, what is put on its timeline, and what the world is told. Grows step by step. */
final class Decision {

    private static final int MAX_DETAIL_LENGTH = 1000;

    /**
     * One row of the timeline, which also is the ledger of quantities.
     *
     * @param step what happened, snake case
     * @param state of the order after the step
     * @param heard id of the event that told it, or null
     * @param entry null when no quantity moved
     * @param quantities of each line of the order, in their order; empty when no quantity moved
     */
    record Step(
            int seq,
            String step,
            PurchaseOrderStatus state,
            Instant at,
            String detail,
            UUID heard,
            UUID receiptId,
            Entry entry,
            List<Quantity> quantities) {}

    /** @param version of the order with this event */
    record Told(PurchaseOrderEvent event, long version, Instant at) {}

    private final PurchaseOrderStatus before;
    private final Instant at;
    private final UUID heard;
    private final List<Step> steps = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private PurchaseOrder order;

    /** @param heard id of the event that led to it, or null */
    Decision(PurchaseOrder order, Instant at, UUID heard) {
        this.order = order;
        this.before = order.status();
        this.at = at;
        this.heard = heard;
    }

    PurchaseOrder order() {
        return order;
    }

    List<Step> steps() {
        return steps;
    }

    List<Told> told() {
        return told;
    }

    Instant at() {
        return at;
    }

    /** Whether nothing came of it. */
    boolean isEmpty() {
        return steps.isEmpty();
    }

    Decision becomes(UnaryOperator<PurchaseOrder> change) {
        order = change.apply(order);
        return this;
    }

    /** The receipt is so now; a new one is added. */
    Decision becomes(Receipt receipt) {
        List<Receipt> receipts = new ArrayList<>(order.receipts());
        int known = receipts.stream().map(Receipt::id).toList().indexOf(receipt.id());
        if (known < 0) {
            receipts.add(receipt);
        } else {
            receipts.set(known, receipt);
        }
        order = order.with(order.lines(), List.copyOf(receipts));
        return this;
    }

    /** Something happened that moved no quantity. */
    Decision notes(String step, String detail, UUID receiptId) {
        return add(step, detail, receiptId, null, List.of());
    }

    /** An entry in the ledger: so much of each line. */
    Decision enters(Entry entry, List<Quantity> quantities, String step, String detail, UUID receiptId) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < quantities.size(); i++) {
            Line line = order.lines().get(i);
            lines.add(line.with(line.quantities().plus(entry, quantities.get(i))));
        }
        order = order.with(List.copyOf(lines), order.receipts());
        return add(step, detail, receiptId, entry, quantities);
    }

    /** The world is told of it: a version of the order. */
    Decision tells(PurchaseOrderEvent event) {
        order = order.counted(order.version() + 1, order.steps(), at);
        told.add(new Told(event, order.version(), at));
        return this;
    }

    /** To be called last: says when the decision has made the order billed or completed. */
    Decision settled() {
        PurchaseOrderStatus after = order.status();
        boolean wasBilled = before == PurchaseOrderStatus.BILLED || before == PurchaseOrderStatus.COMPLETED;
        boolean isCompleted = after == PurchaseOrderStatus.COMPLETED;
        if (!wasBilled && (isCompleted || after == PurchaseOrderStatus.BILLED)) {
            List<UUID> bills = order.receipts().stream()
                    .filter(receipt -> receipt.state() == Receipt.State.BILLED)
                    .map(Receipt::billId)
                    .toList();
            tells(new PurchaseOrderEvent.Billed(order.id(), order.number(), bills, at));
        }
        if (isCompleted && before != PurchaseOrderStatus.COMPLETED) {
            tells(new PurchaseOrderEvent.Completed(order.id(), order.number(), at));
            notes("completed", "all that is wanted is in stock and has its bill", null);
        }
        return this;
    }

    private Decision add(String step, String detail, UUID receiptId, Entry entry, List<Quantity> quantities) {
        String text = detail.length() <= MAX_DETAIL_LENGTH ? detail : detail.substring(0, MAX_DETAIL_LENGTH) + "…";
        order = order.counted(order.version(), order.steps() + 1, at);
        steps.add(new Step(order.steps(), step, order.status(), at, text, heard, receiptId, entry, quantities));
        return this;
    }
}
