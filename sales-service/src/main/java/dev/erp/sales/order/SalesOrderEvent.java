package dev.erp.sales.order;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.erp.chassis.money.Quantity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** What a sales order tells the world; each record is the event's data. The schemas are in event-contracts/sales. */
sealed interface SalesOrderEvent {

    String TOPIC = "erp.sales.order";

    /** {@code sales.order.<past participle>.v1}. */
    String type();

    /** It was accepted and priced, and waits for its stock. */
    record Placed(@JsonUnwrapped Document document) implements SalesOrderEvent {
        @Override
        public String type() {
            return "sales.order.placed.v1";
        }
    }

    /** Its stock is reserved. Carries all that an invoice needs, so that nobody has to call back. */
    record Confirmed(@JsonUnwrapped Document document, Instant confirmedAt) implements SalesOrderEvent {
        @Override
        public String type() {
            return "sales.order.confirmed.v1";
        }
    }

    /** It got no stock. */
    record Rejected(UUID orderId, String number, String reason, List<Shortage> shortages) implements SalesOrderEvent {
        @Override
        public String type() {
            return "sales.order.rejected.v1";
        }
    }

    /** Its invoice exists, as a draft. */
    record Invoiced(UUID orderId, String number, UUID invoiceId) implements SalesOrderEvent {
        @Override
        public String type() {
            return "sales.order.invoiced.v1";
        }
    }

    /** @param wasConfirmed stock had been reserved; if not, the answer may yet come */
    record Cancelled(UUID orderId, String number, String reason, Instant cancelledAt, boolean wasConfirmed)
            implements SalesOrderEvent {
        @Override
        public String type() {
            return "sales.order.cancelled.v1";
        }
    }

    /** The order as it was agreed; amounts at the minor units of the one currency. */
    record Document(
            UUID orderId,
            String number,
            SalesOrder.Customer customer,
            String customerReference,
            Currency currency,
            String rounding,
            BigDecimal discountPercent,
            List<SalesOrder.Line> lines,
            BigDecimal net,
            BigDecimal tax,
            BigDecimal gross,
            int paymentTermDays,
            Instant placedAt) {}

    /** @param sku null when inventory does not know the product */
    record Shortage(UUID productId, String sku, Quantity requested, Quantity available) {}
}
