package dev.erp.finance.order;

import dev.erp.chassis.event.Actor;
import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.event.Origin;
import dev.erp.chassis.persistence.Ids;
import dev.erp.finance.invoice.Draft;
import java.time.Instant;
import java.util.UUID;

/** What sales tells about an order, read and checked. */
sealed interface OrderNews {

    String TOPIC = "erp.sales.order";
    String CONFIRMED = "sales.order.confirmed.v1";
    String REDUCED = "sales.order.reduced.v1";
    String SHIPPED = "sales.order.shipped.v1";
    String RETURNED = "sales.order.returned.v1";
    String CANCELLED = "sales.order.cancelled.v1";

    Actor SERVICE = Actor.service("finance-service");

    record Confirmed(Draft draft) implements OrderNews {
        @Override
        public UUID orderId() {
            return draft.invoice().orderId();
        }

        @Override
        public Origin origin() {
            return draft.origin();
        }
    }

    record Reduced(ReducedOrder order, Origin origin) implements OrderNews {
        @Override
        public UUID orderId() {
            return order.orderId();
        }
    }

    record Returned(ReturnedOrder order, Origin origin) implements OrderNews {
        @Override
        public UUID orderId() {
            return order.orderId();
        }
    }

    record Cancelled(CancelledOrder order, Origin origin) implements OrderNews {
        @Override
        public UUID orderId() {
            return order.orderId();
        }
    }

    record Shipped(ShippedOrder order, Origin origin) implements OrderNews {
        @Override
        public UUID orderId() {
            return order.orderId();
        }
    }

    UUID orderId();

    /** Of what finance does about it; its cause is the event. */
    Origin origin();

    /** @throws InvalidEventException when the event is not what its type promises */
    static OrderNews of(IncomingEvent event, Instant now) {
        return switch (event.type()) {
            case CONFIRMED -> new Confirmed(ConfirmedOrder.draft(event, Ids.next(), SERVICE, now));
            case REDUCED -> new Reduced(ReducedOrder.of(event), event.causes(SERVICE));
            case RETURNED -> new Returned(ReturnedOrder.of(event), event.causes(SERVICE));
            case SHIPPED -> new Shipped(ShippedOrder.of(event), event.causes(SERVICE));
            case CANCELLED -> new Cancelled(CancelledOrder.of(event), event.causes(SERVICE));
            default -> throw new InvalidEventException(event.type() + " was not asked for");
        };
    }
}
