package dev.erp.sales.order;

import dev.erp.chassis.event.IncomingEvent;
import dev.erp.chassis.event.InvalidEventException;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the world answers to a sales order, as far as sales cares: inventory about its stock, finance about its invoice. Each record
 * holds the fields that are read of the event's data.
 */
sealed interface Reply {

    UUID orderId();

    /** What the timeline says about it. */
    String detail();

    record ReservationConfirmed(UUID orderId) implements Reply {
        @Override
        public String detail() {
            return "the stock is reserved";
        }
    }

    record ReservationRejected(UUID orderId, String reason, List<SalesOrderEvent.Shortage> shortages) implements Reply {

        private boolean isComplete() {
            return reason != null
                    && reason.matches("[a-z][a-z0-9_]{0,63}")
                    && shortages != null
                    && !shortages.isEmpty()
                    && shortages.size() <= 500
                    && shortages.stream()
                            .allMatch(s -> s.productId() != null && s.requested() != null && s.available() != null);
        }

        @Override
        public String detail() {
            return reason + ": "
                    + shortages.stream()
                            .limit(10)
                            .map(s -> "%s of %s %s available"
                                    .formatted(s.available(), s.requested(), s.sku() == null ? s.productId() : s.sku()))
                            .collect(Collectors.joining(", "))
                    + (shortages.size() > 10 ? ", …" : "");
        }
    }

    record ReservationReleased(UUID orderId, String reason) implements Reply {
        @Override
        public String detail() {
            return "the stock is available to others again: " + reason;
        }
    }

    record InvoiceDrafted(UUID orderId, UUID invoiceId) implements Reply {
        @Override
        public String detail() {
            return "invoice drafted";
        }
    }

    record InvoiceSent(UUID orderId, String number, LocalDate dueOn) implements Reply {
        @Override
        public String detail() {
            return "invoice " + number + " sent, due on " + dueOn;
        }
    }

    record InvoicePartiallyPaid(UUID orderId, String number, String currency, String paid, String outstanding)
            implements Reply {
        @Override
        public String detail() {
            return "%s %s of invoice %s paid, %s outstanding".formatted(paid, currency, number, outstanding);
        }
    }

    record InvoicePaid(UUID orderId, String number) implements Reply {
        @Override
        public String detail() {
            return "invoice " + number + " paid in full";
        }
    }

    record InvoiceVoided(UUID orderId, String reason) implements Reply {
        @Override
        public String detail() {
            return "invoice voided: " + reason;
        }
    }

    /** Snake case, for the timeline. */
    default String step() {
        return switch (this) {
            case ReservationConfirmed _ -> "reservation_confirmed";
            case ReservationRejected _ -> "reservation_rejected";
            case ReservationReleased _ -> "reservation_released";
            case InvoiceDrafted _ -> "invoice_drafted";
            case InvoiceSent _ -> "invoice_sent";
            case InvoicePartiallyPaid _ -> "invoice_partially_paid";
            case InvoicePaid _ -> "invoice_paid";
            case InvoiceVoided _ -> "invoice_voided";
        };
    }

    /** @throws InvalidEventException when the data is not what the type promises */
    static Reply of(IncomingEvent event) {
        Reply reply = event.as(type(event));
        require(event, reply.orderId() != null, "orderId is missing");
        switch (reply) {
            case ReservationRejected a ->
                // it goes on in our own event, so it must keep that one's contract
                require(event, a.isComplete(), "reason and shortages must be given, and whole");
            case InvoiceDrafted a -> require(event, a.invoiceId != null, "invoiceId is missing");
            default -> {
                // the other fields are only shown
            }
        }
        return reply;
    }

    private static Class<? extends Reply> type(IncomingEvent event) {
        return switch (event.type()) {
            case "inventory.reservation.confirmed.v1" -> ReservationConfirmed.class;
            case "inventory.reservation.rejected.v1" -> ReservationRejected.class;
            case "inventory.reservation.released.v1" -> ReservationReleased.class;
            case "finance.invoice.drafted.v1" -> InvoiceDrafted.class;
            case "finance.invoice.sent.v1" -> InvoiceSent.class;
            case "finance.invoice.partially-paid.v1" -> InvoicePartiallyPaid.class;
            case "finance.invoice.paid.v1" -> InvoicePaid.class;
            case "finance.invoice.voided.v1" -> InvoiceVoided.class;
            default -> throw new InvalidEventException("no answer to a sales order: " + event.type());
        };
    }

    private static void require(IncomingEvent event, boolean holds, String otherwise) {
        if (!holds) {
            throw new InvalidEventException(event.type() + " " + event.id() + ": " + otherwise);
        }
    }
}
