package dev.erp.sales.order;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why somebody should look at an order.
 *
 * @param about what it waits for in vain
 * @param reason for people
 */
record Attention(About about, String reason, Instant since) {

    enum About {
        /** Inventory does not answer. */
        RESERVATION("wait", "retry", "abandon"),
        /** Finance does not draft the invoice. */
        INVOICE("wait", "retry", "abandon"),
        /** What was reserved is not any more, and will not be again. */
        STOCK("abandon"),
        /** Inventory does not answer about a shipment. */
        SHIPMENT("wait", "retry");

        private final List<String> nextActions;

        About(String... nextActions) {
            this.nextActions = List.of(nextActions);
        }

        String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static About of(String code) {
            return valueOf(code.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /** What can be done about it: {@code wait}, or {@code retry} or {@code abandon} (POST …/process/…). */
    List<String> nextActions(Quantities now) {
        return now.unshipped().isZero()
                ? about.nextActions.stream()
                        .filter(action -> !action.equals("abandon"))
                        .toList()
                : about.nextActions;
    }

    /** What of it is left after something has happened to the order. */
    static @Nullable Attention left(@Nullable Attention attention, Quantities now) {
        if (attention == null || now.status().isClosed()) {
            return null;
        }
        boolean unanswered =
                switch (attention.about) {
                    case RESERVATION -> now.reserved().isNone();
                    case INVOICE -> now.isWhollyReserved() && !now.isInvoiced();
                    case STOCK -> !now.isWhollyReserved();
                    case SHIPMENT -> false;
                };
        return unanswered ? attention : null;
    }
}
