package dev.erp.sales.order;

import dev.erp.sales.order.SalesOrder.Status;
import java.util.Locale;
import java.util.UUID;

/**
 * How far the lines of an order have come: the sums of its ledger, and the one place where its status comes from.
 *
 * @param ordered NONE for a quotation: nothing is ordered yet
 * @param reserved what inventory keeps or has issued; NONE until it has answered, zeros when it has nothing
 * @param invoiced on invoices that are not void
 * @param credited on credit notes, for what was returned or cancelled
 * @param cancelled of what was ordered; for a quotation, of what was offered
 * @param rejected inventory refused the order
 */
record Quantities(
        PerLine ordered,
        PerLine reserved,
        PerLine shipped,
        PerLine invoiced,
        PerLine returned,
        PerLine credited,
        PerLine cancelled,
        boolean rejected) {

    static final Quantities OF_QUOTATION = new Quantities(
            PerLine.NONE, PerLine.NONE, PerLine.NONE, PerLine.NONE, PerLine.NONE, PerLine.NONE, PerLine.NONE, false);

    enum Kind {
        ORDERED,
        RESERVED,
        UNRESERVED,
        SHIPPED,
        INVOICED,
        RETURNED,
        CREDITED,
        CANCELLED,
        REJECTED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a step appends to the ledger.
     *
     * @param quantities not negative, but for an invoice or credit note that is void; null for {@link Kind#REJECTED}, which is the whole order
     * @param documentId the invoice, shipment, return or credit note that they are on, or null
     */
    record Entry(Kind kind, PerLine quantities, UUID documentId) {

        static final Entry REJECTED = new Entry(Kind.REJECTED, null, null);

        static Entry of(Kind kind, PerLine quantities) {
            return new Entry(kind, quantities, null);
        }
    }

    Quantities and(Entry entry) {
        PerLine more = entry.quantities;
        return switch (entry.kind) {
            case ORDERED -> with(ordered.plus(more), reserved, shipped, invoiced, returned, credited, cancelled);
            case RESERVED -> with(ordered, reserved.plus(more), shipped, invoiced, returned, credited, cancelled);
            case UNRESERVED -> with(ordered, reserved.minus(more), shipped, invoiced, returned, credited, cancelled);
            case SHIPPED -> with(ordered, reserved, shipped.plus(more), invoiced, returned, credited, cancelled);
            case INVOICED ->
                with(ordered, reserved, shipped, invoiced.plus(more).compact(), returned, credited, cancelled);
            case RETURNED -> with(ordered, reserved, shipped, invoiced, returned.plus(more), credited, cancelled);
            case CREDITED ->
                with(
                        ordered,
                        reserved,
                        shipped,
                        invoiced,
                        returned,
                        credited.plus(more).compact(),
                        cancelled);
            case CANCELLED -> with(ordered, reserved, shipped, invoiced, returned, credited, cancelled.plus(more));
            case REJECTED -> new Quantities(ordered, reserved, shipped, invoiced, returned, credited, cancelled, true);
        };
    }

    private Quantities with(
            PerLine ordered,
            PerLine reserved,
            PerLine shipped,
            PerLine invoiced,
            PerLine returned,
            PerLine credited,
            PerLine cancelled) {
        return new Quantities(ordered, reserved, shipped, invoiced, returned, credited, cancelled, rejected);
    }

    /** What is still wanted. */
    PerLine live() {
        return cancelled.isNone() ? ordered : ordered.minus(cancelled);
    }

    /** What can still be cancelled. */
    PerLine unshipped() {
        return live().minus(shipped);
    }

    /** What inventory keeps for the order. */
    PerLine held() {
        return reserved.minus(shipped);
    }

    boolean isWhollyReserved() {
        return reserved.covers(live());
    }

    boolean isInvoiced() {
        return invoiced.covers(live());
    }

    /** Invoiced, and what was invoiced too much is credited. */
    private boolean isSettled() {
        return isInvoiced() && live().covers(invoiced.minus(credited));
    }

    /** The status of an order, derived from nothing but this. */
    Status status() {
        if (rejected) {
            return Status.REJECTED;
        }
        if (ordered.isNone()) {
            return cancelled.isNone() ? Status.QUOTATION : Status.CANCELLED;
        }
        PerLine live = live();
        if (live.isZero()) {
            return Status.CANCELLED;
        }
        if (!shipped.isZero()) {
            if (!shipped.covers(live)) {
                return Status.PARTLY_SHIPPED;
            }
            return isSettled() ? Status.COMPLETED : Status.SHIPPED;
        }
        if (isInvoiced()) {
            return Status.INVOICED;
        }
        if (reserved.isNone()) {
            return Status.PENDING;
        }
        return isWhollyReserved() ? Status.CONFIRMED : Status.WAITING;
    }
}
