package dev.erp.purchasing.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.FieldError;
import dev.erp.chassis.web.Problem;
import dev.erp.purchasing.order.PurchaseOrder.Line;
import dev.erp.purchasing.order.PurchaseOrderStatus.Phase;
import dev.erp.purchasing.order.Receipt.State;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

/** Goods at the door, and goods that go back. */
final class Receiving {

    /** Of one order; a delivery a day for most of a year. */
    static final int MAX_RECEIPTS = 200;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** What came of one line. */
    record Counted(int line, Quantity accepted, Quantity rejected) {}

    /** A delivery as it was counted, before anything is checked. */
    record Delivery(UUID id, String number, List<Counted> lines, String deliveryNote, String note, String by) {}

    private Receiving() {}

    /**
     * @param overPercent so much more than was ordered is taken in
     * @throws Problem 409 when the order does not wait for goods, or 422 naming the lines that cannot be so
     */
    static Decision record(PurchaseOrder order, Delivery delivery, BigDecimal overPercent, Instant at) {
        requireExpectsGoods(order);
        List<Quantity> accepted = nothing(order);
        List<Quantity> rejected = nothing(order);
        count(order, delivery, overPercent, accepted, rejected);
        boolean anyAccepted = accepted.stream().anyMatch(Quantity::isPositive);
        boolean anyRejected = rejected.stream().anyMatch(Quantity::isPositive);
        var receipt = new Receipt(
                delivery.id,
                delivery.number,
                anyAccepted ? State.RECORDED : State.REJECTED,
                List.copyOf(accepted),
                List.copyOf(rejected),
                order.terms().warehouseId(),
                delivery.deliveryNote,
                delivery.note,
                false,
                null,
                null,
                null,
                at,
                delivery.by,
                at);
        Decision decision = new Decision(order, at, null).becomes(receipt);
        if (anyRejected) {
            decision.enters(
                    Entry.REJECTED,
                    receipt.rejected(),
                    "goods_rejected",
                    "receipt " + receipt.number() + ": sent back at the door, and still owed",
                    receipt.id());
        }
        if (anyAccepted) {
            decision.enters(
                            Entry.RECORDED,
                            receipt.accepted(),
                            "receipt_recorded",
                            "receipt " + receipt.number() + ": inventory is asked to book it",
                            receipt.id())
                    .tells(Telling.recorded(order, receipt));
        } else {
            decision.tells(new PurchaseOrderEvent.GoodsRejected(
                    order.id(),
                    order.number(),
                    receipt.id(),
                    receipt.number(),
                    Telling.counted(order, receipt.rejected()),
                    at));
        }
        return decision.settled();
    }

    private static void requireExpectsGoods(PurchaseOrder order) {
        if (order.phase() != Phase.APPROVED || order.status() == PurchaseOrderStatus.CANCELLED) {
            throw order.unfit("take in goods");
        }
        if (order.receipts().size() >= MAX_RECEIPTS) {
            throw Problem.conflict(
                    "too_many_receipts",
                    "Purchase order %s has %d receipts, and no order has more."
                            .formatted(order.number(), MAX_RECEIPTS));
        }
    }

    private static List<Quantity> nothing(PurchaseOrder order) {
        return new ArrayList<>(Collections.nCopies(order.lines().size(), Quantity.ZERO));
    }

    private static void count(
            PurchaseOrder order,
            Delivery delivery,
            BigDecimal overPercent,
            List<Quantity> accepted,
            List<Quantity> rejected) {
        List<FieldError> errors = new ArrayList<>();
        boolean[] seen = new boolean[order.lines().size() + 1];
        for (int i = 0; i < delivery.lines.size(); i++) {
            Counted counted = delivery.lines.get(i);
            String field = "lines[" + i + "]";
            if (counted.line > order.lines().size() || seen[counted.line]) {
                errors.add(Lines.unknownOrTwice(order, field + ".line", counted.line));
                continue;
            }
            seen[counted.line] = true;
            check(order.lines().get(counted.line - 1), counted, field, overPercent, errors);
            accepted.set(counted.line - 1, counted.accepted);
            rejected.set(counted.line - 1, counted.rejected);
        }
        Lines.refuse(errors);
    }

    private static void check(
            Line line, Counted counted, String field, BigDecimal overPercent, List<FieldError> errors) {
        Lines.decimals(line, counted.accepted, field + ".accepted").ifPresent(errors::add);
        Lines.decimals(line, counted.rejected, field + ".rejected").ifPresent(errors::add);
        if (!counted.accepted.isPositive() && !counted.rejected.isPositive()) {
            errors.add(new FieldError(
                    field, "nothing_received", "Of line %d nothing came: leave it out.".formatted(counted.line)));
        }
        Quantities known = line.quantities();
        Quantity most = most(line, overPercent);
        if (known.received().plus(known.pending()).plus(counted.accepted).compareTo(most) > 0) {
            errors.add(new FieldError(
                    field + ".accepted",
                    "over_receipt",
                    "Of line %d (%s) %s are wanted and %s have come: with a tolerance of %s %% at most %s can be accepted."
                            .formatted(
                                    line.line(),
                                    line.sku(),
                                    known.ordered().minus(known.cancelled()),
                                    known.received().plus(known.pending()),
                                    overPercent.toPlainString(),
                                    left(most, known))));
        }
    }

    /** Of what is wanted, with the tolerance, rounded down to what there can be of the product; nothing of what is not wanted. */
    private static Quantity most(Line line, BigDecimal overPercent) {
        BigDecimal wanted =
                line.quantities().ordered().minus(line.quantities().cancelled()).value();
        return new Quantity(wanted.multiply(HUNDRED.add(overPercent))
                .movePointLeft(2)
                .setScale(line.unitDecimals(), RoundingMode.DOWN));
    }

    /** @throws Problem 409 {@code receipt_not_needed} when the receipt's goods would be more than are taken in */
    static void requireRoom(PurchaseOrder order, Receipt receipt, BigDecimal overPercent) {
        for (Line line : order.lines()) {
            Quantity accepted = receipt.accepted().get(line.line() - 1);
            if (accepted.compareTo(left(most(line, overPercent), line.quantities())) > 0) {
                throw Problem.conflict(
                        "receipt_not_needed",
                        "What receipt %s would bring of line %d (%s) has come otherwise: abandon it."
                                .formatted(receipt.number(), line.line(), line.sku()));
            }
        }
    }

    private static Quantity left(Quantity most, Quantities known) {
        Quantity left = most.minus(known.received()).minus(known.pending());
        return left.isNegative() ? Quantity.ZERO : left;
    }

    /** @throws Problem 404, or 409 {@code receipt_not_in_stock} */
    static Decision reverse(PurchaseOrder order, UUID receiptId, String reason, Instant at) {
        Receipt receipt = order.receipt(receiptId);
        if (!receipt.state().isInStock()) {
            throw Problem.conflict(
                    "receipt_not_in_stock",
                    "Receipt %s is %s: only one that is in stock can be reversed."
                            .formatted(receipt.number(), receipt.state().code()));
        }
        Receipt reversing = receipt.to(State.REVERSING, reason, at);
        return new Decision(order, at, null)
                .becomes(reversing)
                .enters(
                        Entry.REVERSING,
                        reversing.accepted(),
                        "reversal_requested",
                        "receipt " + receipt.number() + ": " + reason,
                        receiptId)
                .tells(Telling.reversalRequested(order, reversing, at))
                .settled();
    }
}
