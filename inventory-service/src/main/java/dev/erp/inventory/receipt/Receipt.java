package dev.erp.inventory.receipt;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.erp.chassis.money.Quantity;
import dev.erp.inventory.ledger.ReceiptDecisions.Booked;
import dev.erp.inventory.ledger.Shortage;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What stock has made of a receipt of purchasing.
 *
 * @param reason code of why it was refused, or null
 * @param lines what it brought; empty when it was refused
 * @param filledOrders orders that waited and got something of it
 * @param version contiguous from 1; every answer is one version
 */
record Receipt(
        UUID id,
        UUID purchaseOrderId,
        State state,
        String reason,
        List<Booked> lines,
        List<UUID> filledOrders,
        long version) {

    static final String TOPIC = "erp.inventory.receipt";

    /** What became of it. */
    enum State {
        BOOKED,
        REFUSED,
        REVERSED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What purchasing is told, as the schemas {@code inventory.receipt.*.v1} say. */
    sealed interface Told {
        record Booked(UUID receiptId, UUID purchaseOrderId, List<Line> lines, List<UUID> filledOrders)
                implements Told {}

        record Refused(UUID receiptId, UUID purchaseOrderId, String reason) implements Told {}

        record Reversed(UUID receiptId, UUID purchaseOrderId, String reason) implements Told {}

        record ReversalRefused(UUID receiptId, UUID purchaseOrderId, String reason, List<Shortage> shortages)
                implements Told {}

        record Line(UUID productId, String sku, Quantity quantity) {}

        default String type() {
            return "inventory.receipt."
                    + switch (this) {
                        case Booked booked -> "booked";
                        case Refused refused -> "refused";
                        case Reversed reversed -> "reversed";
                        case ReversalRefused refused -> "reversal-refused";
                    }
                    + ".v1";
        }
    }

    Receipt next(State newState) {
        return new Receipt(id, purchaseOrderId, newState, reason, lines, filledOrders, version + 1);
    }

    /** The answer to whoever asks for a receipt to be booked. */
    Told answer() {
        return switch (state) {
            case BOOKED ->
                new Told.Booked(
                        id,
                        purchaseOrderId,
                        lines.stream()
                                .map(line -> new Told.Line(line.productId(), line.sku(), line.quantity()))
                                .toList(),
                        filledOrders);
            case REFUSED -> new Told.Refused(id, purchaseOrderId, reason);
            case REVERSED -> new Told.Reversed(id, purchaseOrderId, "reversed before");
        };
    }
}
