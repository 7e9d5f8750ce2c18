package dev.erp.purchasing.order;

import dev.erp.chassis.money.Quantity;
import java.util.stream.Stream;

/**
 * The quantities of one line: the sums of its entries in the ledger. Everything that is said of an order's state follows from them.
 *
 * @param ordered asked for
 * @param cancelled not wanted any more, at most what was ordered
 * @param pending accepted at the door, not in stock yet
 * @param received in stock
 * @param rejected sent back at the door; still owed
 * @param reversing of what was received, asked to leave the stock again
 * @param billed has a bill, or nobody waits for one; while a bill is being voided this may be more than was received
 */
record Quantities(
        Quantity ordered,
        Quantity cancelled,
        Quantity pending,
        Quantity received,
        Quantity rejected,
        Quantity reversing,
        Quantity billed) {

    static Quantities ordered(Quantity ordered) {
        Quantity none = Quantity.ZERO;
        return new Quantities(ordered, none, none, none, none, none, none);
    }

    /** After one more entry. */
    Quantities plus(Entry entry, Quantity q) {
        return switch (entry) {
            // of a draft it is known already; on submitting it is entered
            case ORDERED -> this;
            case CANCELLED -> with(cancelled.plus(q), pending, received, rejected, reversing, billed);
            case RECORDED -> with(cancelled, pending.plus(q), received, rejected, reversing, billed);
            case REJECTED -> with(cancelled, pending, received, rejected.plus(q), reversing, billed);
            case BOOKED -> with(cancelled, pending.minus(q), received.plus(q), rejected, reversing, billed);
            case DROPPED -> with(cancelled, pending.minus(q), received, rejected, reversing, billed);
            case REVERSING -> with(cancelled, pending, received, rejected, reversing.plus(q), billed);
            case KEPT -> with(cancelled, pending, received, rejected, reversing.minus(q), billed);
            case REVERSED -> with(cancelled, pending, received.minus(q), rejected, reversing.minus(q), billed);
            case BILLED -> with(cancelled, pending, received, rejected, reversing, billed.plus(q));
            case UNBILLED -> with(cancelled, pending, received, rejected, reversing, billed.minus(q));
        };
    }

    private Quantities with(Quantity c, Quantity p, Quantity rec, Quantity rej, Quantity rev, Quantity b) {
        return new Quantities(ordered, c, p, rec, rej, rev, b);
    }

    /** What the supplier owes; goods that are still being booked count as owed. */
    Quantity due() {
        return notNegative(ordered.minus(cancelled).minus(received));
    }

    /** What can be cancelled, and what a further receipt is expected to bring. */
    Quantity open() {
        return notNegative(due().minus(pending));
    }

    /** Whether these can be the quantities of a line at all. */
    boolean areSound() {
        return Stream.of(ordered, cancelled, pending, received, rejected, reversing, billed)
                        .noneMatch(Quantity::isNegative)
                && cancelled.compareTo(ordered) <= 0
                && reversing.compareTo(received) <= 0;
    }

    private static Quantity notNegative(Quantity quantity) {
        return quantity.isNegative() ? Quantity.ZERO : quantity;
    }
}
