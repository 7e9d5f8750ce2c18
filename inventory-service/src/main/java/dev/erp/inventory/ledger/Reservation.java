package dev.erp.inventory.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * What an order has of the stock of one warehouse. While it is open its state follows from the quantities of its lines alone.
 *
 * @param warehouseId null for a rejected order that named none while nobody could say which is the default
 * @param reason why it is rejected, waiting, released, or expired; else null
 * @param lines one per product; empty for a rejected order
 * @param shortages what stood in the way of a rejected order: one per product; else empty
 * @param reserveUntil when what it still holds is released by itself; null for never
 * @param version contiguous from 1; every event is one version
 */
public record Reservation(
        UUID orderId,
        String orderNumber,
        UUID warehouseId,
        State state,
        Reason reason,
        List<Line> lines,
        List<Shortage> shortages,
        Instant reserveUntil,
        Instant decidedAt,
        long version) {

    /** Where a reservation stands. */
    public enum State {
        /** All that was not issued yet is reserved. */
        CONFIRMED,
        /** Some of it is still missing; what is there is reserved. */
        WAITING,
        REJECTED,
        RELEASED,
        EXPIRED,
        /** All was issued. */
        FULFILLED;

        /** @throws IllegalArgumentException for an unknown code */
        public static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why an order does not have its stock; of several reasons the gravest, which is the one named first here, is told. */
    public enum Reason {
        UNKNOWN_WAREHOUSE,
        WAREHOUSE_DEACTIVATED,
        UNKNOWN_PRODUCT,
        PRODUCT_DISCONTINUED,
        TOO_MANY_DECIMALS,
        INSUFFICIENT_STOCK,
        GAVE_WAY,
        ORDER_CANCELLED,
        ORDER_REDUCED,
        TIME_LIMIT;

        public static Reason of(String code) {
            return code == null ? null : valueOf(code.toUpperCase(Locale.ROOT));
        }

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One product of the order.
     *
     * @param quantity what the order asks for, over all its lines and less what it was reduced by
     * @param waiting what of it is missing
     * @param issued what of it has left the warehouse
     * @param returned what of that has come back
     * @param cost value of what was issued and did not come back
     * @param position in the queue while it waits: when the order arrived, in microseconds
     */
    public record Line(
            UUID productId,
            String sku,
            Quantity quantity,
            Quantity waiting,
            Quantity issued,
            Quantity returned,
            BigDecimal cost,
            long position) {

        static Line of(UUID productId, String sku, Quantity quantity, Quantity waiting, long position) {
            return new Line(productId, sku, quantity, waiting, Quantity.ZERO, Quantity.ZERO, BigDecimal.ZERO, position);
        }

        /** What it holds, as long as the reservation is open. */
        Quantity held() {
            return quantity.minus(issued).minus(waiting);
        }

        Line asking(Quantity newQuantity, Quantity newWaiting) {
            return new Line(productId, sku, newQuantity, newWaiting, issued, returned, cost, position);
        }

        Line waitingFor(Quantity missing, long newPosition) {
            return new Line(productId, sku, quantity, missing, issued, returned, cost, newPosition);
        }

        Line issuing(Quantity more, BigDecimal value) {
            return new Line(productId, sku, quantity, waiting, issued.plus(more), returned, cost.add(value), position);
        }

        Line returning(Quantity more, BigDecimal value) {
            return new Line(
                    productId, sku, quantity, waiting, issued, returned.plus(more), cost.subtract(value), position);
        }
    }

    /** Whether it holds stock or waits for it. */
    public boolean isOpen() {
        return state == State.CONFIRMED || state == State.WAITING;
    }

    Optional<Line> line(UUID productId) {
        return lines.stream().filter(line -> line.productId().equals(productId)).findFirst();
    }

    /** With one line changed, and the state that follows. */
    Reservation with(UUID productId, UnaryOperator<Line> change) {
        List<Line> changed = lines.stream()
                .map(line -> line.productId().equals(productId) ? change.apply(line) : line)
                .toList();
        State next = isOpen() ? stateOf(changed) : state;
        Reason why =
                switch (next) {
                    case CONFIRMED, FULFILLED -> null;
                    case WAITING -> reason == null ? Reason.INSUFFICIENT_STOCK : reason;
                    case RELEASED -> isOpen() ? Reason.ORDER_REDUCED : reason;
                    case REJECTED, EXPIRED -> reason;
                };
        return new Reservation(
                orderId, orderNumber, warehouseId, next, why, changed, shortages, reserveUntil, decidedAt, version);
    }

    /** Where a reservation stands that nobody has ended. */
    static State stateOf(List<Line> lines) {
        if (lines.stream().anyMatch(line -> line.waiting().isPositive())) {
            return State.WAITING;
        }
        if (lines.stream().anyMatch(line -> line.held().isPositive())) {
            return State.CONFIRMED;
        }
        return lines.stream().anyMatch(line -> line.issued().isPositive()) ? State.FULFILLED : State.RELEASED;
    }

    /** Nothing is held or waited for any more; what the order asked for stays written. */
    Reservation ended(State how, Reason why) {
        List<Line> still = lines.stream()
                .map(line -> line.waitingFor(Quantity.ZERO, line.position()))
                .toList();
        return new Reservation(
                orderId, orderNumber, warehouseId, how, why, still, shortages, reserveUntil, decidedAt, version);
    }

    Reservation because(Reason why) {
        return new Reservation(
                orderId, orderNumber, warehouseId, state, why, lines, shortages, reserveUntil, decidedAt, version);
    }

    Reservation next() {
        return new Reservation(
                orderId,
                orderNumber,
                warehouseId,
                state,
                reason,
                lines,
                shortages,
                reserveUntil,
                decidedAt,
                version + 1);
    }
}
