package dev.erp.sales.order;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.erp.sales.customer.Address;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Goods that leave for an order: asked for by somebody, and shipped when inventory has issued them.
 *
 * @param reason why inventory refused it, a code; null unless it did
 * @param shippingAddress that of the order; null when it has none
 * @param quantities by line of the order
 * @param decidedAt when inventory answered, or null
 */
record Shipment(
        UUID id,
        String number,
        UUID orderId,
        State state,
        String reason,
        String carrier,
        String trackingNumber,
        @Nullable Address shippingAddress,
        PerLine quantities,
        String requestedBy,
        Instant requestedAt,
        Instant decidedAt) {

    enum State {
        REQUESTED,
        SHIPPED,
        REFUSED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    Shipment decided(State next, String why, Instant at) {
        return new Shipment(
                id,
                number,
                orderId,
                next,
                why,
                carrier,
                trackingNumber,
                shippingAddress,
                quantities,
                requestedBy,
                requestedAt,
                at);
    }
}
