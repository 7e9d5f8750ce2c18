package dev.erp.inventory.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.erp.chassis.money.Quantity;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;

/**
 * How much of a product there is in a warehouse.
 *
 * @param onHand pieces in the warehouse, zero or more
 * @param reserved pieces promised to orders; at most those on hand
 */
public record StockLevel(
        @Schema(example = "178") Quantity onHand,
        @Schema(example = "12") Quantity reserved) {

    /** More cannot be counted. */
    public static final Quantity MAX_ON_HAND = new Quantity(new BigDecimal("999999999.999"));

    public StockLevel {
        if (reserved.isNegative() || reserved.compareTo(onHand) > 0) {
            throw new IllegalArgumentException("0 <= reserved <= on hand, not " + reserved + " of " + onHand);
        }
    }

    /** What can still be promised. */
    @JsonProperty
    @Schema(example = "166")
    public Quantity available() {
        return onHand.minus(reserved);
    }

    /** Whether this change leaves what is promised in place. */
    public boolean covers(Quantity change) {
        return onHand.value().add(change.value()).compareTo(reserved.value()) >= 0;
    }

    /** Whether this change leaves a number that can be counted. */
    public boolean hasRoomFor(Quantity change) {
        return onHand.value().add(change.value()).compareTo(MAX_ON_HAND.value()) <= 0;
    }

    /** @throws IllegalArgumentException when less would be on hand than is reserved */
    StockLevel changedBy(Quantity onHandChange, Quantity reservedChange) {
        return new StockLevel(onHand.plus(onHandChange), reserved.plus(reservedChange));
    }
}
