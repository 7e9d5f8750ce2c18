package dev.erp.sales.order;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.EventSubscription;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.sales.order.Answer.InvoiceDrafted;
import dev.erp.sales.order.Answer.InvoicePaid;
import dev.erp.sales.order.Answer.InvoicePartiallyPaid;
import dev.erp.sales.order.Answer.InvoiceSent;
import dev.erp.sales.order.Answer.InvoiceVoided;
import dev.erp.sales.order.Answer.ReservationConfirmed;
import dev.erp.sales.order.Answer.ReservationRejected;
import dev.erp.sales.order.Answer.ReservationReleased;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/**
 * What a sales order does when the world answers. {@link #reaction} is the whole saga: a table over every state and every answer.
 */
@Configuration(proxyBeanMethods = false)
class SalesOrderSaga {

    /** A cell of the table. */
    sealed interface Reaction {}

    /** The order takes this state and publishes the event that is called like it. */
    record Becomes(Status next) implements Reaction {}

    /** The order stays as it is; its timeline says what happened. */
    record Notes() implements Reaction {}

    /** Nothing happens at all, for this reason. */
    record Ignores(String because) implements Reaction {}

    static Reaction reaction(Status state, Answer answer) {
        return switch (state) {
            case PENDING ->
                switch (answer) {
                    case ReservationConfirmed _ -> new Becomes(Status.CONFIRMED);
                    case ReservationRejected _ -> new Becomes(Status.REJECTED);
                    case ReservationReleased _ -> new Ignores("only a confirmed reservation is released");
                    case InvoiceDrafted _, InvoiceSent _, InvoicePartiallyPaid _, InvoicePaid _, InvoiceVoided _ ->
                        new Ignores("only a confirmed order has an invoice");
                };
            case CONFIRMED ->
                switch (answer) {
                    case ReservationConfirmed _, ReservationRejected _ ->
                        new Ignores("inventory answers an order once");
                    case ReservationReleased _ -> new Notes();
                    case InvoiceDrafted _ -> new Becomes(Status.INVOICED);
                    case InvoiceSent _, InvoicePartiallyPaid _, InvoicePaid _, InvoiceVoided _ ->
                        new Ignores("an invoice is drafted first");
                };
            case INVOICED ->
                switch (answer) {
                    case ReservationConfirmed _, ReservationRejected _ ->
                        new Ignores("inventory answers an order once");
                    case ReservationReleased _ -> new Notes();
                    case InvoiceDrafted _ -> new Ignores("an order has one invoice");
                    case InvoiceSent _, InvoicePartiallyPaid _, InvoicePaid _, InvoiceVoided _ -> new Notes();
                };
            case REJECTED ->
                switch (answer) {
                    case ReservationConfirmed _, ReservationRejected _ ->
                        new Ignores("inventory answers an order once");
                    case ReservationReleased _ -> new Ignores("nothing was reserved");
                    case InvoiceDrafted _, InvoiceSent _, InvoicePartiallyPaid _, InvoicePaid _, InvoiceVoided _ ->
                        new Ignores("a rejected order has no invoice");
                };
            // Inventory and finance hear of the cancellation themselves and undo what they did, before or after it.
            case CANCELLED ->
                switch (answer) {
                    case ReservationConfirmed _, ReservationRejected _, ReservationReleased _ -> new Notes();
                    case InvoiceDrafted _, InvoiceSent _, InvoicePartiallyPaid _, InvoicePaid _, InvoiceVoided _ ->
                        new Notes();
                };
        };
    }

    /** Pure: what the order makes of the answer; nothing when it is ignored. */
    static Optional<Change> decide(SalesOrder order, List<Line> lines, Answer answer, UUID heard, Instant at) {
        Happening what = new Happening(answer.step(), at, answer.detail(), heard);
        return switch (reaction(order.status(), answer)) {
            case Becomes(Status next) -> Optional.of(order.become(next, event(order, lines, answer, at), what));
            case Notes() -> Optional.of(order.note(what));
            case Ignores _ -> Optional.empty();
        };
    }

    private static SalesOrderEvent event(SalesOrder order, List<Line> lines, Answer answer, Instant at) {
        return switch (answer) {
            case ReservationConfirmed _ -> new SalesOrderEvent.Confirmed(order.document(lines), at);
            case ReservationRejected a ->
                new SalesOrderEvent.Rejected(order.id(), order.number(), a.reason(), a.shortages());
            case InvoiceDrafted a -> new SalesOrderEvent.Invoiced(order.id(), order.number(), a.invoiceId());
            case ReservationReleased _, InvoiceSent _, InvoicePartiallyPaid _, InvoicePaid _, InvoiceVoided _ ->
                throw new IllegalStateException(answer.step() + " moves no order");
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

    private record Heard(IncomingEvent event, Answer answer) {}

    /** Three statements for any number of answers: lock the orders, read the lines of the confirmed ones, write. */
    Mono<Void> handle(List<IncomingEvent> set) {
        List<Heard> heard =
                set.stream().map(event -> new Heard(event, Answer.of(event))).toList();
        return orders.lock(heard.stream().map(h -> h.answer.orderId()).toList())
                .zipWhen(locked -> orders.lines(heard.stream()
                        .filter(h -> h.answer instanceof ReservationConfirmed)
                        .map(h -> h.answer.orderId())
                        .toList()))
                .flatMap(read -> orders.write(decideAll(heard, read.getT1(), read.getT2())));
    }

    /** In the order of arrival; an order that occurs twice sees what it decided first. */
    private List<SalesOrders.Writing> decideAll(
            List<Heard> all, Map<UUID, SalesOrder> orders, Map<UUID, List<Line>> lines) {
        List<SalesOrders.Writing> decided = new ArrayList<>();
        for (Heard heard : all) {
            UUID id = heard.answer.orderId();
            SalesOrder order = orders.get(id);
            if (order == null) {
                throw new InvalidEventException(heard.event.type() + " " + heard.event.id() + " is about sales order "
                        + id + ", which is unknown");
            }
            decide(order, lines.getOrDefault(id, List.of()), heard.answer, heard.event.id(), clock.instant())
                    .ifPresent(change -> {
                        orders.put(id, change.order());
                        decided.add(new SalesOrders.Writing(change, heard.event.causes(service)));
                    });
        }
        return decided;
    }
}
