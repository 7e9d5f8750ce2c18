package dev.erp.audit.dashboard;

import dev.erp.audit.dashboard.Measures.Sum;
import java.math.BigDecimal;
import java.util.Set;

/** Purchase orders by state. */
final class PurchaseOrders implements Kind {

    private static final Set<String> STATES =
            Set.of("drafted", "submitted", "approved", "received", "billed", "completed", "cancelled");

    @Override
    public String name() {
        return "purchase_order";
    }

    @Override
    public Set<String> topics() {
        return Set.of("erp.purchasing.order");
    }

    @Override
    public void apply(Document order, Heard event) {
        if (event.has("gross") && !event.action().equals("received")) {
            order.set("currency", event.text("currency"));
            order.set("gross", event.number("gross", BigDecimal.ZERO));
        }
        if (STATES.contains(event.action())) {
            order.set("status", event.action());
        }
    }

    @Override
    public void measure(Document order, Measures sums) {
        if (order.has("currency") && order.has("status")) {
            sums.count("purchase_orders", order.text("currency"), order.text("status"), Sum.of(order.number("gross")));
        }
    }
}
