package dev.erp.finance.order;

import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.finance.BusinessCalendar;
import dev.erp.finance.credit.CreditNoteQueries;
import dev.erp.finance.credit.CreditNotes;
import dev.erp.finance.invoice.Draft;
import dev.erp.finance.invoice.Invoice;
import dev.erp.finance.invoice.Invoices;
import dev.erp.finance.order.OrderNews.Cancelled;
import dev.erp.finance.order.OrderNews.Confirmed;
import dev.erp.finance.order.OrderNews.Shipped;
import dev.erp.finance.task.Tasks;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/**
 * What finance does when sales tells about orders: a confirmed order gets its invoice; what is taken back from an order is taken back
 * from its invoice ({@link OrderBooks}); shipments are noted. Works on sets: one statement for confirmed orders, at most thirteen more, whatever the size of the set,
 * when there is anything else in it or an order that has its invoice already.
 */
@Configuration(proxyBeanMethods = false)
class Invoicing {

    private final Invoices invoices;
    private final CreditNotes notes;
    private final CreditNoteQueries noteQueries;
    private final Tasks tasks;
    private final OrderFacts facts;
    private final BusinessCalendar calendar;

    Invoicing(
            Invoices invoices,
            CreditNotes notes,
            CreditNoteQueries noteQueries,
            Tasks tasks,
            OrderFacts facts,
            BusinessCalendar calendar) {
        this.invoices = invoices;
        this.notes = notes;
        this.noteQueries = noteQueries;
        this.tasks = tasks;
        this.facts = facts;
        this.calendar = calendar;
    }

    @Bean
    EventSubscription invoicingSubscription() {
        return EventSubscription.named("invoicing")
                .to(
                        OrderNews.TOPIC,
                        OrderNews.CONFIRMED,
                        OrderNews.REDUCED,
                        OrderNews.SHIPPED,
                        OrderNews.RETURNED,
                        OrderNews.CANCELLED)
                .handledBy(this::handle);
    }

    /** Drafts first: whatever else the set says of an order that it confirms finds the invoice. */
    Mono<Void> handle(List<IncomingEvent> set) {
        Instant now = calendar.now();
        List<OrderNews> news = set.stream()
                .map(event -> OrderNews.of(event, now))
                // an order that was never confirmed never had an invoice
                .filter(one -> !(one instanceof Cancelled(CancelledOrder order, var _)) || order.wasConfirmed())
                .toList();
        List<Draft> drafts = news.stream()
                .filter(Confirmed.class::isInstance)
                .map(one -> ((Confirmed) one).draft())
                .toList();
        return invoices.draft(drafts).flatMap(drafted -> {
            boolean nothingElse = drafted == drafts.size() && drafts.size() == news.size();
            if (nothingElse) {
                return Mono.empty();
            }
            boolean onlyShipped = drafted == drafts.size()
                    && news.stream().allMatch(one -> one instanceof Confirmed || one instanceof Shipped);
            return onlyShipped ? facts.note(news, now) : settle(news, now);
        });
    }

    private Mono<Void> settle(List<OrderNews> news, Instant now) {
        return invoices.lockOfOrders(
                        news.stream().map(OrderNews::orderId).distinct().toList())
                .flatMap(found -> Mono.zip(invoices.lines(found), noteQueries.ofInvoices(ids(found)))
                        .map(read -> OrderBooks.decide(found, read.getT1(), read.getT2(), news, now)))
                .flatMap(entries -> write(entries, now))
                .then(Mono.defer(() -> facts.note(news, now)));
    }

    private Mono<Void> write(OrderBooks.Entries entries, Instant now) {
        return invoices.draft(entries.drafts())
                .filter(drafted -> drafted == entries.drafts().size())
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("an invoice was drafted without its lock")))
                .then(Mono.defer(() -> invoices.save(entries.invoiceChanges(), now)))
                .then(Mono.defer(() -> notes.draft(entries.creditNotes(), now)))
                .then(Mono.defer(
                        () -> notes.save(List.copyOf(entries.announcements().values()), now)))
                .then(Mono.defer(() -> tasks.open(entries.tasks())));
    }

    private static List<UUID> ids(List<Invoice> found) {
        return found.stream().map(Invoice::id).toList();
    }
}
