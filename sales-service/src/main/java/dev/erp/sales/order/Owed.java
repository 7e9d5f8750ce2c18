package dev.erp.sales.order;

import java.math.BigDecimal;

/** What a customer owes for an order: what is outstanding of its invoice or, before there is one, what it costs. Null: its gross. */
final class Owed {

    private Owed() {}

    /** @param outstanding of the invoice; null when nobody said */
    static BigDecimal after(SalesOrder order, BigDecimal outstanding) {
        if (outstanding == null) {
            return order.owed();
        }
        return outstanding.compareTo(order.totals().gross()) == 0 ? null : outstanding;
    }

    /** After a reply that changes no quantities. */
    static BigDecimal after(SalesOrder order, Reply reply) {
        return reply instanceof BillingReply billing
                        && billing.invoiceId() != null
                        && billing.invoiceId().equals(order.invoiceId())
                ? after(order, billing.owed())
                : order.owed();
    }

    /** Its invoice is void. */
    static BigDecimal notInvoiced(SalesOrder order) {
        return order.status() == SalesOrder.Status.CANCELLED ? BigDecimal.ZERO : null;
    }
}
