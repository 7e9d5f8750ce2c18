package dev.erp.sales.order;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.sales.order.Reply.InvoiceDrafted;
import dev.erp.sales.order.Reply.InvoicePaid;
import dev.erp.sales.order.Reply.InvoicePartiallyPaid;
import dev.erp.sales.order.Reply.InvoiceSent;
import dev.erp.sales.order.Reply.InvoiceVoided;
import dev.erp.sales.order.Reply.ReservationConfirmed;
import dev.erp.sales.order.Reply.ReservationRejected;
import dev.erp.sales.order.Reply.ReservationReleased;
import dev.erp.sales.order.SalesOrder.Change;
import dev.erp.sales.order.SalesOrder.Happening;
import dev.erp.sales.order.SalesOrder.Line;
import dev.erp.sales.order.SalesOrder.Status;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/**
 * What a sales order does when the world answers. {@link #reaction} is the whole saga: a table over every state and every reply.
 */
@Configuration(proxyBeanMethods = false)
class SalesOrderSaga {

    private static final Logger LOG = LoggerFactory.getLogger(SalesOrderSaga.class);

    /** A cell of the table. */
    sealed interface Reaction {}

    /** The order takes this state and publishes the event that is called like it. */
    record Becomes(Status next) implements Reaction {}

    /** The order stays as it is; its timeline says what happened. */
    record Notes() implements Reaction {}

    /** Nothing happens at all, for this reason. */
    record Ignores(String because) implements Reaction {}

    static Reaction reaction(Status state, Reply reply) {
        return switch (state) {
            case PENDING ->
                switch (reply) {
                    case ReservationConfirmed _ -> new Becomes(Status.CONFIRMED);
                    case ReservationRejected _ -> new Becomes(Status.REJECTED);
                    case ReservationReleased _ -> new Ignores("only a confirmed reservation is released");
                    case InvoiceDrafted _, InvoiceSent _, InvoicePartiallyPaid _, InvoicePaid _, InvoiceVoided _ ->
                        new Ignores("only a confirmed order has an invoice");
                };
            case CONFIRMED ->
                switch (reply) {
                    case ReservationConfirmed _, ReservationRejected _ ->
                        new Ignores("inventory answers an order once");
                    case ReservationReleased _ -> new Notes();
                    case InvoiceDrafted _ -> new Becomes(Status.INVOICED);
                    case InvoiceSent _, InvoicePartiallyPaid _, InvoicePaid _, InvoiceVoided _ ->
                        new Ignores("an invoice is drafted first");
                };
            case INVOICED ->
                switch (reply) {
                    case ReservationConfirmed _, ReservationRejected _ ->
                        new Ignores("inventory answers an order once");
                    case ReservationReleased _ -> new Notes();
                    case InvoiceDrafted _ -> new Ignores("an order has one invoice");
                    case InvoiceSent _, InvoicePartiallyPaid _, InvoicePaid _, InvoiceVoided _ -> new Notes();
                };
            case REJECTED ->
                switch (reply) {
                    case ReservationConfirmed _, ReservationRejected _ ->
                        new Ignores("inventory answers an order once");
                    case ReservationReleased _ -> new Ignores("nothing was reserved");
                    case InvoiceDrafted _, InvoiceSent _, InvoicePartiallyPaid _, InvoicePaid _, InvoiceVoided _ ->
                        new Ignores("a rejected order has no invoice");
                };
            // Inventory and finance hear of the cancellation themselves and undo what they did, before or after it.
            case CANCELLED ->
                switch (reply) {
                    case ReservationConfirmed _, ReservationRejected _, ReservationReleased _ -> new Notes();
                    case InvoiceDrafted _, InvoiceSent _, InvoicePartiallyPaid _, InvoicePaid _, InvoiceVoided _ ->
                        new Notes();
                };
        };
    }

    /** Pure: what the order makes of the reply; nothing when it is ignored. */
    static Optional<Change> decide(SalesOrder order, List<Line> lines, Reply reply, UUID heard, Instant at) {
        Happening what = new Happening(reply.step(), at, reply.detail(), heard);
        return switch (reaction(order.status(), reply)) {
            case Becomes(Status next) -> Optional.of(order.become(next, event(order, lines, reply, at), what));
            case Notes() -> Optional.of(order.note(what));
            case Ignores _ -> Optional.empty();
        };
    }

    private static SalesOrderEvent event(SalesOrder order, List<Line> lines, Reply reply, Instant at) {
        return switch (reply) {
            case ReservationConfirmed _ -> new SalesOrderEvent.Confirmed(order.document(lines), at);
            case ReservationRejected a ->
                new SalesOrderEvent.Rejected(order.id(), order.number(), a.reason(), a.shortages());
            case InvoiceDrafted a -> new SalesOrderEvent.Invoiced(order.id(), order.number(), a.invoiceId());
            case ReservationReleased _, InvoiceSent _, InvoicePartiallyPaid _, InvoicePaid _, InvoiceVoided _ ->
                throw new IllegalStateException(reply.step() + " moves no order");
        };
    }

    private final SalesOrders orders;
    private final Clock clock;
    private final Actor service = Actor.service("sales-service");

    SalesOrderSaga(SalesOrders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    @Bean
    EventSubscription salesOrderSagaSubscription() {
        return EventSubscription.named("sales-order-saga")
                .to(
                        "erp.inventory.reservation",
                        "inventory.reservation.confirmed.v1",
                        "inventory.reservation.rejected.v1",
                        "inventory.reservation.released.v1")
                .to(
                        "erp.finance.invoice",
                        "finance.invoice.drafted.v1",
                        "finance.invoice.sent.v1",
                        "finance.invoice.partially-paid.v1",
                        "finance.invoice.paid.v1",
                        "finance.invoice.voided.v1")
                .handledBy(this::handle);
    }

    private record Heard(IncomingEvent event, Reply reply) {}

    /** Three statements for any number of replies: lock the orders, read the lines of the confirmed ones, write. */
    Mono<Void> handle(List<IncomingEvent> set) {
        List<Heard> heard =
                set.stream().map(event -> new Heard(event, Reply.of(event))).toList();
        return orders.lock(heard.stream().map(h -> h.reply.orderId()).toList())
                .zipWhen(locked -> orders.lines(heard.stream()
                        .filter(h -> h.reply instanceof ReservationConfirmed)
                        .map(h -> h.reply.orderId())
                        .toList()))
                .flatMap(read -> orders.write(decideAll(heard, read.getT1(), read.getT2())));
    }

    /** In the order of arrival; an order that occurs twice sees what it decided first. */
    private List<SalesOrders.Writing> decideAll(
            List<Heard> all, Map<UUID, SalesOrder> current, Map<UUID, List<Line>> lines) {
        List<SalesOrders.Writing> decided = new ArrayList<>();
        for (Heard heard : all) {
            UUID id = heard.reply.orderId();
            SalesOrder order = current.get(id);
            if (order == null) {
                throw new InvalidEventException(heard.event.type() + " " + heard.event.id() + " is about sales order "
                        + id + ", which is unknown");
            }
            decide(order, lines.getOrDefault(id, List.of()), heard.reply, heard.event.id(), clock.instant())
                    .ifPresentOrElse(
                            change -> {
                                current.put(id, change.order());
                                decided.add(new SalesOrders.Writing(change, heard.event.causes(service)));
                            },
                            () -> LOG.debug(
                                    "{} {}: {}",
                                    order.number(),
                                    heard.reply.step(),
                                    reaction(order.status(), heard.reply)));
        }
        return decided;
    }
}
