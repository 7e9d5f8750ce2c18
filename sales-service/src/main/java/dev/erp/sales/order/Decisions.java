package dev.erp.sales.order;

import dev.erp.sales.order.SalesOrder.Change;
import dev.erp.sales.order.SalesOrder.Effect;
import dev.erp.sales.order.SalesOrder.Happening;
import dev.erp.sales.order.SalesOrder.Line;
import dev.erp.sales.order.SalesOrder.Status;
import dev.erp.sales.order.StockReply.GoodsIssued;
import dev.erp.sales.order.StockReply.IssueRefused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What an order makes of a reply. Pure. */
final class Decisions {

    private Decisions() {}

    /** The changes in their order; none when the reply is ignored. */
    static List<Change> of(
            SalesOrder order, List<Line> lines, Reply reply, Paperwork paperwork, UUID heard, Instant at) {
        Happening what = new Happening(reply.step(), at, reply.detail(), heard);
        return switch (Reaction.of(order.status(), reply)) {
            case Reaction.Books() -> {
                Optional<Effect> effect = Bookings.of(order, lines, reply, paperwork, at);
                yield effect.isPresent()
                        ? withConsequences(order, order.after(what, effect.get()), lines)
                        : List.of(noted(order, reply, what));
            }
            case Reaction.Notes() -> List.of(noted(order, reply, what));
            case Reaction.Ignores _ -> List.of();
        };
    }

    private static Change noted(SalesOrder order, Reply reply, Happening what) {
        return reply instanceof IssueRefused
                // an answer too: nobody has to look for it any more
                ? order.after(what, order.effect(null, null))
                : order.note(what, Owed.after(order, reply));
    }

    /** The change, and what follows from it by itself: each in a change of its own. */
    static List<Change> withConsequences(SalesOrder before, Change change, List<Line> lines) {
        List<Change> changes = new ArrayList<>(List.of(change));
        Instant at = change.step().at();
        SalesOrder changed = change.order();
        boolean nowWhole =
                isWhole(changed) && !isWhole(before) && !changed.quantities().isInvoiced();
        if (nowWhole && !(change.event() instanceof SalesOrderEvent.Confirmed)) {
            var document = SalesOrderEvent.Document.left(changed, lines);
            changes.add(changed.after(
                    new Happening("confirmed", at, "all that is left is reserved", null),
                    changed.effect(null, new SalesOrderEvent.Confirmed(document, at))));
        }
        if (changed.status() == Status.COMPLETED && before.status() != Status.COMPLETED) {
            SalesOrder order = changes.getLast().order();
            changes.add(order.after(
                    new Happening("completed", at, "everything is shipped and invoiced", null),
                    order.effect(null, new SalesOrderEvent.Completed(order.id(), order.number(), at))));
        }
        return changes;
    }

    /** Has all that it still wants. */
    private static boolean isWhole(SalesOrder order) {
        Quantities now = order.quantities();
        return !now.reserved().isNone() && now.isWhollyReserved() && !now.live().isZero();
    }

    /** What the reply decides about the shipment that it names, if it names one that waits for it. */
    static Optional<Shipment> shipment(Reply reply, Paperwork paperwork, Instant at) {
        UUID id =
                switch (reply) {
                    case GoodsIssued issued -> issued.shipmentId();
                    case IssueRefused refused -> refused.shipmentId();
                    default -> null;
                };
        Shipment shipment = id == null ? null : paperwork.shipment(id);
        if (shipment == null || shipment.state() == Shipment.State.SHIPPED) {
            return Optional.empty();
        }
        return Optional.of(
                reply instanceof IssueRefused refused
                        ? shipment.decided(Shipment.State.REFUSED, refused.reason(), at)
                        : shipment.decided(Shipment.State.SHIPPED, null, at));
    }

    /** All that replies have decided, in their order. */
    record Decided(List<SalesOrders.Writing> writings, List<Shipment> shipments) {
        Decided() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }
}
