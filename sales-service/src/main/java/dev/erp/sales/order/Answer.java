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
sealed interface Answer {

    UUID orderId();

    /** What the timeline says about it. */
    String detail();

    record ReservationConfirmed(UUID orderId) implements Answer {
        @Override
        public String detail() {
            return "the stock is reserved";
        }
    }

    record ReservationRejected(UUID orderId, String reason, List<SalesOrderEvent.Shortage> shortages)
            implements Answer {
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

    record ReservationReleased(UUID orderId, String reason) implements Answer {
        @Override
        public String detail() {
            return "the stock is available to others again: " + reason;
        }
    }

    record InvoiceDrafted(UUID orderId, UUID invoiceId) implements Answer {
        @Override
        public String detail() {
            return "invoice drafted";
        }
    }

    record InvoiceSent(UUID orderId, String number, LocalDate dueOn) implements Answer {
        @Override
        public String detail() {
            return "invoice " + number + " sent, due on " + dueOn;
        }
    }

    record InvoicePartiallyPaid(UUID orderId, String number, String currency, String paid, String outstanding)
            implements Answer {
        @Override
        public String detail() {
            return "%s %s of invoice %s paid, %s outstanding".formatted(paid, currency, number, outstanding);
        }
    }

    record InvoicePaid(UUID orderId, String number) implements Answer {
        @Override
        public String detail() {
            return "invoice " + number + " paid in full";
        }
    }

    record InvoiceVoided(UUID orderId, String reason) implements Answer {
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
    static Answer of(IncomingEvent event) {
        Answer answer = event.as(type(event));
        require(event, answer.orderId() != null, "orderId is missing");
        switch (answer) {
            case ReservationRejected a ->
                require(event, a.reason != null && a.shortages != null, "reason and shortages must be given");
            case InvoiceDrafted a -> require(event, a.invoiceId != null, "invoiceId is missing");
            default -> {
                // the other fields are only shown
            }
        }
        return answer;
    }

    private static Class<? extends Answer> type(IncomingEvent event) {
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
