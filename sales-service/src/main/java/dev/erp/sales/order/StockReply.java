package dev.erp.sales.order;

import dev.erp.chassis.money.Quantity;
import dev.erp.sales.order.SalesOrderEvent.Shortage;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What inventory answers. */
sealed interface StockReply extends Reply {

    int MAX_LINES = 500;

    /** Everything is reserved. */
    record ReservationConfirmed(UUID orderId) implements StockReply {
        @Override
        public String step() {
            return "reservation_confirmed";
        }

        @Override
        public String detail() {
            return "the stock is reserved";
        }
    }

    /** Nothing is, and nothing will be. */
    record ReservationRejected(UUID orderId, String reason, List<Shortage> shortages) implements StockReply {
        @Override
        public String step() {
            return "reservation_rejected";
        }

        // it goes on in our own event, so it must keep that one's contract
        @Override
        public boolean isComplete() {
            return isCode(reason) && !orNone(shortages).isEmpty() && areWhole(shortages);
        }

        @Override
        public String detail() {
            return reason + ": " + listed(shortages, ReservationRejected::detail);
        }

        private static String detail(Shortage shortage) {
            return "%s of %s %s available"
                    .formatted(
                            shortage.available(),
                            shortage.requested(),
                            shortage.sku() == null ? shortage.productId() : shortage.sku());
        }
    }

    /** Nothing is kept for the order any more. */
    record ReservationReleased(UUID orderId, String reason) implements StockReply {
        @Override
        public String step() {
            return "reservation_released";
        }

        @Override
        public String detail() {
            return "the stock is available to others again: " + reason;
        }
    }

    /**
     * How a back-order stands.
     *
     * @param lines one for each product
     */
    record ReservationWaiting(UUID orderId, String reason, List<Level> lines) implements StockReply {

        /** @param missing what the order still waits for */
        record Level(UUID productId, String sku, Quantity reserved, Quantity missing) {}

        @Override
        public String step() {
            return "reservation_waiting";
        }

        @Override
        public boolean isComplete() {
            return lines != null
                    && !lines.isEmpty()
                    && lines.size() <= MAX_LINES
                    && lines.stream()
                            .allMatch(level ->
                                    level.productId != null && isLevel(level.reserved) && isLevel(level.missing));
        }

        @Override
        public String detail() {
            return reason + ": "
                    + listed(
                            lines.stream()
                                    .filter(level -> level.missing.isPositive())
                                    .toList(),
                            level -> level.missing + " " + level.sku + " missing");
        }
    }

    /** Inventory has taken in that so much less is asked for. */
    record ReservationReduced(UUID orderId) implements StockReply {
        @Override
        public String step() {
            return "reservation_reduced";
        }

        @Override
        public String detail() {
            return "what is not needed any more is available to others again";
        }
    }

    /** The time is over for which the stock was to be kept. */
    record ReservationExpired(UUID orderId) implements StockReply {
        @Override
        public String step() {
            return "reservation_expired";
        }

        @Override
        public String detail() {
            return "the time is over for which the stock was to be kept";
        }
    }

    /** The goods of a shipment have left. */
    record GoodsIssued(UUID orderId, UUID shipmentId) implements StockReply {
        @Override
        public String step() {
            return "shipped";
        }

        @Override
        public boolean isComplete() {
            return shipmentId != null;
        }

        @Override
        public String detail() {
            return "the goods have left";
        }
    }

    /** The goods of a shipment are not there. */
    record IssueRefused(UUID orderId, UUID shipmentId, String reason, List<Shortage> shortages) implements StockReply {
        @Override
        public String step() {
            return "shipment_refused";
        }

        @Override
        public boolean isComplete() {
            return shipmentId != null && isCode(reason) && areWhole(orNone(shortages));
        }

        @Override
        public String detail() {
            return reason + ": " + listed(orNone(shortages), ReservationRejected::detail);
        }
    }

    /** What came back and can be sold again is in stock. */
    record GoodsRestocked(UUID orderId, UUID returnId) implements StockReply {
        @Override
        public String step() {
            return "restocked";
        }

        @Override
        public boolean isComplete() {
            return returnId != null;
        }

        @Override
        public String detail() {
            return "what came back is in stock";
        }
    }

    @Override
    default boolean isComplete() {
        return true;
    }

    private static boolean isCode(String reason) {
        return reason != null && reason.matches("[a-z][a-z0-9_]{0,63}");
    }

    private static boolean isLevel(Quantity quantity) {
        return quantity != null && !quantity.isNegative();
    }

    private static List<Shortage> orNone(List<Shortage> shortages) {
        return shortages == null ? List.of() : shortages;
    }

    private static boolean areWhole(List<Shortage> shortages) {
        return shortages.size() <= MAX_LINES
                && shortages.stream()
                        .allMatch(s -> s.productId() != null && s.requested() != null && s.available() != null);
    }

    private static <T> String listed(List<T> all, Function<T, String> each) {
        return all.stream().limit(10).map(each).collect(Collectors.joining(", ")) + (all.size() > 10 ? ", …" : "");
    }
}
