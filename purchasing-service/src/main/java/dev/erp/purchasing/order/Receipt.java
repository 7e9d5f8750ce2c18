package dev.erp.purchasing.order;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.erp.chassis.money.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Goods that came for an order, and what became of them.
 *
 * @param accepted what was kept, of each line of the order in their order; zero for what did not come
 * @param rejected what was sent back at the door, likewise
 * @param warehouseId where they went; null for the default warehouse
 * @param covered whether its quantities count as billed
 * @param billId finance's bill for it, or null
 * @param reason why it was refused, is to be reversed, or was abandoned; null otherwise
 * @param waitingSince since when the present state lasts, or somebody was last asked again
 */
record Receipt(
        UUID id,
        String number,
        State state,
        List<Quantity> accepted,
        List<Quantity> rejected,
        UUID warehouseId,
        String deliveryNote,
        String note,
        boolean covered,
        UUID billId,
        String reason,
        Attention attention,
        Instant waitingSince,
        String receivedBy,
        Instant receivedAt) {

    enum State {
        /** Counted at the door; inventory has not answered yet. */
        RECORDED,
        /** In stock, without a bill. */
        BOOKED,
        /** In stock, with its bill. */
        BILLED,
        /** In stock, and nobody waits for its bill any more. */
        WAIVED,
        /** Asked to leave the stock again; inventory has not answered yet. */
        REVERSING,
        REVERSED,
        /** Inventory did not book it. */
        REFUSED,
        /** Nobody waits for inventory any more, which was asked to take it back if it comes to book it. */
        ABANDONED,
        /** All of it was sent back at the door: there was nothing to book. */
        REJECTED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        /** Whether it is in stock and stays there as far as anybody knows. */
        boolean isInStock() {
            return this == BOOKED || this == BILLED || this == WAIVED;
        }
    }

    /** Whom a receipt waits for. */
    enum Party {
        /** inventory. */
        STOCK,
        /** finance: to draft its bill, or to void it. */
        BILL;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why somebody should look at it. */
    record Attention(String reason, Instant since) {}

    /** Null when it waits for nobody. */
    Party waitsFor() {
        return switch (state) {
            case RECORDED, REVERSING -> Party.STOCK;
            case BOOKED -> Party.BILL;
            case REVERSED -> covered ? Party.BILL : null;
            case BILLED, WAIVED, REFUSED, ABANDONED, REJECTED -> null;
        };
    }

    /** Its quantities are not repeated: they never change. */
    Receipt to(State next, String because, Instant at) {
        return with(next, covered, billId, because, null, at);
    }

    Receipt covered(boolean nowCovered, UUID bill) {
        return with(state, nowCovered, bill, reason, attention, waitingSince);
    }

    Receipt needing(Attention needed) {
        return with(state, covered, billId, reason, needed, waitingSince);
    }

    /** Somebody was asked again, or it is known what is wrong: nothing is waited for too long. */
    Receipt waitingFrom(Instant at) {
        return with(state, covered, billId, reason, null, at);
    }

    private Receipt with(State s, boolean c, UUID bill, String because, Attention a, Instant since) {
        return new Receipt(
                id,
                number,
                s,
                accepted,
                rejected,
                warehouseId,
                deliveryNote,
                note,
                c,
                bill,
                because,
                a,
                since,
                receivedBy,
                receivedAt);
    }
}
