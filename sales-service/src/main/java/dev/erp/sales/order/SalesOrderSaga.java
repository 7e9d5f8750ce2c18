package dev.erp.sales.order;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.sales.order.Decisions.Decided;
import dev.erp.sales.order.SalesOrder.Change;
import dev.erp.sales.order.SalesOrder.Line;
import dev.erp.sales.order.StockReply.GoodsIssued;
import dev.erp.sales.order.StockReply.ReservationConfirmed;
import dev.erp.sales.order.StockReply.ReservationWaiting;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Hears what the world answers to sales orders. What they make of it is in {@link Reaction} and {@link Bookings}. */
@Configuration(proxyBeanMethods = false)
class SalesOrderSaga {

    private static final Logger LOG = LoggerFactory.getLogger(SalesOrderSaga.class);

    private final SalesOrders orders;
    private final Papers papers;
    private final Clock clock;
    private final Actor service = Actor.service("sales-service");

    SalesOrderSaga(SalesOrders orders, Papers papers, Clock clock) {
        this.orders = orders;
        this.papers = papers;
        this.clock = clock;
    }

    @Bean
    EventSubscription salesOrderSagaSubscription() {
        return EventSubscription.named("sales-order-saga")
                .to(
                        "erp.inventory.reservation",
                        "inventory.reservation.confirmed.v1",
                        "inventory.reservation.rejected.v1",
                        "inventory.reservation.released.v1",
                        "inventory.reservation.waiting.v1",
                        "inventory.reservation.reduced.v1",
                        "inventory.reservation.expired.v1",
                        "inventory.reservation.issued.v1",
                        "inventory.reservation.fulfilled.v1",
                        "inventory.reservation.issue-refused.v1",
                        "inventory.reservation.restocked.v1")
                .to(
                        "erp.finance.invoice",
                        "finance.invoice.drafted.v1",
                        "finance.invoice.sent.v1",
                        "finance.invoice.partially-paid.v1",
                        "finance.invoice.paid.v1",
                        "finance.invoice.payment-reversed.v1",
                        "finance.invoice.credited.v1",
                        "finance.invoice.overdue.v1",
                        "finance.invoice.voided.v1")
                .to("erp.finance.credit-note", "finance.credit-note.drafted.v1", "finance.credit-note.voided.v1")
                .handledBy(this::handle);
    }

    private record Heard(IncomingEvent event, Reply reply) {}

    private record Known(Map<UUID, SalesOrder> orders, Map<UUID, List<Line>> lines, Paperwork paperwork) {}

    /**
     * Three statements for any number of replies of the usual kind: lock the orders, read the lines of the confirmed ones, write.
     * Rarer kinds read and write their documents, once for the set as well.
     */
    Mono<Void> handle(List<IncomingEvent> set) {
        List<Heard> heard =
                set.stream().map(event -> new Heard(event, Reply.of(event))).toList();
        List<Reply> replies = heard.stream().map(Heard::reply).toList();
        return orders.lock(replies.stream().map(Reply::orderId).toList())
                .flatMap(locked -> orders.lines(needingLines(replies))
                        .zipWhen(
                                lines -> papers.of(replies), (lines, paperwork) -> new Known(locked, lines, paperwork)))
                .map(known -> decideAll(heard, known))
                .flatMap(decided -> orders.write(decided.writings()).then(papers.file(replies, decided.shipments())));
    }

    private static List<UUID> needingLines(List<Reply> replies) {
        return replies.stream()
                .filter(reply -> reply instanceof ReservationConfirmed
                        || reply instanceof ReservationWaiting
                        || reply instanceof GoodsIssued)
                .map(Reply::orderId)
                .toList();
    }

    /** In the order of arrival; an order that occurs twice sees what it decided first. */
    private Decided decideAll(List<Heard> all, Known known) {
        Decided decided = new Decided();
        for (Heard heard : all) {
            Reply reply = heard.reply;
            SalesOrder order = known.orders.get(reply.orderId());
            if (order == null) {
                throw new InvalidEventException(heard.event.type() + " " + heard.event.id() + " is about sales order "
                        + reply.orderId() + ", which is unknown");
            }
            Instant now = clock.instant();
            List<Line> lines = known.lines.getOrDefault(order.id(), List.of());
            List<Change> changes = Decisions.of(order, lines, reply, known.paperwork, heard.event.id(), now);
            if (changes.isEmpty()) {
                LOG.debug("{} {}: {}", order.number(), reply.step(), Reaction.of(order.status(), reply));
                continue;
            }
            known.orders.put(order.id(), changes.getLast().order());
            changes.forEach(
                    change -> decided.writings().add(new SalesOrders.Writing(change, heard.event.causes(service))));
            Decisions.shipment(reply, known.paperwork, now).ifPresent(shipment -> {
                known.paperwork.put(shipment);
                decided.shipments().add(shipment);
            });
        }
        return decided;
    }
}
