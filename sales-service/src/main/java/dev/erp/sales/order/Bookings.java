package dev.erp.sales.order;

import dev.erp.chassis.event.InvalidEventException;
import dev.erp.chassis.money.Quantity;
import dev.erp.sales.order.Attention.About;
import dev.erp.sales.order.BillingReply.BilledLine;
import dev.erp.sales.order.BillingReply.CreditNoteDrafted;
import dev.erp.sales.order.BillingReply.CreditNoteVoided;
import dev.erp.sales.order.BillingReply.InvoiceDrafted;
import dev.erp.sales.order.BillingReply.InvoiceVoided;
import dev.erp.sales.order.Quantities.Entry;
import dev.erp.sales.order.Quantities.Kind;
import dev.erp.sales.order.SalesOrder.Effect;
import dev.erp.sales.order.SalesOrder.Line;
import dev.erp.sales.order.StockReply.GoodsIssued;
import dev.erp.sales.order.StockReply.ReservationConfirmed;
import dev.erp.sales.order.StockReply.ReservationRejected;
import dev.erp.sales.order.StockReply.ReservationWaiting;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What replies put into the ledger of an order, and what the world is told then. */
final class Bookings {

    private Bookings() {}

    /** Empty when there is nothing to book: a reply that came before in other words. */
    static Optional<Effect> of(SalesOrder order, List<Line> lines, Reply reply, Paperwork paperwork, Instant at) {
        return switch (reply) {
            case ReservationConfirmed _ -> confirmed(order, lines, at);
            case ReservationRejected rejected -> Optional.of(rejected(order, rejected));
            case ReservationWaiting waiting -> reserved(order, levels(order, lines, waiting), null);
            case StockReply.ReservationReduced _ ->
                reserved(order, order.quantities().reserved().min(atLeastShipped(order)), null);
            case StockReply.ReservationExpired expired -> lost(order, expired, at);
            case StockReply.ReservationReleased released -> lost(order, released, at);
            case GoodsIssued issued -> issued(order, lines, paperwork.shipment(issued.shipmentId()), issued, at);
            case InvoiceDrafted drafted -> invoiced(order, drafted, paperwork);
            case InvoiceVoided voided -> voided(order, voided, paperwork);
            case CreditNoteDrafted credit -> credited(order, credit, paperwork);
            case CreditNoteVoided voided -> voided(order, voided, paperwork);
            case StockReply.IssueRefused _,
                    StockReply.GoodsRestocked _,
                    BillingReply.InvoiceSent _,
                    BillingReply.InvoicePartiallyPaid _,
                    BillingReply.InvoicePaid _,
                    BillingReply.InvoiceCredited _,
                    BillingReply.InvoiceOverdue _,
                    BillingReply.PaymentReversed _ ->
                throw new IllegalStateException(reply.step() + " has no quantities");
        };
    }

    private static Optional<Effect> confirmed(SalesOrder order, List<Line> lines, Instant at) {
        Quantities now = order.quantities();
        PerLine more = now.live().minus(now.reserved()).positive();
        if (more.isZero() && !now.reserved().isNone()) {
            return Optional.empty();
        }
        // an order that finance has billed needs no second invitation
        SalesOrderEvent event = now.isInvoiced()
                ? null
                : new SalesOrderEvent.Confirmed(SalesOrderEvent.Document.left(order, lines), at);
        return Optional.of(order.effect(Entry.of(Kind.RESERVED, more), event));
    }

    private static Effect rejected(SalesOrder order, ReservationRejected reply) {
        var event = new SalesOrderEvent.Rejected(order.id(), order.number(), reply.reason(), reply.shortages());
        return new Effect(Entry.REJECTED, event, null, null, BigDecimal.ZERO);
    }

    /** The reservation takes these levels. */
    private static Optional<Effect> reserved(SalesOrder order, PerLine levels, Attention attention) {
        PerLine now = order.quantities().reserved();
        PerLine less = now.minus(levels).positive();
        PerLine more = levels.minus(now).positive();
        if (less.isZero() && more.isZero() && !now.isNone() && attention == null) {
            return Optional.empty();
        }
        // one product may have got more while another one gave way: then it is the difference, with its signs
        Entry entry = more.isZero() && !less.isZero()
                ? Entry.of(Kind.UNRESERVED, less)
                : Entry.of(Kind.RESERVED, more.minus(less));
        return Optional.of(new Effect(entry, null, attention, order.invoiceId(), order.owed()));
    }

    private static PerLine atLeastShipped(SalesOrder order) {
        Quantities now = order.quantities();
        return now.live().minus(now.shipped()).positive().plus(now.shipped());
    }

    /** What was kept for the order is not any more. */
    private static Optional<Effect> lost(SalesOrder order, StockReply reply, Instant at) {
        Quantities now = order.quantities();
        boolean wanted = !now.status().isClosed() && !now.unshipped().isZero();
        if (!wanted && now.held().isZero()) {
            return Optional.empty();
        }
        Attention attention = wanted ? new Attention(About.STOCK, reply.detail(), at) : null;
        PerLine left =
                now.shipped().isNone() ? PerLine.zeros(now.ordered().values().size()) : now.shipped();
        return reserved(order, left, attention);
    }

    /** The levels of products, in which what has left is not any more, as levels of lines, served in their order. */
    private static PerLine levels(SalesOrder order, List<Line> lines, ReservationWaiting waiting) {
        Quantities now = order.quantities();
        List<Quantity> levels = new ArrayList<>(
                now.reserved().isNone()
                        ? PerLine.zeros(lines.size()).values()
                        : now.reserved().values());
        for (ReservationWaiting.Level product : waiting.lines()) {
            List<Line> own = lines.stream()
                    .filter(line -> line.productId().equals(product.productId()))
                    .toList();
            Quantity left = product.reserved();
            for (Line line : own) {
                Quantity gone = now.shipped().at(line.line());
                Quantity open = max(now.live().at(line.line()).minus(gone), Quantity.ZERO);
                Quantity kept = left.compareTo(open) < 0 ? max(left, Quantity.ZERO) : open;
                left = left.minus(kept);
                levels.set(line.line() - 1, gone.plus(kept));
            }
        }
        return new PerLine(levels);
    }

    private static Optional<Effect> issued(
            SalesOrder order, List<Line> lines, Shipment shipment, GoodsIssued reply, Instant at) {
        if (shipment == null || !shipment.orderId().equals(order.id())) {
            throw new InvalidEventException("sales order " + order.number() + " has no shipment " + reply.shipmentId());
        }
        if (shipment.state() == Shipment.State.SHIPPED) {
            return Optional.empty();
        }
        Entry entry = new Entry(Kind.SHIPPED, shipment.quantities(), shipment.id());
        boolean complete = order.quantities().and(entry).unshipped().isZero();
        return Optional.of(order.effect(
                entry,
                new SalesOrderEvent.Shipped(
                        order.id(),
                        order.number(),
                        shipment.id(),
                        shipment.number(),
                        shipment.carrier(),
                        shipment.trackingNumber(),
                        order.shippingAddress(),
                        at,
                        LineQuantity.of(shipment.quantities(), lines),
                        complete)));
    }

    private static Optional<Effect> invoiced(SalesOrder order, InvoiceDrafted reply, Paperwork paperwork) {
        if (reply.invoiceId().equals(order.invoiceId())) {
            return Optional.empty();
        }
        PerLine quantities = billed(order, reply.lines());
        paperwork.bill(reply.invoiceId(), quantities);
        return Optional.of(new Effect(
                new Entry(Kind.INVOICED, quantities, reply.invoiceId()),
                new SalesOrderEvent.Invoiced(order.id(), order.number(), reply.invoiceId()),
                null,
                reply.invoiceId(),
                Owed.after(order, reply.owed())));
    }

    private static Optional<Effect> voided(SalesOrder order, InvoiceVoided reply, Paperwork paperwork) {
        PerLine quantities = paperwork.billed(reply.invoiceId());
        if (quantities.isZero()) {
            return Optional.empty();
        }
        paperwork.bill(reply.invoiceId(), quantities.negated());
        boolean isCurrent = reply.invoiceId().equals(order.invoiceId());
        return Optional.of(new Effect(
                new Entry(Kind.INVOICED, quantities.negated(), reply.invoiceId()),
                null,
                null,
                isCurrent && order.quantities().status() != SalesOrder.Status.CANCELLED ? null : order.invoiceId(),
                isCurrent ? Owed.notInvoiced(order) : order.owed()));
    }

    private static Optional<Effect> credited(SalesOrder order, CreditNoteDrafted reply, Paperwork paperwork) {
        if (!paperwork.billed(reply.creditNoteId()).isZero()) {
            return Optional.empty();
        }
        PerLine quantities = billed(order, reply.lines());
        paperwork.bill(reply.creditNoteId(), quantities);
        return Optional.of(order.effect(new Entry(Kind.CREDITED, quantities, reply.creditNoteId()), null));
    }

    private static Optional<Effect> voided(SalesOrder order, CreditNoteVoided reply, Paperwork paperwork) {
        PerLine quantities = paperwork.billed(reply.creditNoteId());
        if (quantities.isZero()) {
            return Optional.empty();
        }
        paperwork.bill(reply.creditNoteId(), quantities.negated());
        return Optional.of(order.effect(new Entry(Kind.CREDITED, quantities.negated(), reply.creditNoteId()), null));
    }

    private static PerLine billed(SalesOrder order, List<BilledLine> billed) {
        int lines = order.quantities().ordered().values().size();
        List<Quantity> quantities = new ArrayList<>(PerLine.zeros(lines).values());
        for (BilledLine line : billed) {
            if (line.line() > lines) {
                throw new InvalidEventException("sales order " + order.number() + " has no line " + line.line());
            }
            quantities.set(line.line() - 1, quantities.get(line.line() - 1).plus(line.quantity()));
        }
        return new PerLine(quantities);
    }

    private static Quantity max(Quantity one, Quantity two) {
        return one.compareTo(two) >= 0 ? one : two;
    }
}
