package dev.erp.inventory.reservation;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one order: all it asked for is reserved, or nothing.
 *
 * @param reason why it was rejected or released; null while confirmed
 * @param lines what is, or was, reserved: one per product; empty for a rejected order
 * @param shortages what stood in the way of a rejected order: one per product; else empty
 * @param version contiguous from 1; every change is one version and one event
 */
record Reservation(
        UUID orderId,
        String orderNumber,
        State state,
        Reason reason,
        List<Line> lines,
        List<Shortage> shortages,
        long version) {

    /** Where a reservation stands. Only a confirmed one holds stock. */
    enum State {
        CONFIRMED,
        REJECTED,
        RELEASED;

        /** @throws IllegalArgumentException for an unknown code */
        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Why an order holds no stock; of several reasons the gravest, which is the one named first here, is told. */
    enum Reason {
        UNKNOWN_PRODUCT,
        PRODUCT_DISCONTINUED,
        INSUFFICIENT_STOCK,
        ORDER_CANCELLED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Pieces of one product, over all lines of the order. */
    @Schema(name = "ReservedProduct")
    record Line(
            @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
            UUID productId,

            @Schema(example = "COF-ESP-1000") String sku,
            @Schema(example = "12") Quantity quantity) {}

    /**
     * A product that stood in the way.
     *
     * @param sku null when nobody knows the product
     * @param available what an order could have had at that moment
     */
    record Shortage(
            @Schema(example = "0193f2c4-2b10-7d11-8e02-4f0a6b2c7d02")
            UUID productId,

            @Schema(example = "COF-ESP-1000") @Nullable String sku,
            @Schema(example = "12") Quantity requested,
            @Schema(example = "4") Quantity available) {}

    static Reservation confirmed(UUID orderId, String orderNumber, List<Line> lines) {
        return new Reservation(orderId, orderNumber, State.CONFIRMED, null, lines, List.of(), 1);
    }

    static Reservation rejected(UUID orderId, String orderNumber, Reason reason, List<Shortage> shortages) {
        return new Reservation(orderId, orderNumber, State.REJECTED, reason, List.of(), shortages, 1);
    }

    /** Gives the stock back. @throws IllegalStateException when it holds none */
    Reservation released() {
        if (!holdsStock()) {
            throw new IllegalStateException("reservation of order " + orderId + " is " + state.code());
        }
        return new Reservation(
                orderId, orderNumber, State.RELEASED, Reason.ORDER_CANCELLED, lines, shortages, version + 1);
    }

    boolean holdsStock() {
        return state == State.CONFIRMED;
    }
}
