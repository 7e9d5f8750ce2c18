package dev.erp.sales.order;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.erp.chassis.money.Quantity;
import dev.erp.sales.customer.Address;
import dev.erp.sales.order.SalesOrder.Line;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a sales order tells the world; each record is the event's data. The schemas are in event-contracts/sales. */
sealed interface SalesOrderEvent {

    String TOPIC = "erp.sales.order";

    /** Past participle, as in {@code sales.order.<past participle>.v1}. */
    String name();

    default String type() {
        return "sales.order." + name() + ".v1";
    }

    /** An offer was made, or changed. */
    record Quoted(
            @JsonUnwrapped Document document,
            @JsonUnwrapped SalesOrder.Terms terms,
            LocalDate validUntil,
            Instant quotedAt)
            implements SalesOrderEvent {
        @Override
        public String name() {
            return "quoted";
        }
    }

    /** It was accepted and priced, and waits for its stock. */
    record Placed(
            @JsonUnwrapped Document document, @JsonUnwrapped SalesOrder.Terms terms) implements SalesOrderEvent {
        @Override
        public String name() {
            return "placed";
        }
    }

    /** Inventory is asked once more. */
    record ReservationRequested(
            @JsonUnwrapped Document document, @JsonUnwrapped SalesOrder.Terms terms) implements SalesOrderEvent {
        @Override
        public String name() {
            return "reservation-requested";
        }
    }

    /** Its stock is reserved. Carries all that an invoice needs, so that nobody has to call back. */
    record Confirmed(@JsonUnwrapped Document document, Instant confirmedAt) implements SalesOrderEvent {
        @Override
        public String name() {
            return "confirmed";
        }
    }

    /** It got no stock. */
    record Rejected(UUID orderId, String number, String reason, List<Shortage> shortages) implements SalesOrderEvent {
        @Override
        public String name() {
            return "rejected";
        }
    }

    /** Its invoice exists, as a draft. */
    record Invoiced(UUID orderId, String number, UUID invoiceId) implements SalesOrderEvent {
        @Override
        public String name() {
            return "invoiced";
        }
    }

    /** @param wasConfirmed all its stock had been reserved, and the world was told so; if not, nothing was invoiced */
    record Cancelled(UUID orderId, String number, String reason, Instant cancelledAt, boolean wasConfirmed)
            implements SalesOrderEvent {
        @Override
        public String name() {
            return "cancelled";
        }
    }

    /** A part of what is not shipped was cancelled; {@code lines} say what. */
    record Reduced(
            UUID orderId,
            String number,
            String reason,
            Instant reducedAt,
            List<LineQuantity> lines,
            Currency currency,
            Remaining remaining)
            implements SalesOrderEvent {
        @Override
        public String name() {
            return "reduced";
        }
    }

    record Remaining(List<Line> lines, BigDecimal net, BigDecimal tax, BigDecimal gross) {}

    /** Inventory shall issue the goods. */
    record ShipmentRequested(
            UUID orderId,
            String number,
            UUID shipmentId,
            String carrier,
            String trackingNumber,
            @Nullable Address shippingAddress,
            Instant requestedAt,
            List<LineQuantity> lines)
            implements SalesOrderEvent {
        @Override
        public String name() {
            return "shipment-requested";
        }
    }

    /** @param complete everything that was not cancelled is shipped now */
    record Shipped(
            UUID orderId,
            String number,
            UUID shipmentId,
            String shipmentNumber,
            String carrier,
            String trackingNumber,
            @Nullable Address shippingAddress,
            Instant shippedAt,
            List<LineQuantity> lines,
            boolean complete)
            implements SalesOrderEvent {
        @Override
        public String name() {
            return "shipped";
        }
    }

    record Returned(
            UUID orderId,
            String number,
            UUID returnId,
            String returnNumber,
            UUID invoiceId,
            Currency currency,
            String reason,
            Instant returnedAt,
            List<SalesReturn.Line> lines,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal gross)
            implements SalesOrderEvent {
        @Override
        public String name() {
            return "returned";
        }
    }

    /** Everything that was not cancelled is shipped and invoiced. */
    record Completed(UUID orderId, String number, Instant completedAt) implements SalesOrderEvent {
        @Override
        public String name() {
            return "completed";
        }
    }

    /** The order as it was agreed, or what is left of it; amounts at the minor units of the one currency. */
    record Document(
            UUID orderId,
            String number,
            SalesOrder.Customer customer,
            String customerReference,
            Currency currency,
            String rounding,
            BigDecimal discountPercent,
            List<Line> lines,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal gross,
            int paymentTermDays,
            @Nullable Address shippingAddress,
            Instant placedAt) {

        static Document agreed(SalesOrder order, List<Line> lines) {
            return of(
                    order,
                    lines,
                    order.totals().net(),
                    order.totals().tax(),
                    order.totals().gross());
        }

        /** Without what was cancelled. */
        static Document left(SalesOrder order, List<Line> lines) {
            if (order.quantities().cancelled().isZero()) {
                return agreed(order, lines);
            }
            Remaining left = remaining(order.quantities().live(), lines, order.currency());
            return of(order, left.lines, left.net, left.tax, left.gross);
        }

        private static Document of(
                SalesOrder order, List<Line> lines, BigDecimal net, BigDecimal tax, BigDecimal gross) {
            return new Document(
                    order.id(),
                    order.number(),
                    order.customer(),
                    order.customerReference(),
                    order.currency(),
                    Pricing.POLICY,
                    order.discountPercent(),
                    lines,
                    net,
                    tax,
                    gross,
                    order.paymentTermDays(),
                    order.shippingAddress(),
                    order.status() == SalesOrder.Status.QUOTATION ? null : order.placedAt());
        }
    }

    static Remaining remaining(PerLine live, List<Line> agreed, Currency currency) {
        List<Line> lines = Shares.of(agreed, live, currency);
        return new Remaining(
                lines,
                Shares.sum(lines, Line::net, currency),
                Shares.sum(lines, Line::tax, currency),
                Shares.sum(lines, Line::gross, currency));
    }

    /** @param sku null when inventory does not know the product */
    record Shortage(UUID productId, String sku, Quantity requested, Quantity available) {}
}
