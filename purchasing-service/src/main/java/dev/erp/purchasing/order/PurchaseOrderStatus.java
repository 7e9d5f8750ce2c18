package dev.erp.purchasing.order;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.erp.chassis.money.Quantity;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** How far an order has come. Never set by anybody: {@link #of} derives it from the phase and the quantities. */
enum PurchaseOrderStatus {
    /** May still be changed. */
    DRAFT,
    /** Waits for its approval. */
    SUBMITTED,
    /** Approved; nothing of it has come. */
    APPROVED,
    PARTLY_RECEIVED,
    /** All that is wanted is in stock, and some of it has no bill yet. */
    RECEIVED,
    /** All of it has its bill, and something is still under way: more goods at the door, or some that go back. */
    BILLED,
    /** All that is wanted is in stock and has its bill, and nothing is under way. */
    COMPLETED,
    /** Nothing of it came, and nothing will. */
    CANCELLED;

    /** What people have decided about the order; the rest of its status are facts about goods and bills. */
    enum Phase {
        DRAFT,
        SUBMITTED,
        APPROVED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Phase of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    static PurchaseOrderStatus of(Phase phase, Collection<Quantities> lines) {
        if (lines.stream().allMatch(PurchaseOrderStatus::isGivenUp)) {
            return CANCELLED;
        }
        return switch (phase) {
            case DRAFT -> DRAFT;
            case SUBMITTED -> SUBMITTED;
            case APPROVED -> ofGoods(lines);
        };
    }

    private static PurchaseOrderStatus ofGoods(Collection<Quantities> lines) {
        if (!any(lines, Quantities::received)) {
            return APPROVED;
        }
        if (any(lines, Quantities::due)) {
            return PARTLY_RECEIVED;
        }
        if (lines.stream().anyMatch(line -> line.billed().compareTo(line.received()) < 0)) {
            return RECEIVED;
        }
        return any(lines, Quantities::pending) || any(lines, Quantities::reversing) ? BILLED : COMPLETED;
    }

    private static boolean isGivenUp(Quantities line) {
        return line.cancelled().compareTo(line.ordered()) >= 0
                && !line.pending().isPositive()
                && !line.received().isPositive();
    }

    private static boolean any(Collection<Quantities> lines, Function<Quantities, Quantity> quantity) {
        return lines.stream().map(quantity).anyMatch(Quantity::isPositive);
    }

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PurchaseOrderStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    static Optional<PurchaseOrderStatus> ofCode(String code) {
        return Stream.of(values()).filter(status -> status.code().equals(code)).findFirst();
    }
}
