package dev.erp.sales.order;

import dev.erp.chassis.web.Problem;
import dev.erp.sales.customer.Address;
import dev.erp.sales.order.Quantities.Entry;
import dev.erp.sales.order.Quantities.Kind;
import dev.erp.sales.order.SalesOrder.Change;
import dev.erp.sales.order.SalesOrder.Effect;
import dev.erp.sales.order.SalesOrder.Happening;
import dev.erp.sales.order.SalesOrder.Line;
import dev.erp.sales.order.SalesOrder.Status;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be done with an offer: change it, or make an order of it. */
final class Quoting {

    private Quoting() {}

    /** What the world is told of a new order, or of an offer. */
    static SalesOrderEvent announcement(SalesOrder order, List<Line> lines, Instant at) {
        var document = SalesOrderEvent.Document.agreed(order, lines);
        return order.status() == Status.QUOTATION
                ? new SalesOrderEvent.Quoted(document, order.terms(), order.validUntil(), at)
                : new SalesOrderEvent.Placed(document, order.terms());
    }

    /** @throws Problem 409 {@code order_is_placed} */
    static void require(SalesOrder order) {
        if (order.status() != Status.QUOTATION) {
            throw Problem.conflict(
                    "order_is_placed",
                    "Sales order " + order.number() + " is " + order.status().code()
                            + ", and not a quotation any more.");
        }
    }

    /** @param changed the offer as it shall be from now on */
    static Change change(SalesOrder changed, List<Line> lines, Instant at) {
        return changed.after(
                new Happening("quotation_changed", at, "offered until " + changed.validUntil(), null),
                changed.effect(null, announcement(changed, lines, at)));
    }

    /** @throws Problem 409 {@code order_is_placed} or {@code quotation_expired} */
    static void requirePlaceable(SalesOrder quotation, LocalDate today) {
        require(quotation);
        if (quotation.validUntil().isBefore(today)) {
            throw Problem.conflict(
                    "quotation_expired",
                    "Quotation " + quotation.number() + " was valid until " + quotation.validUntil()
                            + ". Give it a new date, or make a new one.");
        }
    }

    /**
     * The prices are those of the offer.
     *
     * @param usualAddress where the customer's goods go if the offer does not say
     */
    static Change place(SalesOrder quotation, @Nullable Address usualAddress, List<Line> lines, Instant at) {
        Entry entry = Entry.of(
                Kind.ORDERED, new PerLine(lines.stream().map(Line::quantity).toList()));
        SalesOrder order = quotation.placedAt(at, usualAddress);
        SalesOrder placed = order.after(new Happening("placed", at, "", null), order.effect(entry, null))
                .order();
        return order.after(
                new Happening("placed", at, "the quotation was accepted; the order waits for its stock", null),
                new Effect(entry, announcement(placed, lines, at), null, null, null));
    }
}
