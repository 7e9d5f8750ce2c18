package dev.erp.sales.order;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.erp.chassis.money.Quantity;
import dev.erp.chassis.web.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * A sales order: what was agreed when it was placed, which never changes, and how far it has come. A command gives a
 * {@link Change}; nothing here knows of HTTP, SQL or Kafka.
 *
 * @param discountPercent on the whole order, on top of the discounts on lines
 * @param version counts the order's events; 1 is its placing
 * @param steps counts the steps on its timeline
 */
record SalesOrder(
        UUID id,
        String number,
        Customer customer,
        String customerReference,
        String note,
        Currency currency,
        BigDecimal discountPercent,
        Pricing.Totals totals,
        int paymentTermDays,
        Status status,
        Attention attention,
        UUID invoiceId,
        long version,
        int steps,
        String placedBy,
        Instant placedAt,
        Instant updatedAt) {

    /** The customer as it was when the order was placed. */
    @Schema(name = "SalesOrderCustomer")
    record Customer(
            @Schema(example = "0193f2c4-1a00-7c3d-9a41-6d3a5f7b1c01")
            UUID customerId,

            @Schema(example = "C-000017") String number,
            @Schema(example = "Café Morgenrot") String name) {}

    /** @param line number of the line within the order, from 1 */
    record Line(
            int line,
            UUID productId,
            String sku,
            String name,
            Quantity quantity,
            BigDecimal unitPrice,
            BigDecimal discountPercent,
            BigDecimal net,
            BigDecimal taxRate,
            BigDecimal tax,
            BigDecimal gross) {}

    /** Why somebody should look at the order. */
    record Attention(String reason, Instant since) {}

    enum Status {
        /** Waits for stock. */
        PENDING,
        /** Has its stock and waits for its invoice. */
        CONFIRMED,
        INVOICED,
        /** Got no stock. */
        REJECTED,
        CANCELLED;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }

        /** Nothing can happen to the order any more. */
        boolean isClosed() {
            return this == REJECTED || this == CANCELLED;
        }
    }

    /**
     * One row of the order's timeline.
     *
     * @param step what happened, snake case
     * @param heard id of the event that told it, or null
     */
    record Step(int seq, String step, Status state, Instant at, String detail, UUID heard) {}

    /**
     * A decision: the order after it, what to put on its timeline, and the event that tells the world.
     *
     * @param event null when the order has only noted something
     */
    record Change(SalesOrder order, Step step, SalesOrderEvent event) {}

    /** What happened, before it is a step on the timeline; a detail that somebody made too long is cut. */
    record Happening(String step, Instant at, String detail, UUID heard) {

        private static final int MAX_DETAIL_LENGTH = 1000;

        Happening {
            detail = detail.length() <= MAX_DETAIL_LENGTH ? detail : detail.substring(0, MAX_DETAIL_LENGTH) + "…";
        }
    }

    /** The order takes the state that the event tells of. */
    Change become(Status next, SalesOrderEvent event, Happening what) {
        UUID invoice = event instanceof SalesOrderEvent.Invoiced invoiced ? invoiced.invoiceId() : invoiceId;
        // whatever asked for attention has been answered
        SalesOrder after = with(next, null, invoice, version + 1, what.at());
        return new Change(after, after.stepOf(what), event);
    }

    /** The order puts something on its timeline and stays as it is. */
    Change note(Happening what) {
        SalesOrder after = with(status, attention, invoiceId, version, updatedAt);
        return new Change(after, after.stepOf(what), null);
    }

    /** @throws Problem 409 {@code order_is_rejected} or {@code order_is_cancelled} */
    Change cancel(String reason, Instant at) {
        if (status.isClosed()) {
            throw Problem.conflict(
                    status == Status.REJECTED ? "order_is_rejected" : "order_is_cancelled",
                    "Sales order " + number + " is " + status.code() + " and cannot be cancelled.");
        }
        boolean wasConfirmed = status != Status.PENDING;
        var cancelled = new SalesOrderEvent.Cancelled(id, number, reason, at, wasConfirmed);
        return become(Status.CANCELLED, cancelled, new Happening("cancelled", at, reason, null));
    }

    private SalesOrder with(Status next, Attention attention, UUID invoiceId, long version, Instant updatedAt) {
        return new SalesOrder(
                id,
                number,
                customer,
                customerReference,
                note,
                currency,
                discountPercent,
                totals,
                paymentTermDays,
                next,
                attention,
                invoiceId,
                version,
                steps + 1,
                placedBy,
                placedAt,
                updatedAt);
    }

    private Step stepOf(Happening what) {
        return new Step(steps, what.step(), status, what.at(), what.detail(), what.heard());
    }

    /** The order and its lines, as {@code sales.order.placed} and {@code sales.order.confirmed} carry them. */
    SalesOrderEvent.Document document(List<Line> lines) {
        return new SalesOrderEvent.Document(
                id,
                number,
                customer,
                customerReference,
                currency,
                Pricing.POLICY,
                discountPercent,
                lines,
                totals.net(),
                totals.tax(),
                totals.gross(),
                paymentTermDays,
                placedAt);
    }
}
