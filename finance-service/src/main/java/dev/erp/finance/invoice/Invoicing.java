package dev.erp.finance.invoice;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.persistence.Ids;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.invoice.ConfirmedOrder.Draft;
import dev.erp.finance.invoice.Invoice.Change;
import dev.erp.finance.task.Tasks;
import dev.erp.finance.task.Tasks.CreditNeeded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What finance does when sales tells about orders: a confirmed order gets its invoice, a cancelled one loses it. Works on sets:
 * two statements for all confirmed orders of a set, three more when orders of it were cancelled.
 */
@Component
final class Invoicing {

    static final String ORDERS = "erp.sales.order";
    static final String CONFIRMED = "sales.order.confirmed.v1";
    static final String CANCELLED = "sales.order.cancelled.v1";
    /** Why an invoice is void, in its event: a code, because a machine decided it. The words are in the order's event. */
    static final String ORDER_CANCELLED = "order_cancelled";

    private static final Actor SERVICE = Actor.service("finance-service");

    /** An order that is off. */
    record Cancellation(CancelledOrder order, Origin origin) {}

    /** What a cancellation does to the invoices of a set. */
    record Undoing(List<Invoices.Decided> voided, List<CreditNeeded> credits) {}

    private final Invoices invoices;
    private final Tasks tasks;
    private final BusinessCalendar calendar;

    Invoicing(Invoices invoices, Tasks tasks, BusinessCalendar calendar) {
        this.invoices = invoices;
        this.tasks = tasks;
        this.calendar = calendar;
    }

    /** Drafts first: an order that is confirmed and cancelled in one set gets its invoice and loses it, in this order. */
    Mono<Void> handle(List<IncomingEvent> set) {
        Instant now = calendar.now();
        List<Draft> drafts = new ArrayList<>(set.size());
        List<Cancellation> cancellations = new ArrayList<>();
        for (IncomingEvent event : set) {
            switch (event.type()) {
                case CONFIRMED -> drafts.add(ConfirmedOrder.draft(event, Ids.next(), SERVICE, now));
                case CANCELLED -> cancellations.add(new Cancellation(CancelledOrder.of(event), event.causes(SERVICE)));
                default -> throw new InvalidEventException(event.type() + " was not asked for");
            }
        }
        return invoices.draft(drafts).then(Mono.defer(() -> undo(cancellations, now)));
    }

    private Mono<Void> undo(List<Cancellation> cancellations, Instant now) {
        // an order that was never confirmed never had an invoice
        List<Cancellation> confirmed =
                cancellations.stream().filter(c -> c.order.wasConfirmed()).toList();
        if (confirmed.isEmpty()) {
            return Mono.empty();
        }
        return invoices.lockOfOrders(
                        confirmed.stream().map(c -> c.order.orderId()).toList())
                .map(found -> undoing(confirmed, found, now))
                .flatMap(undoing -> invoices.save(undoing.voided, now).then(tasks.open(undoing.credits)));
    }

    /**
     * Drafts are voided; what was sent needs a credit, which a person decides; what is void already stays as it is.
     *
     * @throws InvalidEventException when a confirmed order has no invoice: its confirmation was not handled
     */
    static Undoing undoing(List<Cancellation> cancellations, List<Invoice> found, Instant now) {
        Map<UUID, Invoice> byOrder = found.stream().collect(Collectors.toMap(Invoice::orderId, Function.identity()));
        List<Invoices.Decided> voided = new ArrayList<>();
        List<CreditNeeded> credits = new ArrayList<>();
        for (Cancellation cancellation : cancellations) {
            CancelledOrder order = cancellation.order;
            Invoice invoice = byOrder.get(order.orderId());
            if (invoice == null) {
                throw new InvalidEventException("order " + order.orderId() + " was confirmed but has no invoice");
            }
            if (invoice.sent() != null) {
                credits.add(new CreditNeeded(invoice.id(), invoice.orderId(), order.reason(), now));
            } else if (invoice.voided() == null) {
                Change change = invoice.voidFor(ORDER_CANCELLED, now);
                // a second cancellation of the same order finds it void
                byOrder.put(order.orderId(), change.after());
                voided.add(new Invoices.Decided(change, cancellation.origin));
            }
        }
        return new Undoing(voided, credits);
    }
}
