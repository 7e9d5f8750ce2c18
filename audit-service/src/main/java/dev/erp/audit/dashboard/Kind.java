package dev.erp.audit.dashboard;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What the dashboard understands of one kind of document: pure functions from events to what is remembered, and from that to sums. */
interface Kind {

    /** All of them. Their order is that of nothing. */
    static List<Kind> all(String baseCurrency) {
        return List.of(
                new Orders(),
                new Bills("invoice", "erp.finance.invoice"),
                new Bills("bill", "erp.finance.bill"),
                new Payments(),
                new Products(baseCurrency),
                new PurchaseOrders(),
                new Parties("customer", "erp.sales.customer"),
                new Parties("supplier", "erp.purchasing.supplier"),
                new Parties("employee", "erp.hr.employee"),
                new Parties("user", "erp.auth.user"));
    }

    String name();

    Set<String> topics();

    /** The document that an event is about; null for none. */
    default UUID idOf(Heard event) {
        return event.subject();
    }

    /** The part of the document that numbers these events. */
    default String partOf(Heard event) {
        return event.topic();
    }

    /** Takes up one event, of one of its topics. */
    void apply(Document document, Heard event);

    /** Adds what the document counts for. */
    void measure(Document document, Measures sums);
}
