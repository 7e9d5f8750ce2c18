package dev.erp.sales.order;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * Goods that came back, and what the customer is credited for them.
 *
 * @param invoiceId the invoice that they are on, or null
 * @param creditNoteId of finance, or null until there is one
 */
record SalesReturn(
        UUID id,
        String number,
        UUID orderId,
        State state,
        String reason,
        UUID invoiceId,
        UUID creditNoteId,
        List<Line> lines,
        String enteredBy,
        Instant enteredAt) {

    SalesReturn with(List<Line> itsLines) {
        return new SalesReturn(
                id, number, orderId, state, reason, invoiceId, creditNoteId, itsLines, enteredBy, enteredAt);
    }

    enum State {
        /** What can be sold again is not in stock yet. */
        ENTERED,
        RESTOCKED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    enum Disposition {
        /** It can be sold again, and goes back into stock. */
        RESTOCK,
        /** It cannot. */
        SCRAP;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Disposition of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** As it goes out in the event; the amounts are its share of the line's. */
    record Line(
            int line,
            UUID productId,
            String sku,
            Quantity quantity,
            Disposition disposition,
            BigDecimal net,
            BigDecimal taxRate,
            BigDecimal tax,
            BigDecimal gross) {}
}
