package dev.erp.inventory.ledger;

import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.util.UUID;

/**
 * One entry of the stock ledger.
 *
 * @param unitCost in the base currency, four decimals; null where nothing moves that has a value
 * @param valueChange of the stock's value, four decimals
 * @param document what it was for; null when it is its own document
 * @param reason in the words of who did it, or null
 * @param actor who did it: a user's id, or the service that reacted to an event
 */
record Movement(
        UUID id,
        Place place,
        Kind kind,
        Quantity onHandChange,
        Quantity reservedChange,
        BigDecimal unitCost,
        BigDecimal valueChange,
        Document document,
        String reason,
        String actor) {

    /** Why stock changes. */
    enum Kind {
        RECEIPT,
        RESERVATION,
        RELEASE,
        ISSUE,
        ADJUSTMENT,
        TRANSFER,
        RETURN,
        COUNT;

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What a movement was for: {@code sales_order} and its id. */
    record Document(String type, UUID id) {}
}
